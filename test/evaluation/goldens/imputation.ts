import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { imputation } from "../../../src/evaluation/imputation/imputation.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData } from "./adapter.ts";
import { panelSource } from "./panel-columns.ts";

type Cell = number | string | null;

/** Names of columns a golden of a cohort estimator may give, and what it adds to the panel. */
export interface PanelColumns {
  covariates?: readonly string[];
  cluster?: string | undefined;
  weights?: string | undefined;
}

/** The panel of a golden. */
export function cohortPanel(golden: Golden, data: GoldenData, more: PanelColumns = {}): Panel {
  const { table, y, id, time, first } = panelSource(golden, data);
  const column = (name: string): Cell[] => {
    const found = table.columns[name];
    if (!found) throw new Error(`${golden.id}: no column ${name}`);
    return found;
  };
  const numbers = (name: string) => column(name).map((cell) => (typeof cell === "number" ? cell : null));
  return makePanel({
    unit: column(id) as (number | string)[],
    time: numbers(time) as number[],
    outcome: numbers(y),
    firstTreated: first,
    ...(more.covariates?.length
      ? { covariates: Object.fromEntries(more.covariates.map((name) => [name, numbers(name)])) }
      : {}),
    // Where the call clusters by a name the file does not have, it is the unit's own.
    ...(more.cluster && more.cluster in table.columns && more.cluster !== id
      ? { cluster: column(more.cluster) as (number | string)[] }
      : {}),
    ...(more.weights ? { weights: numbers(more.weights) as number[] } : {}),
  });
}

/** Value of an argument such as wname='pop' or cluster = ~region in the text of a call. */
export function argumentOf(call: string, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = new RegExp(`\\b${name}\\s*=\\s*~?\\s*["']?([A-Za-z_.][\\w.]*)`).exec(call)?.[1];
    if (found && !["NULL", "TRUE", "FALSE"].includes(found)) return found;
  }
  return undefined;
}

/** Terms before the bar of first_stage = ~ x1 + x2 | id + year. */
export function firstStageCovariates(call: string): string[] {
  const terms = /first_stage\s*=\s*~([^|,)]*)\|/.exec(call)?.[1] ?? "";
  return terms
    .split("+")
    .map((term) => term.trim())
    .filter((term) => term !== "" && !/^[01]$/.test(term));
}

interface Row {
  term: string;
  estimate: number | null;
  "std.error": number | null;
  "conf.low": number | null;
  "conf.high": number | null;
}

/** The peer's intervals take 1.96, not the quantile 1.959964. */
const PEERS_QUANTILE = 1.96;

export const adapter: GoldenAdapter = {
  methods: ["Borusyak-Jaravel-Spiess imputation"],
  run(golden, data) {
    const { call, values } = golden;
    const covariates = firstStageCovariates(call);
    const cluster = argumentOf(call, "cluster_var");
    const panel = cohortPanel(golden, data, {
      covariates,
      cluster,
      weights: argumentOf(call, "wname", "weights"),
    });
    const horizon = (values.horizon ?? []) as Row[];
    const events = horizon.map(({ term }) => Number(term));
    // Where the call names event times, the case holds those only.
    const named = /horizon\s*=\s*(?!T)[c(\d]/.test(call);
    const result = imputation(panel, {
      covariates,
      pretrends: events.filter((event) => event < 0),
      ...(named ? { horizon: events.filter((event) => event >= 0) } : {}),
    });
    const out: Comparison[] = [];
    const compare = (
      what: string,
      row: Row,
      ours: { estimate: number | null; se: number | null } | undefined,
    ) => {
      const estimate = ours?.estimate ?? null;
      const se = ours?.se ?? null;
      const at = (sign: number) =>
        estimate === null || se === null ? null : estimate + sign * PEERS_QUANTILE * se;
      out.push(
        { what: `${what} estimate`, ours: estimate, theirs: row.estimate },
        { what: `${what} se`, ours: se, theirs: row["std.error"] },
        { what: `${what} low`, ours: at(-1), theirs: row["conf.low"] },
        { what: `${what} high`, ours: at(1), theirs: row["conf.high"] },
      );
    };
    for (const row of (values.static ?? []) as Row[]) compare("static", row, result.overall);
    const rows = [...result.pretrends, ...result.horizons];
    for (const row of horizon) {
      const event = Number(row.term);
      compare(
        `event ${event}`,
        row,
        rows.find((found) => found.event === event),
      );
    }
    if (horizon.length > 0) out.push({ what: "event times", ours: rows.length, theirs: horizon.length });
    return out;
  },
};
