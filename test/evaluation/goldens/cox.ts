import { makeSpells, type Spells } from "../../../src/evaluation/core/spells.ts";
import {
  type CoxOptions,
  type CoxResult,
  cox,
  coxFit,
  describeCox,
} from "../../../src/evaluation/survival/cox.ts";
import { coxBaseline } from "../../../src/evaluation/survival/cox-baseline.ts";
import type { CoxFit } from "../../../src/evaluation/survival/cox-fit.ts";
import {
  dfbetaResiduals,
  martingaleResiduals,
  schoenfeldResiduals,
  scoreResiduals,
} from "../../../src/evaluation/survival/cox-residuals.ts";
import { coxZph, type ZphTransform } from "../../../src/evaluation/survival/cox-zph.ts";
import type { Ties } from "../../../src/evaluation/survival/likelihood.ts";
import {
  caseModel,
  combinedCodes,
  modelRows,
  type RModel,
  survColumns,
  termColumn,
} from "../survival/r-model.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData, Table } from "./adapter.ts";
import { fileOf } from "./panel-columns.ts";

type Row = Record<string, number | string | null>;

export const adapter: GoldenAdapter = {
  methods: ["Cox PH"],
  run(golden, data) {
    return Object.entries(golden.values)
      .filter(([, values]) => values !== null && typeof values === "object")
      .flatMap(([ties, values]) => compareFit(golden, data, ties as Ties, values));
  },
};

function compareFit(
  golden: Golden,
  data: GoldenData,
  ties: Ties,
  values: Record<string, unknown>,
): Comparison[] {
  const model = caseModel(golden, "coxph");
  const terms = (values.coef as Row[]).map(({ term }) => term as string);
  const spells = goldenSpells(data.table(fileOf(golden)), model, terms);
  const robust = model.cluster !== null || /robust\s*=\s*T/.test(golden.call);
  const options: CoxOptions = {
    covariates: terms,
    ties,
    variance: model.cluster ? "cluster" : robust ? "robust" : "model",
    forceBiased: true,
    tolerance: Number(/eps\s*=\s*([\de.-]+)/.exec(golden.call)?.[1] ?? 1e-9),
    ...(model.offset ? { offset: "(offset)" } : {}),
  };
  const fit = coxFit(spells, options);
  const result = describeCox(fit, options);
  if (cox(spells, options).loglik !== result.loglik) throw new Error("cox and its fit disagree");
  const groups = termGroups(model, terms);
  const out = Object.entries(values).flatMap(([key, theirs]) => compareKey(key, theirs, fit, result, groups));
  return out.map((comparison) => ({ ...comparison, what: `${ties} ${comparison.what}` }));
}

/** Rows of the data as R's model frame would have them, with each term of the model a covariate. */
function goldenSpells(table: Table, model: RModel, terms: readonly string[]): Spells {
  const derived = landmarkColumns(table, terms);
  const { value, rows } = modelRows(derived.columns, derived.rows, model);
  const covariates = Object.fromEntries(
    terms.filter((term) => term !== "twinned").map((term) => [term, termColumn(term, model, value)]),
  );
  const strata = model.strata.map(value);
  const dates = table.columns.twin_month;
  return makeSpells(
    {
      ...survColumns(model, value),
      id: model.id ? (value(model.id) as string[]) : rows,
      covariates: { ...covariates, ...(model.offset ? { "(offset)": value(model.offset).map(Number) } : {}) },
      ...(terms.includes("twinned") ? { twinned: value("twinned").map(Number) } : {}),
      ...(terms.some((term) => term.includes("ever")) && dates
        ? {
            twinned: value("ever_twinned").map(Number),
            twinnedFrom: rows.map((r) => dates[r] as number | null),
          }
        : {}),
      ...(strata.length > 0 ? { strata: combinedCodes(strata, rows.length) } : {}),
      ...(model.cluster ? { cluster: value(model.cluster) as string[] } : {}),
      ...(model.weights ? { weights: value(model.weights).map(Number) } : {}),
    },
    { recurrent: true },
  );
}

/** A term twM is "twinned by month M" among those still under observation then. */
function landmarkColumns(table: Table, terms: readonly string[]): Table {
  const term = terms.find((name) => /^tw\d+$/.test(name) && !(name in table.columns));
  if (!term) return table;
  const at = Number(term.slice(2));
  const time = table.columns.time ?? [];
  const keep = time.map((_, r) => r).filter((r) => (time[r] as number) > at);
  const columns = Object.fromEntries(
    Object.entries(table.columns).map(([name, column]) => [name, keep.map((r) => column[r] ?? null)]),
  );
  const by = (columns.twin_month ?? []).map((month) => (month !== null && (month as number) <= at ? 1 : 0));
  return { columns: { ...columns, [term]: by }, rows: keep.length };
}

