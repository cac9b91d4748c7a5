import { describe, expect, it } from "vitest";
import { seeded } from "../../../src/evaluation/core/random.ts";
import { makeSpells } from "../../../src/evaluation/core/spells.ts";
import { countingRows } from "../../../src/evaluation/survival/counting-rows.ts";
import { cox } from "../../../src/evaluation/survival/cox.ts";
import { discreteHazard } from "../../../src/evaluation/survival/discrete-hazard.ts";
import { ImmortalTimeError } from "../../../src/evaluation/survival/immortal.ts";
import { kaplanMeier } from "../../../src/evaluation/survival/kaplan-meier.ts";
import { landmark } from "../../../src/evaluation/survival/landmark.ts";
import { logRank } from "../../../src/evaluation/survival/log-rank.ts";
import { permuteTwinDates } from "../../../src/evaluation/survival/permute-twin-dates.ts";
import { personPeriods } from "../../../src/evaluation/survival/person-periods.ts";

/** Plans whose twinning does nothing: renewal by chance, twin dates by chance in some. */
function nullPlans(seed: number, n: number, share: number) {
  const random = seeded(seed);
  const time = Array.from({ length: n }, () => 1 + Math.floor(-8 * Math.log(1 - random.uniform())));
  const twinnedFrom = Array.from({ length: n }, () => (random.uniform() < share ? random.integer(12) : null));
  const event = time.map((t) => (t > 20 ? 0 : 1));
  return { id: time.map((_, i) => i), time: time.map((t) => Math.min(t, 20)), event, twinnedFrom };
}

const plans = nullPlans(3, 200, 0.5);
const spells = countingRows(plans);
const observedDate = plans.twinnedFrom.map((date, i) =>
  date !== null && date < (plans.time[i] as number) ? date : null,
);
const ever = observedDate.map((date) => (date === null ? 0 : 1));
const naive = makeSpells({
  id: plans.id,
  stop: plans.time,
  event: plans.event,
  twinned: ever,
  twinnedFrom: observedDate,
});

describe("immortal time", () => {
  it("refuses ever twinned however it is dressed up, and says why", () => {
    expect(() => cox(spells, { everTwinned: true })).toThrow(ImmortalTimeError);
    expect(() => cox(naive)).toThrow(/must survive unrenewed until its twinning/);
    const disguised = countingRows({
      ...plans,
      covariates: { programme: ever.map((e) => 7 - 3 * e) },
      twinnedFrom: observedDate,
    });
    expect(() => cox(disguised, { covariates: ["programme"] })).toThrow(ImmortalTimeError);
    // Without dates, the state of the rows tells them.
    const undated = makeSpells({
      id: [1, 1, 2],
      start: [0, 2, 0],
      stop: [2, 4, 3],
      event: [0, 1, 1],
      twinned: [0, 1, 0],
      covariates: { ever: [1, 1, 0] },
    });
    expect(() => cox(undated)).toThrow(ImmortalTimeError);
    expect(() => kaplanMeier(spells, { everTwinned: true })).toThrow(ImmortalTimeError);
    expect(() => logRank(naive)).toThrow(ImmortalTimeError);
    expect(() => discreteHazard(personPeriods(spells), { everTwinned: true, time: "linear" })).toThrow(
      ImmortalTimeError,
    );
  });

  it("gives the biased number when forced, with its label; the honest one lies near the truth of 0", () => {
    const biased = cox(naive, { forceBiased: true });
    expect(biased.warnings.map(({ code }) => code)).toContain("immortal_time_bias");
    expect(biased.terms[0]?.coef).toBeLessThan(-0.4);
    const honest = cox(spells);
    expect(Math.abs(honest.terms[0]?.z as number)).toBeLessThan(2);
    expect(honest.warnings.map(({ code }) => code)).not.toContain("immortal_time_bias");
    const everSeen = countingRows({ ...plans, twinnedFrom: observedDate });
    const forced = cox(everSeen, { everTwinned: true, forceBiased: true, covariates: [] });
    expect(forced.terms.map(({ term }) => term)).toEqual(["ever_twinned"]);
    expect(forced.terms[0]?.coef).toBeCloseTo(biased.terms[0]?.coef as number, 8);
    const curves = kaplanMeier(everSeen, { everTwinned: true, forceBiased: true });
    expect(curves.warnings.map(({ code }) => code)).toContain("immortal_time_bias");
    expect(curves.curves).toHaveLength(2);
  });

  it("lets through what does not tell the future", () => {
    expect(() => cox(landmark(spells, 5))).not.toThrow();
    const atStart = makeSpells({
      stop: [3, 4, 5, 6],
      event: [1, 1, 1, 1],
      twinned: [1, 0, 1, 0],
      twinnedFrom: [0, null, 0, null],
    });
    expect(() => cox(atStart)).not.toThrow();
    const mixed = countingRows({
      ...plans,
      covariates: { x: ever.map((e, i) => (i === 0 ? 1 - e : e)) },
      twinnedFrom: observedDate,
    });
    expect(() => cox(mixed)).not.toThrow();
  });
});

