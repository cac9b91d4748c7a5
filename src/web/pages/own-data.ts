import type { StudyFile, WorkbenchData } from "../data/workbench.ts";
import { type Child, h } from "../dom.ts";
import { Desk } from "../own-data/desk.ts";
import { dropZone, guardDrops } from "../own-data/drop-zone.ts";
import { heldView } from "../own-data/held.ts";
import { refuse } from "../own-data/refusal.ts";
import { sampleButtons } from "../own-data/sample-buttons.ts";
import { ACCEPTED } from "../own-data/words.ts";
import { type PageMeta, type Resources, startPage } from "../page.ts";
import { siteLink } from "../site-link.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";
import { dataTable } from "../ui/table.ts";

export function meta(data: WorkbenchData): PageMeta {
  return {
    title: "Your own data",
    description: `An outcome or a list of twinned countries of your own, read in your browser and joined to ${data.countries.length} countries, ${data.years[0]} to ${data.years[1]}; nothing is uploaded.`,
  };
}

const privacy = () =>
  h(
    "p",
    { class: "own-privacy" },
    h("strong", {}, "Nothing is uploaded. "),
    "The file is read by this page, in your browser. What is used of it is kept in this tab until you remove it or close the tab.",
  );

const needsScripts = () =>
  h(
    "p",
    { class: "callout own-scripts" },
    "This page needs scripts, because files are read in your browser and not sent to a server that could read them. Without scripts you can run the same analysis on a file with the command line: ",
    h("code", {}, "nap evaluate --input"),
    ".",
  );

const accepted = (): Child => [
  h("h2", { id: "accepted" }, "What is accepted"),
  dataTable(
    "What is accepted",
    [
      { name: "what", label: "What", value: ([what]) => what },
      { name: "how", label: "How it is written", value: ([, how]) => how },
    ],
    ACCEPTED,
  ),
];

const joining = (data: WorkbenchData): Child => [
  h("h2", { id: "joining" }, "How it joins the study"),
  h(
    "ul",
    { class: "prose" },
    h(
      "li",
      {},
      `The study has ${data.countries.length} countries and the years ${data.years[0]} to ${data.years[1]}. Values of other years are counted and left out.`,
    ),
    h(
      "li",
      {},
      "Countries that your outcome does not mention are unknown, and take no part in a comparison.",
    ),
    h(
      "li",
      {},
      "Countries that your list of partnerships does not mention count as not twinned. That is only right where the list is complete.",
    ),
    h(
      "li",
      {},
      "A partnership without a year makes its countries twinned in no known year: neither twinned nor a comparison. A country with several partnerships counts from the first known year.",
    ),
    h(
      "li",
      {},
      "You can hold one outcome and one list of partnerships at once; a new file takes the place of the one of its kind. ",
      h("a", { href: siteLink("methods#own-data") }, "More under Methods"),
      ".",
    ),
  ),
];

export function start(root: HTMLElement, data: WorkbenchData, resources: Resources = {}): void {
  const inBrowser = typeof window !== "undefined";
  startPage(root, data, {
    meta,
    schema: {},
    build: () => {
      const held = h("div");
      const redraw = () => {
        const view = inBrowser ? heldView(redraw) : null;
        held.replaceChildren(...(view instanceof Node ? [view] : []));
      };
      if (inBrowser) redraw();
      const desk = new Desk(data, root.dataset.parser ?? "", redraw);
      const study = async () => ((await (await fetch(resources.study ?? "")).json()) as StudyFile).study;
      if (inBrowser) guardDrops();
      return [
        evidenceNav("own-data"),
        h("h1", {}, "Your own data"),
        h(
          "p",
          { class: "lead" },
          "Bring an outcome, or a list of who is twinned since when, as a CSV file. It is put beside the data of this site, and everything in the workbench runs on it.",
        ),
        privacy(),
        needsScripts(),
        held,
        dropZone(
          (file) => void desk.take(file),
          (what) => desk.refuse(refuse("dropped", what.replace(/\.$/, ""), "Choose one CSV file")),
        ),
        sampleButtons(data, study, (file) => void desk.take(file)),
        desk.busy.element,
        desk.result,
        accepted(),
        joining(data),
      ];
    },
  });
}