/** Terms as R's anova would group them: the columns of a factor belong together. */
function termGroups(model: RModel, terms: readonly string[]): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const term of terms) {
    const name = term
      .split(":")
      .map((part) => {
        const known = [...model.variables].sort((a, b) => b.length - a.length);
        return known.find((variable) => part === variable) ?? known.find((v) => part.startsWith(v)) ?? part;
      })
      .join(":");
    groups[name] = [...(groups[name] ?? []), term];
  }
  return groups;
}

function compareKey(
  key: string,
  theirs: unknown,
  fit: CoxFit,
  result: CoxResult,
  groups: Record<string, string[]>,
): Comparison[] {
  const one = (ours: number | null): Comparison[] => [{ what: key, ours, theirs: theirs as number | null }];
  if (key.startsWith("cox_zph_")) return compareZph(key, theirs as Row[], fit, groups);
  switch (key) {
    case "n":
      return one(result.n);
    case "events":
      return one(result.events);
    case "loglik_null":
      return one(result.loglikNull);
    case "loglik":
      return one(result.loglik);
    case "coef":
      return compareTerms(theirs as Row[], result);
    case "lrt":
      return fields(key, theirs as Row, { ...result.likelihoodRatio });
    case "score":
      return fields(key, theirs as Row, { ...result.score });
    case "wald":
      // The peer's summary rounds this statistic to two decimals; its p it does not.
      return fields(key, theirs as Row, { ...result.wald, stat: Math.round(result.wald.stat * 100) / 100 });
    case "concordance":
      return fields(key, theirs as Row, {
        C: result.concordance?.c ?? null,
        se: result.concordance?.se ?? null,
      });
    case "vcov":
      return matrix(key, theirs as number[][], Array.from(result.vcov));
    case "ci95":
      return (theirs as Row[]).flatMap((row) => {
        const own = result.terms.find(({ term }) => term === row.term);
        return fields(`ci95 ${row.term}`, row, { lower: own?.low ?? null, upper: own?.high ?? null });
      });
    case "baseline_cumhaz_at_zero":
      return coxBaseline(fit).flatMap((point, i) => {
        const row = (theirs as Row[])[i] ?? {};
        return fields(`hazard ${i}`, row, { hazard: point.hazard, time: point.time });
      });
    case "martingale":
      return vector(key, theirs as number[], martingaleResiduals(fit));
    case "score_residuals":
      return matrix(key, theirs as number[][], scoreResiduals(fit));
    case "dfbeta":
      return matrix(key, theirs as number[][], dfbetaResiduals(fit));
    case "schoenfeld":
      return matrix(key, theirs as number[][], sortedSchoenfeld(fit));
    default:
      return [{ what: `${key}: not known to the adapter`, ours: null, theirs: 1 }];
  }
}

function compareTerms(rows: readonly Row[], result: CoxResult): Comparison[] {
  return rows.flatMap((row) => {
    const own = result.terms.find(({ term }) => term === row.term);
    const clustered = "robust_se" in row;
    return fields(String(row.term), row, {
      coef: own?.coef ?? null,
      hr: own?.hr ?? null,
      se: (clustered ? own?.seModel : own?.se) ?? null,
      z: own?.z ?? null,
      p: own?.p ?? null,
      robust_se: own?.se ?? null,
    });
  });
}

function compareZph(
  key: string,
  rows: readonly Row[],
  fit: CoxFit,
  terms: Record<string, string[]>,
): Comparison[] {
  const ours = coxZph(fit, { transform: key.slice("cox_zph_".length) as ZphTransform, terms });
  return rows.flatMap((row, i) => fields(`${key} ${row.term}`, row, { ...ours[i] }));
}

function sortedSchoenfeld(fit: CoxFit): number[] {
  return schoenfeldResiduals(fit).flatMap(({ values }) => values);
}

/** Every number in their row beside ours of the same name. */
function fields(what: string, row: Row, ours: Record<string, number | string | null>): Comparison[] {
  return Object.entries(row)
    .filter(([name, value]) => name !== "term" && name !== "strata" && typeof value !== "string")
    .map(([name, value]) => ({
      what: `${what} ${name}`,
      ours: (ours[name] ?? null) as number | null,
      theirs: value as number | null,
    }));
}

function vector(what: string, theirs: readonly (number | null)[], ours: ArrayLike<number>): Comparison[] {
  return theirs.map((value, i) => ({ what: `${what} ${i}`, ours: ours[i] ?? null, theirs: value }));
}

function matrix(
  what: string,
  theirs: readonly (readonly number[])[] | number,
  ours: ArrayLike<number>,
): Comparison[] {
  return vector(what, [theirs].flat(2) as number[], ours);
}
