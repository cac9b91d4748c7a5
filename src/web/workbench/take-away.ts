import type { Panel } from "../../evaluation/core/panel.ts";
import type { Specification } from "../../evaluation/study/specification.ts";
import { h } from "../dom.ts";
import type { Engine } from "../engine/client.ts";
import type { Cell } from "../format/csv.ts";
import { toCsv } from "../format/csv.ts";
import { siteLink } from "../site-link.ts";
import { saveFile } from "../ui/download.ts";
import { commandOf } from "./view.ts";

/** The columns of a panel as `nap evaluate --input` takes them, with one row for each unit and time in use. */
export function panelRows(panel: Panel): { columns: string[]; rows: Cell[][] } {
  const covariates = panel.covariates.map(({ name }) => name);
  const columns = ["unit", "time", "outcome", "first_treated", ...covariates, "stratum"];
  const rows: Cell[][] = [];
  for (let i = 0; i < panel.n; i++) {
    const first = panel.first[i] ?? Number.POSITIVE_INFINITY;
    for (let s = 0; s < panel.t; s++) {
      const at = i * panel.t + s;
      if (!panel.observed[at]) continue;
      rows.push([
        panel.units[i] ?? "",
        panel.times[s] ?? null,
        panel.outcome[at] ?? null,
        Number.isFinite(first) ? first : null,
        ...panel.covariates.map(({ values }) => values[at] ?? null),
        panel.strata ? (panel.strataLabels[panel.strata[i] ?? 0] ?? "") : "",
      ]);
    }
  }
  return { columns, rows };
}

interface TakeAway {
  engine: () => Engine | null;
  specification: () => Specification;
  /** The choices rest on the reader's own file, which no address and no command holds. */
  own: () => boolean;
  search: () => string;
  /** Calls back after each change of a choice. */
  onChange: (callback: () => void) => void;
}

/** What a reader can take along: the address, the data, a script, a page to print, the command. */
export function takeAway(spec: TakeAway): HTMLElement {
  const told = h("p", { class: "small", "aria-live": "polite" });
  const name = () => {
    const { outcome, definition, estimator } = spec.specification();
    return [outcome, definition, estimator].join("-").replace(/[^\w-]+/g, "_");
  };
  const withEngine = (work: (engine: Engine) => Promise<void>) => async () => {
    const engine = spec.engine();
    if (!engine) return;
    told.replaceChildren("Being made…");
    await work(engine).then(
      () => told.replaceChildren("Saved."),
      (error: unknown) => told.replaceChildren((error as Error).message),
    );
  };
  const button = (text: string, onclick: () => void, id: string) =>
    h("button", { type: "button", onclick, id }, text);
  const command = h("code", {});
  const brief = h("a", { href: siteLink("brief") }, "Brief to print");
  const box = h(
    "section",
    { class: "take-away-box", "aria-labelledby": "take-away-title" },
    h("h2", { id: "take-away-title" }, "Take it away"),
    h(
      "p",
      { class: "take-away" },
      button(
        "Copy the address of this view",
        () => {
          navigator.clipboard.writeText(window.location.href).then(
            () =>
              told.replaceChildren(
                spec.own()
                  ? "Copied. Whoever opens it needs your file too: it is not in the address."
                  : "Copied.",
              ),
            () => told.replaceChildren(`The browser did not allow it. The address: ${window.location.href}`),
          );
        },
        "copy-link",
      ),
      button(
        "R script with the data in it",
        withEngine(async (engine) => {
          const script = await engine.ask("script", { specification: spec.specification() });
          saveFile(`${name()}.R`, script);
        }),
        "save-script",
      ),
      button(
        "Data behind it (CSV)",
        withEngine(async (engine) => {
          const { columns, rows } = panelRows(
            await engine.ask("panel", { specification: spec.specification() }),
          );
          saveFile(`${name()}.csv`, toCsv(columns, rows), "text/csv;charset=utf-8");
        }),
        "save-data",
      ),
      brief,
    ),
    told,
    h("p", { class: "small" }, "The same numbers from the command line: ", command),
  );
  const sync = () => {
    const own = spec.own();
    command.replaceChildren(
      own
        ? "npx nap evaluate --input <the data behind it> --unit unit --time time --outcome outcome --first-treated first_treated --strata stratum --estimator " +
            spec.specification().estimator
        : commandOf(spec.specification()),
    );
    brief.setAttribute("href", siteLink(`brief${spec.search()}`));
  };
  sync();
  spec.onChange(sync);
  return box;
}
