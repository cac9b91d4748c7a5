import { makeSpells, type Spells } from "../../../src/evaluation/core/spells.ts";
import {
  type CurveInterval,
  kaplanMeier,
  type SurvivalCurve,
} from "../../../src/evaluation/survival/kaplan-meier.ts";
import { logRank } from "../../../src/evaluation/survival/log-rank.ts";
import { caseModel, combinedCodes, modelRows, survColumns } from "../survival/r-model.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData } from "./adapter.ts";
import { fileOf } from "./panel-columns.ts";

type Row = Record<string, number | string | null>;

export const adapter: GoldenAdapter = {
  methods: ["Kaplan-Meier", "log-rank / Peto-Peto"],
  run(golden, data) {
    return golden.call.includes("survdiff(") ? compareLogRank(golden, data) : compareCurves(golden, data);
  },
};

const GROUP = "(group)";

/** Rows with the groups of the formula as one covariate, labels in R's order. */
function read(golden: Golden, data: GoldenData, name: string): { spells: Spells; by: string | null } {
  const table = data.table(fileOf(golden));
  const model = caseModel(golden, name);
  const { value, rows } = modelRows(table.columns, table.rows, model);
  const columns = model.variables.map(value);
  const group = combinedCodes(columns, rows.length);
  const strata = model.strata.map(value);
  const spells = makeSpells(
    {
      ...survColumns(model, value),
      id: model.id ? (value(model.id) as string[]) : rows,
      ...(columns.length > 0 ? { covariates: { [GROUP]: group } } : {}),
      ...(strata.length > 0 ? { strata: combinedCodes(strata, rows.length) } : {}),
      ...(model.weights ? { weights: value(model.weights).map(Number) } : {}),
    },
    { recurrent: true },
  );
  return {
    spells,
    by: columns.length > 0 ? GROUP : strata.length > 0 && name === "survfit" ? "strata" : null,
  };
}

function compareCurves(golden: Golden, data: GoldenData): Comparison[] {
  const { spells, by } = read(golden, data, "survfit");
  const level = Number(/conf\.int\s*=\s*([\d.]+)/.exec(golden.call)?.[1] ?? 0.95);
  const until = meanUntil(golden, spells, by);
  return Object.entries(golden.values).flatMap(([key, theirs]) => {
    const interval = (["plain", "log", "log-log"].includes(key) ? key : "log") as CurveInterval;
    const { curves } = kaplanMeier(spells, { by, interval, level, ...(until === null ? {} : { until }) });
    if (key === "quantiles") return compareQuantiles(theirs, curves);
    if (key === "table") return compareTable(theirs, curves);
    return comparePoints(key, theirs as Row[], curves);
  });
}

/** Some cases cut the restricted mean at a round time without saying so in the call; null = the last time of any curve. */
function meanUntil(golden: Golden, spells: Spells, by: string | null): number | null {
  const said = /rmean\s*=\s*([\d.]+)/.exec(golden.call)?.[1];
  if (said) return Number(said);
  const first = [golden.values.table].flat()[0]?.rmean ?? Number.NaN;
  const off = (options: { until?: number }) =>
    Math.abs((kaplanMeier(spells, { by, ...options }).curves[0]?.restrictedMean.mean ?? Number.NaN) - first);
  const end = Math.max(...spells.stop);
  const tries = [...ROUND].filter((until) => until < end).map((until) => ({ until, off: off({ until }) }));
  const best = tries.sort((a, b) => a.off - b.off)[0];
  return best && best.off < off({}) ? best.until : null;
}

/** Months, years of 365 days, and hundreds. */
const ROUND = new Set(
  [12, 365, 100, 10].flatMap((unit) => Array.from({ length: 10 }, (_, k) => unit * (k + 1))),
);

