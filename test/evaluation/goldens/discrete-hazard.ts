import { normal } from "../../../src/evaluation/numeric/distributions.ts";
import {
  type DiscreteHazardResult,
  discreteHazard,
  type HazardLink,
} from "../../../src/evaluation/survival/discrete-hazard.ts";
import { makePersonPeriods } from "../../../src/evaluation/survival/person-periods.ts";
import { caseModel, modelRows, termColumn } from "../survival/r-model.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData } from "./adapter.ts";
import { fileOf } from "./panel-columns.ts";

type Row = Record<string, number | string | null>;

export const adapter: GoldenAdapter = {
  methods: ["discrete-time hazard"],
  run(golden, data) {
    return Object.entries(golden.values).flatMap(([link, values]) => {
      const result = fitted(golden, data, link as HazardLink, values.coef);
      return compare(link, values, result, periodsOf(golden.call).dummy);
    });
  },
};

/** The first factor of the formula is the period: dummies such as factor(k)3. */
function periodsOf(call: string): { period: string; dummy: RegExp } {
  const period = /~.*?factor\((\w+)\)/.exec(call)?.[1] ?? "k";
  return { period, dummy: new RegExp(`^(?:as\\.)?factor\\(${period}\\)([^:]+)$`) };
}

function fitted(golden: Golden, data: GoldenData, link: HazardLink, coef: Row[]): DiscreteHazardResult {
  const table = data.table(fileOf(golden));
  const model = caseModel(golden, "glm");
  const { value, rows } = modelRows(table.columns, table.rows, model);
  const terms = coef.map(({ term }) => term as string).filter((term) => term !== "(Intercept)");
  const { period, dummy } = periodsOf(golden.call);
  const dummies = terms.some((term) => dummy.test(term));
  const covariates = terms.filter((term) => !dummy.test(term));
  const cluster = /cluster\s*=\s*~?\s*([\w.]+)/.exec(golden.call)?.[1] ?? "id";
  const spells = makePersonPeriods(
    {
      id: rows.map((r) => table.columns.id?.[r] as number),
      period: rows.map((r) => table.columns[period]?.[r] as number),
      event: value(model.response).map(Number),
      cluster: rows.map((r) => table.columns[cluster]?.[r] as number),
      covariates: Object.fromEntries(
        covariates.filter((term) => term !== "twinned").map((term) => [term, termColumn(term, model, value)]),
      ),
      ...(covariates.includes("twinned") ? { twinned: value("twinned").map(Number) } : {}),
    },
    { recurrent: true },
  );
  const levels = terms.map((term) => Number(dummy.exec(term)?.[1])).filter((level) => !Number.isNaN(level));
  return discreteHazard(spells, {
    link,
    covariates,
    time: dummies ? "dummies" : "none",
    // The cases put the sparse periods at the end into the last one they name.
    ...(dummies ? { poolFrom: Math.max(...levels) } : {}),
  });
}

function compare(
  link: string,
  values: Record<string, unknown>,
  result: DiscreteHazardResult,
  dummy: RegExp,
): Comparison[] {
  return Object.entries(values).flatMap(([key, theirs]) => {
    if (key === "coef") return compareTerms(link, theirs as Row[], result, dummy);
    const ours = (result as unknown as Record<string, number | null>)[key] ?? null;
    return [{ what: `${link} ${key}`, ours, theirs: theirs as number | null }];
  });
}

function compareTerms(
  link: string,
  rows: readonly Row[],
  result: DiscreteHazardResult,
  dummy: RegExp,
): Comparison[] {
  return rows.flatMap((row) => {
    const period = dummy.exec(String(row.term))?.[1];
    const name = row.term === "(Intercept)" ? "(intercept)" : period ? `period ${period}` : row.term;
    const own = result.terms.find(({ term }) => term === name);
    // z and p of the peer's summary are those without clusters.
    const z = own?.estimate != null && own.seModel != null ? own.estimate / own.seModel : null;
    const ours: Record<string, number | null> = {
      estimate: own?.estimate ?? null,
      se: own?.seModel ?? null,
      z,
      p: z === null ? null : 2 * normal.upper(Math.abs(z)),
      se_cluster_id_HC0: own?.se ?? null,
    };
    return Object.entries(row)
      .filter(([field]) => field !== "term")
      .map(([field, theirs]) => ({
        what: `${link} ${row.term} ${field}`,
        ours: ours[field.replace(/^se_cluster_\w+?_HC0$/, "se_cluster_id_HC0")] ?? null,
        theirs: theirs as number | null,
      }));
  });
}
