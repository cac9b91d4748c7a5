import type { Study } from "../../evaluation/study/study.ts";
import type { WorkbenchData } from "../data/workbench.ts";
import { h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { type Sample, sampleOutcome, samplePartnerships } from "./samples.ts";

/** Files made of this site's own data, to look at, to start from, or to try the page with. */
export function sampleButtons(
  data: WorkbenchData,
  study: () => Promise<Study>,
  take: (file: File) => void,
): HTMLElement {
  const fault = h("span", { role: "status" });
  const button = (label: string, make: (study: Study) => Sample, then: (sample: Sample) => void) => {
    const run = async () => {
      try {
        then(make(await study()));
        fault.replaceChildren();
      } catch {
        fault.replaceChildren("The data for the sample could not be loaded. Reload the page and try again.");
      }
    };
    return h("button", { type: "button", class: "quiet", onclick: () => void run() }, label);
  };
  const open = ({ file, csv }: Sample) => take(new File([csv], file, { type: "text/csv" }));
  const kind = (name: string, words: string, make: (study: Study) => Sample) =>
    h(
      "li",
      {},
      `${words}: `,
      button(`Download ${name}`, make, save),
      " or ",
      button(`try ${name} here`, make, open),
    );
  const [outcome] = data.outcomes;
  const [definition] = data.definitions;
  return h(
    "div",
    { class: "own-samples needs-script small" },
    h("p", {}, `Two samples, made of the data of this site as of ${partialDate(data.asOf)}:`),
    h(
      "ul",
      {},
      kind(
        "sample-outcome.csv",
        outcome ? `${outcome.label} (${outcome.sources[0]?.label ?? ""})` : "An outcome",
        sampleOutcome,
      ),
      kind(
        "sample-partnerships.csv",
        `Who is twinned, by the definition “${definition?.label ?? ""}”`,
        samplePartnerships,
      ),
    ),
    fault,
  );
}

function save({ file, csv }: Sample): void {
  const url = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
  const link = h("a", { href: url, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
