import { expect, test } from "vitest";
import { match } from "../../../src/evaluation/matching/match.ts";

/** One treated unit: by size the control "near" is closest, by age "twin" is; kinds differ. */
const units = {
  unit: ["treated", "near", "twin", "far", "other", "more"],
  treated: [1, 0, 0, 0, 0, 1],
  covariates: {
    size: [10, 10.1, 14, 2, 30, 21],
    age: [5, 9, 5.1, 1, 7, 6.4],
    kind: ["a", "b", "b", "a", "b", "b"],
  },
};
const partner = (within: readonly string[]) =>
  match(units, { distance: "mahalanobis", within }).pairs.find(({ treated }) => treated === "treated")
    ?.control;

test("Mahalanobis distance is of the covariates named, categories by the name of their column", () => {
  expect(partner(["size"])).toBe("near");
  expect(partner(["age"])).toBe("twin");
  expect(partner(["kind"])).toBe("far");
});

test("the propensity still is of all covariates, and orders the choices", () => {
  const { propensity, balance, call } = match(units, { distance: "mahalanobis", within: ["age"] });
  expect(propensity?.coef.map(({ name }) => name)).toEqual(["(Intercept)", "size", "age", "kindb"]);
  expect(balance.all.map(({ name }) => name)).toContain("size");
  expect(call.options).toMatchObject({ within: ["age"], order: "largest" });
});

test("names it cannot use are refused", () => {
  expect(() => match(units, { distance: "mahalanobis", within: ["weight"] })).toThrow(
    /weight is not possible/,
  );
  expect(() => match(units, { distance: "mahalanobis", within: [] })).toThrow(/no covariate/);
  expect(() => match(units, { within: ["age"] })).toThrow(/not possible here/);
});