function comparePoints(key: string, rows: readonly Row[], curves: readonly SurvivalCurve[]): Comparison[] {
  const points = curves.flatMap((curve) =>
    curve.time.map(
      (time, i): Row => ({
        time,
        n_risk: curve.atRisk[i] as number,
        n_event: curve.event[i] as number,
        n_censor: curve.censored[i] as number,
        n_enter: curve.entered[i] as number,
        surv: curve.survival[i] as number,
        std_err_greenwood: curve.se[i] as number | null,
        lower: curve.low[i] as number | null,
        upper: curve.high[i] as number | null,
        cumhaz: curve.cumulativeHazard[i] as number,
        std_err: curve.cumulativeHazardSe[i] as number,
      }),
    ),
  );
  const length = { what: `${key} points`, ours: points.length, theirs: rows.length };
  return [length, ...rows.flatMap((row, i) => fields(`${key} ${i}`, row, points[i] ?? {}))];
}

type Lines = number[][] | Record<string, number | null>;

function compareQuantiles(theirs: Record<string, Lines>, curves: readonly SurvivalCurve[]): Comparison[] {
  const names = { q: "value", lower: "low", upper: "high" } as const;
  return Object.entries(names).flatMap(([key, own]) => {
    const lines = theirs[key] ?? [];
    const matrix = Array.isArray(lines)
      ? Array.isArray(lines[0])
        ? lines
        : [lines]
      : [Object.values(lines)];
    return curves.flatMap((curve, g) =>
      curve.quantiles.map((quantile, i) => ({
        what: `quantile ${quantile.p} ${key} ${curve.stratum}`,
        ours: quantile[own],
        theirs: ((matrix[g] as (number | null)[])[i] ?? null) as number | null,
      })),
    );
  });
}

function compareTable(theirs: Row | Row[], curves: readonly SurvivalCurve[]): Comparison[] {
  const rows = Array.isArray(theirs) ? theirs : [theirs];
  return rows.flatMap((row, g) => {
    const curve = curves[g] as SurvivalCurve;
    const median = curve.quantiles.find(({ p }) => p === 0.5);
    const named = Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name.replace(/^[\d.]+(?=[LU]CL)/, ""), value]),
    );
    return fields(`table ${curve.stratum}`, named, {
      records: curve.records,
      "n.max": Math.max(...curve.atRisk),
      "n.start": curve.atRisk[0] ?? null,
      events: curve.events,
      rmean: curve.restrictedMean.mean,
      "se(rmean)": curve.restrictedMean.se,
      median: median?.value ?? null,
      LCL: median?.low ?? null,
      UCL: median?.high ?? null,
    });
  });
}

function compareLogRank(golden: Golden, data: GoldenData): Comparison[] {
  const { spells, by } = read(golden, data, "survdiff");
  return Object.entries(golden.values).flatMap(([key, theirs]) => {
    const result = logRank(spells, { by: by as string, rho: Number(key.replace("rho", "")) });
    const table = (pick: "observed" | "expected", shape: unknown) =>
      Array.isArray((shape as unknown[])[0])
        ? result.groups.flatMap((_, g) => result.strata.map((stratum) => stratum[pick][g] as number))
        : result.groups.map((group) => group[pick]);
    const ours: Record<string, readonly number[]> = {
      n: result.groups.map(({ n }) => n),
      obs: table("observed", theirs.obs),
      exp: table("expected", theirs.exp),
      chisq: [result.chisq],
      df: [result.df],
      p: [result.p],
      var: result.variance,
    };
    return Object.entries(theirs as Record<string, unknown>).flatMap(([name, value]) =>
      ([value].flat(2) as (number | null)[]).map((number, i) => ({
        what: `${key} ${name} ${i}`,
        ours: ours[name]?.[i] ?? null,
        theirs: number,
      })),
    );
  });
}

function fields(what: string, row: Row, ours: Row): Comparison[] {
  return Object.entries(row)
    .filter(([, value]) => typeof value !== "string")
    .map(([name, value]) => ({
      what: `${what} ${name}`,
      ours: (ours[name] ?? null) as number | null,
      theirs: value as number | null,
    }));
}
