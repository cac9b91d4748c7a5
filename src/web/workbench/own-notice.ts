import type { OwnData } from "../../evaluation/study/own-data.ts";
import type { WorkbenchData } from "../data/workbench.ts";
import { type Child, h } from "../dom.ts";
import { siteLink } from "../site-link.ts";
import { missesFile, type WorkbenchView } from "./view.ts";

/** What the reader has to know of a file of their own: that it is part of the view, or that the view misses it. */
export function ownNotice(view: WorkbenchView, data: WorkbenchData, own: OwnData | null): Child {
  const page = h("a", { href: siteLink("own-data") }, "Your own data");
  if (missesFile(view, data)) {
    return h(
      "p",
      { class: "warning" },
      "This address was made with a file that is not in this browser. Open the file on the page “",
      page,
      "” and come back, or choose another outcome and definition below.",
    );
  }
  if (!own) return null;
  return h(
    "p",
    { class: "small" },
    `Your file ${own.file} can be chosen below. It stays in this browser tab. `,
    page,
    " can replace or remove it.",
  );
}
