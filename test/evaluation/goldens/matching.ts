import { matchedDifference } from "../../../src/evaluation/matching/comparison.ts";
import { match } from "../../../src/evaluation/matching/match.ts";
import type {
  BalanceRow,
  MatchOptions,
  MatchResult,
  MatchUnits,
} from "../../../src/evaluation/matching/types.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData, Table } from "./adapter.ts";
import { fileOf } from "./panel-columns.ts";

type Cell = number | string | null;
type Columns = Record<string, Cell[]>;

/** MatchIt 4.5.1 as built for Debian 12 searches propensity scores faultily; ours does the same when asked to. */
export const adapter: GoldenAdapter = { methods: ["matching"], run };

function run(golden: Golden, data: GoldenData): Comparison[] {
  const { values, call } = golden;
  const columns = unitColumns(data.table(fileOf(golden)));
  const [, left, right] = /matchit\(\s*(\w+)\s*~\s*([^,]+),/.exec(call) ?? [];
  if (!left || !right) throw new Error(`No formula in ${call}`);
  const result = match(unitsOf(columns, left, names(right), exactOf(call)), optionsOf(golden));
  return [
    ...propensity(values.propensity, result),
    ...pairs(values.pairs, result),
    ...weights(values.weights_nonzero, result),
    ...balance("all", values.balance?.all, result.balance.all),
    ...balance("matched", values.balance?.matched, result.balance.matched),
    ...counts(values.balance?.nn, result),
    ...difference(values.att_weighted_diff, result, columns),
  ];
}

function optionsOf(golden: Golden): MatchOptions {
  const { call } = golden;
  const number = (name: string) => {
    const found = new RegExp(`\\b${name}\\s*=\\s*([0-9.]+)`).exec(call);
    return found ? Number(found[1]) : undefined;
  };
  const text = (name: string) => new RegExp(`\\b${name}\\s*=\\s*["']([^"']+)["']`).exec(call)?.[1];
  const mahvars = /\bmahvars\s*=\s*~\s*([^,)]+)/.exec(call)?.[1];
  const mahalanobis = text("distance") === "mahalanobis" || mahvars !== undefined;
  const replace = /\breplace\s*=\s*T/.test(call);
  const faulty = /MatchIt 4\.5\.1\b/.test(golden.peer);
  // With replacement that release finds one control only, whatever the ratio.
  const ratio = faulty && replace ? 1 : number("ratio");
  const caliper = number("caliper");
  const order = text("m.order") as MatchOptions["order"];
  return {
    distance: mahalanobis ? "mahalanobis" : "propensity",
    scale: text("link") === "linear.logit" ? "log_odds" : "probability",
    replace,
    search: faulty ? "matchit_4_5_1" : "nearest",
    ...(mahvars ? { within: names(mahvars) } : {}),
    ...(ratio !== undefined ? { ratio } : {}),
    ...(caliper !== undefined ? { caliper } : {}),
    ...(order ? { order } : {}),
  };
}

function exactOf(call: string): string[] {
  const formula = /\bexact\s*=\s*~\s*([^,)]+)/.exec(call)?.[1];
  if (formula) return names(formula);
  const list = /\bexact\s*=\s*(?:c\(([^)]*)\)|(["'][^"']+["']))/.exec(call);
  return list
    ? [...(list[1] ?? list[2] ?? "").matchAll(/["']([^"']+)["']/g)].map((found) => found[1] as string)
    : [];
}

const names = (sum: string) => sum.split("+").map((name) => name.trim());

function unitsOf(
  columns: Columns,
  left: string,
  right: readonly string[],
  exact: readonly string[],
): MatchUnits {
  const unit = (columns.rowname ?? columns.unit ?? columns.id ?? []).map(String);
  const column = (name: string): Cell[] => {
    const factor = /^(?:as\.)?factor\((\w+)\)$/.exec(name)?.[1];
    const found = columns[factor ?? name];
    if (!found) throw new Error(`No column ${name}`);
    return factor ? found.map(String) : found;
  };
  return {
    unit,
    treated: column(left).map(Number),
    covariates: Object.fromEntries(right.map((name) => [name, column(name)])),
    ...(exact.length > 0
      ? { exact: unit.map((_, row) => exact.map((name) => column(name)[row]).join("|")) }
      : {}),
  };
}

