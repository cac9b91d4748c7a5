import { expect, test } from "vitest";
import { match } from "../../../src/evaluation/matching/match.ts";

const X = [3.4, 2.5, 1.6, 3.7, 1.2, 2.1, 2.2, 3, 0.7, 3.3, 3.5, 0.3, 1.1, 3.2, 1.3, 0.2];
const TREATED = [1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0];
const units = {
  unit: X.map((_, i) => `u${i + 1}`),
  treated: TREATED,
  covariates: { x: X },
};

const second = (pairs: readonly { treated: unknown; control: unknown }[], treated: string) =>
  pairs.filter((pair) => pair.treated === treated).map(({ control }) => control);

test("the search of MatchIt 4.5.1 passes over the control listed right after one already taken: its own pairs", () => {
  const { pairs } = match(units, { ratio: 2, search: "matchit_4_5_1" });
  // match.matrix of MatchIt 4.5.1, Debian 12: u8 leaves u3, right after its u2, and takes u13.
  expect(second(pairs, "u1")).toEqual(["u10", "u14"]);
  expect(second(pairs, "u7")).toEqual(["u6", "u3"]);
  expect(second(pairs, "u8")).toEqual(["u2", "u13"]);
  expect(second(pairs, "u15")).toEqual(["u5", "u9"]);
});

test("a stratum counts its own units: what stands after the control is looked for there", () => {
  // Strangers between u2 and u3 change the list of all units, not that of the stratum.
  const at = 2;
  const insert = <T>(list: readonly T[], value: T) => [...list.slice(0, at), value, ...list.slice(at)];
  const mixed = {
    unit: insert(units.unit, "stranger"),
    treated: insert(TREATED, 0),
    covariates: { x: insert(X, 1.65) },
    exact: insert(
      X.map(() => "here"),
      "there",
    ),
  };
  const { pairs } = match(mixed, { ratio: 2, search: "matchit_4_5_1" });
  expect(second(pairs, "u8")).toEqual(["u2", "u13"]);
});

test("on the scale of log odds a caliper cuts off what lies a whole number beyond it", () => {
  // Those treated have larger values but for one, so that the odds differ much.
  const apart = { ...units, treated: X.map((x) => (x >= 3.3 || x === 0.7 ? 1 : 0)) };
  const options = { scale: "log_odds", search: "matchit_4_5_1", caliper: 0.2 } as const;
  const result = match(apart, options);
  const logOdds = new Map(result.units.map((unit, i) => [unit, result.propensity?.logOdds[i] as number]));
  const gaps = match(apart, { ...options, caliper: 100, ratio: 2 }).pairs.map(({ distance }) => distance);
  expect(Math.max(...gaps)).toBeGreaterThan(1);
  for (const { treated, control } of match(apart, { ...options, ratio: 2 }).pairs) {
    const gap = Math.abs((logOdds.get(treated) as number) - (logOdds.get(control) as number));
    expect(Math.trunc(gap)).toBe(0);
  }
});
