import { EvaluationError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import { notice, type ResultBase } from "../core/result.ts";
import { type Spells, usedOfSpells } from "../core/spells.ts";
import { coxFit } from "./cox.ts";
import { type CoxDesign, coxDesign } from "./design.ts";
import { riskOf, sweep } from "./sweep.ts";
import { type Assignment, assignments, drawDates } from "./twin-assignment.ts";
import { spellWarnings } from "./warnings.ts";

export interface PermuteTwinDatesOptions {
  random: Random;
  /** Default 999. */
  draws?: number;
  /** Adjusts the statistic for these; default all covariates of the spells. */
  covariates?: readonly string[];
  /** Twin dates move within the spells' strata only, and these have a baseline hazard each; default: where there are strata. */
  strata?: boolean;
}

export interface PermuteTwinDatesResult extends ResultBase {
  /** Score statistic U/√V of current twinning, Breslow's ties; positive = more events when twinned. */
  statistic: number;
  /** Two-sided: (1 + draws at least as far from 0) / (1 + draws). */
  p: number;
  draws: number;
  /** Plans whose date moved. */
  moved: number;
}

/** Draws that leave a date without a plan to give it to are drawn again, this many times. */
const MOST_TRIES = 50;

/**
 * Would the association be as strong had others been twinned at these dates? Each twin date is given to a plan drawn
 * from those that could have been twinned then: under observation, not yet twinned. Valid under the null of no effect
 * however few are twinned. @throws EvaluationError where no plan is twinned while observed.
 */
export function permuteTwinDates(spells: Spells, options: PermuteTwinDatesOptions): PermuteTwinDatesResult {
  const { random } = options;
  const filled = {
    draws: options.draws ?? 999,
    covariates: options.covariates ?? spells.covariates.map(({ name }) => name),
    strata: options.strata ?? spells.strata !== null,
  };
  if (!Number.isInteger(filled.draws) || filled.draws < 1)
    throw new EvaluationError(`${filled.draws} draws are not possible`, {}, "Use 999");
  const strata = filled.strata ? spells.strata : null;
  const assignment = assignments(spells, strata);
  if (assignment.moved === 0)
    throw new EvaluationError(
      "No plan is twinned while observed",
      { column: "twinned" },
      "Check the twin dates",
    );
  const score = new TwinScore(spells, filled.covariates, strata);
  const statistic = score.of(assignment.dates);
  const dates = new Float64Array(spells.ids.length);
  let extreme = 0;
  let short = 0;
  for (let draw = 0; draw < filled.draws; draw++) {
    let tries = 0;
    while (!drawDates(assignment, random, dates) && ++tries < MOST_TRIES);
    if (tries === MOST_TRIES) short++;
    if (Math.abs(score.of(dates)) >= Math.abs(statistic) - 1e-12) extreme++;
  }
  return {
    call: { method: "permute_twin_dates", options: filled },
    used: usedOfSpells(spells),
    dropped: spells.dropped,
    warnings: [...spells.notices, ...remarks(spells, assignment, short, filled.draws)],
    statistic,
    p: (1 + extreme) / (1 + filled.draws),
    draws: filled.draws,
    moved: assignment.moved,
  };
}

function remarks(spells: Spells, assignment: Assignment, short: number, draws: number) {
  const few = spellWarnings(spells, { twinnedUsed: true, clustered: false, events: 1, parameters: 0 });
  const out = few.map((item) => ({
    ...item,
    words: `Only ${item.count} plans are twinned while observed: the test is valid but has little power`,
  }));
  if (assignment.fixed > 0) {
    const words = `${assignment.fixed} plans came under observation already twinned: they stay so in every draw`;
    out.push(notice("twinned_before_entry", words, { count: assignment.fixed }));
  }
  if (short > 0) {
    const words = `In ${short} of ${draws} draws fewer plans were left to be twinned than were twinned`;
    out.push(notice("short_draws", words, { count: short }));
  }
  return out;
}

/** The score statistic of twinning for any dates, with everything that does not depend on them worked out once. */
class TwinScore {
  private readonly design: CoxDesign;
  private readonly r: Float64Array;
  private readonly s0: Float64Array;
  private readonly weight: Float64Array;
  private readonly change: Float64Array;
  private readonly positions: Int32Array[];

  constructor(
    private readonly spells: Spells,
    covariates: readonly string[],
    strata: Int32Array | null,
  ) {
    const fit =
      covariates.length > 0 ? coxFit(spells, { covariates, ties: "breslow", strata: strata !== null }) : null;
    this.design = fit?.design ?? coxDesign(spells, [], [], strata, null);
    const risk = riskOf(this.design, fit?.beta ?? new Float64Array(0));
    this.r = risk.r;
    const m = this.design.sets.times.length;
    this.s0 = new Float64Array(m);
    this.weight = new Float64Array(m);
    this.change = new Float64Array(m + 1);
    sweep(this.design, risk, false, (e, sums) => {
      this.s0[e] = sums.s0;
      this.weight[e] = sums.weight;
    });
    const byId: number[][] = spells.ids.map(() => []);
    for (let p = 0; p < this.design.n; p++) byId[spells.id[this.design.sets.row[p]!]!]!.push(p);
    this.positions = byId.map((list) => Int32Array.from(list));
  }

  /** @param dates of each id; Infinity = never. */
  of(dates: Float64Array): number {
    const { change, s0, weight } = this;
    change.fill(0);
    let u = 0;
    for (let g = 0; g < dates.length; g++)
      if (dates[g]! < Number.POSITIVE_INFINITY) u += this.enter(g, dates[g]!);
    let v = 0;
    let twinned = 0;
    for (let e = 0; e < s0.length; e++) {
      twinned += change[e]!;
      const share = twinned / s0[e]!;
      u -= weight[e]! * share;
      v += weight[e]! * share * (1 - share);
    }
    return v > 1e-12 ? u / Math.sqrt(v) : 0;
  }

  /** Adds id g to the twinned at risk after its date. @returns its events after the date. */
  private enter(g: number, date: number): number {
    const { sets, weights } = this.design;
    let events = 0;
    for (const p of this.positions[g]!) {
      const end = sets.to[p]!;
      let begin = sets.from[p]!;
      if (this.spells.start[sets.row[p]!]! < date) while (begin < end && sets.times[begin]! <= date) begin++;
      if (begin === end) continue;
      this.change[begin]! += this.r[p]!;
      this.change[end]! -= this.r[p]!;
      if (sets.event[p]) events += weights ? weights[p]! : 1;
    }
    return events;
  }
}