/** A panel becomes one row a unit: T = ever treated, ypre = mean outcome of the first five years. */
function unitColumns(table: Table): Columns {
  const { columns } = table;
  const { unit, year, g, y } = columns;
  if (!unit || !year || !g || !y) return columns;
  const start = Math.min(...year.map(Number));
  const rows = new Map<string, number[]>();
  unit.forEach((label, row) => {
    rows.set(String(label), [...(rows.get(String(label)) ?? []), row]);
  });
  const groups = [...rows.values()];
  const out: Columns = {};
  for (const name of Object.keys(columns))
    out[name] = groups.map((group) => columns[name]?.[group[0] as number] ?? null);
  out.T = groups.map((group) => (Number(g[group[0] as number]) > 0 ? 1 : 0));
  out.ypre = groups.map((group) => {
    const early = group.filter((row) => Number(year[row]) < start + 5).map((row) => Number(y[row]));
    return early.reduce((a, b) => a + b, 0) / early.length;
  });
  return out;
}

function propensity(theirs: Golden["values"]["propensity"], result: MatchResult): Comparison[] {
  if (!theirs) return [];
  const coef = Object.entries(theirs.coef as Record<string, number | null>).map(([name, value]) => ({
    what: `propensity ${name}`,
    ours: result.propensity?.coef.find((row) => row.name === name)?.value ?? null,
    theirs: value,
  }));
  const scores = ((theirs.first10 ?? []) as number[]).map((value, i) => ({
    what: `score ${i + 1}`,
    ours:
      (result.call.options.scale === "log_odds" ? result.propensity?.logOdds : result.propensity?.scores)?.[
        i
      ] ?? null,
    theirs: value,
  }));
  return [...coef, ...scores];
}

function pairs(theirs: { treated: Cell; control: Cell }[] | undefined, result: MatchResult): Comparison[] {
  if (!theirs) return [];
  const known = theirs.filter((pair) => pair.control !== null);
  const ours = new Set(result.pairs.map((pair) => `${pair.treated}>${pair.control}`));
  return [
    { what: "pairs", ours: result.pairs.length, theirs: known.length },
    ...known.map(({ treated, control }) => ({
      what: `pair ${treated} ${control}`,
      ours: ours.has(`${treated}>${control}`) ? 1 : 0,
      theirs: 1,
    })),
  ];
}

function weights(theirs: { unit: Cell; w: number }[] | undefined, result: MatchResult): Comparison[] {
  if (!theirs) return [];
  const ours = new Map(result.units.map((unit, i) => [String(unit), result.weights[i] as number]));
  const nonzero = [...result.weights].filter((w) => w > 0).length;
  return [
    { what: "units with weight", ours: nonzero, theirs: theirs.length },
    ...theirs.map(({ unit, w }) => ({
      what: `weight ${unit}`,
      ours: ours.get(String(unit)) ?? null,
      theirs: w,
    })),
  ];
}

const COLUMNS = [
  ["means_treated", "meanTreated"],
  ["means_control", "meanControl"],
  ["std_mean_diff_", "smd"],
  ["var_ratio", "varianceRatio"],
  ["ecdf_mean", "ecdfMean"],
  ["ecdf_max", "ecdfMax"],
] as const;

function balance(
  sample: string,
  theirs: Record<string, Cell>[] | undefined,
  ours: readonly BalanceRow[],
): Comparison[] {
  // Strata of exact matching that are no covariates are listed too by the peer.
  const rows = (theirs ?? []).filter((row) => ours.some(({ name }) => name === row.var));
  return rows.flatMap((row) => {
    const own = ours.find(({ name }) => name === row.var) as BalanceRow;
    return COLUMNS.filter(([peer]) => row[peer] !== undefined).map(([peer, name]) => ({
      what: `${sample} ${row.var} ${peer}`,
      ours: own[name],
      theirs: row[peer] as number | null,
    }));
  });
}

function counts(theirs: Record<string, Cell>[] | undefined, { counts: ours }: MatchResult): Comparison[] {
  const none = { control: 0, treated: 0 };
  const table: Record<string, { control: number; treated: number }> = {
    "All (ESS)": ours.all,
    All: ours.all,
    "Matched (ESS)": ours.matchedEffective,
    Matched: ours.matched,
    Unmatched: ours.unmatched,
    Discarded: none,
  };
  return (theirs ?? []).flatMap((row) => {
    const own = table[String(row.what)];
    return [
      { what: `${row.what} controls`, ours: own?.control ?? null, theirs: row.Control as number },
      { what: `${row.what} treated`, ours: own?.treated ?? null, theirs: row.Treated as number },
    ];
  });
}

function difference(theirs: number | undefined, result: MatchResult, columns: Columns): Comparison[] {
  const outcome = columns.re78 ?? columns.y;
  if (theirs === undefined || !outcome) return [];
  const unit = (columns.rowname ?? columns.unit ?? columns.id ?? []).map(String);
  const by = new Map(unit.map((label, row) => [label, Number(outcome[row])]));
  const ours = matchedDifference(result, (label) => by.get(String(label)) as number);
  return [{ what: "weighted difference", ours, theirs }];
}