describe("permutation of twin dates", () => {
  const few = countingRows(nullPlans(9, 60, 0.1));

  it("gives the same bits for the same seed, and counts the actual assignment", () => {
    const run = (seed: number) => permuteTwinDates(few, { random: seeded(seed), draws: 99 });
    expect(run(4)).toEqual(run(4));
    expect(run(4).p * 100).toBeCloseTo(Math.round(run(4).p * 100), 9);
    expect(run(4).p).toBeGreaterThanOrEqual(0.01);
    expect(run(4).moved).toBe(
      few.ids.filter((_, g) => few.twinned.some((s, i) => s === 1 && few.id[i] === g)).length,
    );
  });

  it("has as statistic the score of twinning over its standard error (one death at a time: the log-rank root)", () => {
    const untied = countingRows({
      time: [1, 2.5, 3.1, 4.7, 5.2, 6.9, 7.3, 8.8],
      event: [1, 1, 1, 1, 0, 1, 1, 0],
      twinnedFrom: [null, 1, null, null, 2, null, 3, null],
    });
    const { statistic } = permuteTwinDates(untied, { random: seeded(1), draws: 1 });
    const { chisq, groups } = logRank(untied);
    expect(statistic ** 2).toBeCloseTo(chisq, 10);
    expect(Math.sign(statistic)).toBe(Math.sign((groups[1]?.observed ?? 0) - (groups[1]?.expected ?? 0)));
  });

  it("rejects rarely where there is no effect, and does where there is one", () => {
    let rejected = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const data = countingRows(nullPlans(100 + seed, 40, 0.3));
      if (permuteTwinDates(data, { random: seeded(seed), draws: 99 }).p <= 0.1) rejected++;
    }
    expect(rejected).toBeLessThanOrEqual(13);
    expect(rejected).toBeGreaterThanOrEqual(1);
    const plans = nullPlans(77, 60, 0.3);
    const time = plans.time.map((t, i) => {
      const date = plans.twinnedFrom[i];
      return date != null && date < t ? Math.min(t, date + 1) : t;
    });
    const helped = countingRows({
      ...plans,
      time,
      event: plans.event.map((e, i) => (time[i] === plans.time[i] ? e : 1)),
    });
    const result = permuteTwinDates(helped, { random: seeded(2), draws: 199 });
    expect(result.statistic).toBeGreaterThan(3);
    expect(result.p).toBe(1 / 200);
  });

  it("adjusts for covariates, keeps to strata, and says what stays", () => {
    const base = nullPlans(21, 60, 0.2);
    const x = base.time.map((t) => t / 10);
    const adjusted = permuteTwinDates(countingRows({ ...base, covariates: { x } }), {
      random: seeded(1),
      draws: 19,
    });
    const plain = permuteTwinDates(countingRows({ ...base, covariates: { x } }), {
      random: seeded(1),
      draws: 19,
      covariates: [],
    });
    expect(adjusted.statistic).not.toBeCloseTo(plain.statistic, 3);
    // In a stratum of its own a twinned plan has no one to change places with: every draw is the actual one.
    const lonely = countingRows({
      time: [5, 6, 7, 8],
      event: [1, 1, 1, 0],
      twinnedFrom: [2, null, null, null],
      strata: [1, 2, 2, 2],
    });
    expect(permuteTwinDates(lonely, { random: seeded(1), draws: 19 }).p).toBe(1);
    const late = makeSpells({
      start: [3, 0, 0, 0],
      stop: [5, 6, 7, 8],
      event: [1, 1, 1, 0],
      twinnedFrom: [1, 0, null, null],
    });
    const result = permuteTwinDates(late, { random: seeded(1), draws: 19 });
    expect(result.warnings.map(({ code }) => code)).toEqual(["few_treated", "twinned_before_entry"]);
    expect(result.moved).toBe(1);
  });

  it("refuses data in which no one is twinned, and no draws", () => {
    const none = countingRows({ time: [1, 2], event: [1, 1], twinnedFrom: [null, null] });
    expect(() => permuteTwinDates(none, { random: seeded(1) })).toThrow(/No plan is twinned/);
    expect(() => permuteTwinDates(few, { random: seeded(1), draws: 0 })).toThrow(/0 draws/);
  });
});
