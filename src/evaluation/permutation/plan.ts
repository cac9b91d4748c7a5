import { EvaluationError } from "../core/errors.ts";
import { everTreated, type Panel, unitsWhere } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";

/** Treated units of one date in one stratum: any distinct units of the pool's first `eligible` may take their places. */
export interface Group {
  pool: number;
  /** Positions in `treated`. */
  slots: Int32Array;
  eligible: number;
}

/** Which units could have been treated instead. */
export interface AssignmentPlan {
  /** Treated units of the data, ascending: the observed assignment. */
  treated: Int32Array;
  /** Units of each stratum, those whose plan exists longest first. */
  pools: Int32Array[];
  /** By stratum, then by date: the units that may be treated early may all be treated later too. */
  groups: Group[];
  /** Number of distinct assignments of the dates to units; Infinity when beyond 2⁵³. */
  distinct: number;
  notices: Notice[];
}

/**
 * Plans the reassignment of the observed dates: within strata where asked, and only to units that have a plan by then.
 * @throws EvaluationError when nobody is treated, strata are asked for but not known, or the observed assignment itself
 * breaks the rule.
 */
export function planAssignments(panel: Panel, options: { strata?: boolean } = {}): AssignmentPlan {
  const useStrata = options.strata ?? panel.strata !== null;
  if (useStrata && !panel.strata) {
    throw new EvaluationError(
      "Permutation within strata was asked for, but the panel has no strata",
      { column: "strata" },
      "Give each unit its stratum, such as its region, or leave strata out",
    );
  }
  const treated = Int32Array.from(unitsWhere(panel, (i) => everTreated(panel, i)));
  if (treated.length === 0) {
    throw new EvaluationError(
      "No unit is treated, so there is nothing to reassign",
      {},
      "Check the first-treated column and the period",
    );
  }
  checkPlans(panel, treated);
  const pools = makePools(panel, useStrata);
  const groups = makeGroups(panel, treated, pools, useStrata);
  const distinct = countDistinct(groups);
  return { treated, pools, groups, distinct, notices: describe(panel, groups, pools, distinct) };
}

function checkPlans(panel: Panel, treated: Int32Array): void {
  if (!panel.exists) return;
  const early = [...treated].filter((i) => panel.first[i]! < (panel.exists?.[i] ?? 0));
  if (early.length === 0) return;
  throw new EvaluationError(
    `${early.length} units are treated before they have a plan: ${early
      .slice(0, 5)
      .map((i) => panel.units[i])
      .join(", ")}`,
    { column: "exists" },
    "Correct the dates, or leave these units out",
  );
}

function makePools(panel: Panel, useStrata: boolean): Int32Array[] {
  const members = new Map<number, number[]>();
  for (let i = 0; i < panel.n; i++) {
    const stratum = useStrata ? panel.strata![i]! : 0;
    const list = members.get(stratum);
    if (list) list.push(i);
    else members.set(stratum, [i]);
  }
  const exists = panel.exists;
  return [...members.keys()]
    .sort((a, b) => a - b)
    .map((stratum) => {
      const units = members.get(stratum)!;
      if (exists) units.sort((a, b) => order(exists[a]!, exists[b]!) || a - b);
      return Int32Array.from(units);
    });
}

/** Infinity − Infinity is NaN, hence not a plain difference. */
const order = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);

function makeGroups(panel: Panel, treated: Int32Array, pools: Int32Array[], useStrata: boolean): Group[] {
  const groups: Group[] = [];
  pools.forEach((pool, p) => {
    const slots = [...treated.keys()].filter(
      (k) => !useStrata || panel.strata![treated[k]!] === panel.strata![pool[0]!],
    );
    const dates = [...new Set(slots.map((k) => panel.first[treated[k]!]!))].sort(order);
    for (const date of dates) {
      const of = slots.filter((k) => panel.first[treated[k]!] === date);
      const eligible = panel.exists ? pool.filter((i) => panel.exists![i]! <= date).length : pool.length;
      groups.push({ pool: p, slots: Int32Array.from(of), eligible });
    }
  });
  return groups;
}

/** Product over dates of "free eligible units choose places": choices never depend on who was chosen before. */
function countDistinct(groups: readonly Group[]): number {
  let total = 1;
  let used = 0;
  let pool = -1;
  for (const group of groups) {
    if (group.pool !== pool) used = 0;
    pool = group.pool;
    total *= choose(group.eligible - used, group.slots.length);
    used += group.slots.length;
  }
  return total <= Number.MAX_SAFE_INTEGER ? total : Number.POSITIVE_INFINITY;
}

function choose(n: number, k: number): number {
  const few = Math.min(k, n - k);
  let out = 1;
  for (let j = 1; j <= few; j++) out = (out * (n - few + j)) / j;
  return Math.round(out);
}

function describe(
  panel: Panel,
  groups: readonly Group[],
  pools: readonly Int32Array[],
  distinct: number,
): Notice[] {
  const out: Notice[] = [];
  const lone = pools.filter((_, p) => {
    const own = groups.filter((group) => group.pool === p);
    return own.length > 0 && countDistinct(own) === 1;
  });
  if (panel.strata && lone.length > 0) {
    const items = lone.map((pool) => panel.strataLabels[panel.strata![pool[0]!]!]!);
    const words = `In ${lone.length} strata no other unit could have been treated: they say nothing in this test`;
    out.push(notice("stratum_without_alternatives", words, { count: lone.length, items }));
  }
  if (panel.exists) {
    const last = Math.max(...groups.flatMap((group) => [...group.slots].map(() => group.eligible)));
    const never = unitsWhere(panel, (i) => panel.exists![i]! > panel.times[panel.t - 1]!);
    if (never.length > 0 && last < panel.n) {
      const words = `${never.length} units never have a plan and cannot be drawn as treated`;
      const items = never.map((i) => panel.units[i]!);
      out.push(notice("units_without_plan", words, { count: never.length, items }));
    }
  }
  if (distinct < 20) {
    const words = `Only ${distinct} assignments are possible: p cannot be smaller than ${(1 / distinct).toPrecision(2)}`;
    out.push(notice("few_assignments", words, { count: distinct }));
  }
  return out;
}
