import { h } from "../dom.ts";

/** The parts of a long page, for jumping. */
export const onThisPage = (parts: readonly { id: string; label: string }[]) =>
  h(
    "nav",
    { class: "on-this-page", "aria-label": "On this page" },
    h(
      "ul",
      {},
      parts.map((p) => h("li", {}, h("a", { href: `#${p.id}` }, p.label))),
    ),
  );
