import { expect, test } from "vitest";
import { makeSpells } from "../../../src/evaluation/core/spells.ts";
import { chiSquare } from "../../../src/evaluation/numeric/distributions.ts";
import { cox } from "../../../src/evaluation/survival/cox.ts";
import { kaplanMeier } from "../../../src/evaluation/survival/kaplan-meier.ts";
import { logRank, mantelByar } from "../../../src/evaluation/survival/log-rank.ts";
import { check } from "./support/check.ts";
import { close } from "./support/figures.ts";
import { type SpellRow, spellCases, spellRows, spellsInput } from "./support/spells.ts";

const make = (rows: readonly SpellRow[]) => makeSpells(spellsInput(rows));

test("the log-rank test is the score test of the exact Cox model, also with strata and ties", () => {
  check(
    spellCases,
    (one) => {
      const spells = make(spellRows(one));
      for (const strata of [false, true]) {
        const test = attempt(() => logRank(spells, { strata }));
        // Without a twinned plan at risk beside another one there is nothing to test.
        if (test === null || !(test.chisq > 1e-9)) continue;
        close(mantelByar(spells, { ties: "exact", strata }).stat, test.chisq, 1, "score test");
        close(test.p, chiSquare.upper(test.chisq, test.df), 1, "p");
      }
    },
    40,
  );
});

test("without ties Efron, Breslow and exact are the same model", () => {
  check(spellCases, (one) => {
    // Events moved apart by less than a year, in the order of the plans.
    const rows = spellRows(one).map((row) =>
      row.event === 1 ? { ...row, stop: row.stop - 0.001 * (row.id as number) } : row,
    );
    const spells = make(rows);
    const fits = (["efron", "breslow", "exact"] as const).map((ties) =>
      attempt(() => cox(spells, { ties, covariates: ["twinned", "x"], strata: false, concordance: false })),
    );
    const [efron] = fits;
    for (const fit of fits.slice(1)) {
      if (!efron || !fit) {
        expect(fit).toBe(efron);
        continue;
      }
      close(fit.loglikNull, efron.loglikNull, 1, "log likelihood without effect");
      if (efron.warnings.some(({ code }) => code === "separation")) continue;
      close(fit.loglik, efron.loglik, 1, "log likelihood");
      fit.terms.forEach(({ coef, se }, at) => {
        close(coef, efron.terms[at]?.coef ?? null, 1, "coefficient");
        close(se, efron.terms[at]?.se ?? null, 1, "standard error");
      });
    }
  });
});

test("Breslow with every plan twice is the same coefficient, its variance halved", () => {
  let compared = 0;
  check(spellCases, (one) => {
    const rows = spellRows(one);
    const twice = [...rows, ...rows.map((row) => ({ ...row, id: `again ${row.id}` }))];
    const covariates = ["twinned", "x"];
    const options = { ties: "breslow", covariates, strata: false, concordance: false } as const;
    const plain = attempt(() => cox(make(rows), options));
    const double = attempt(() => cox(make(twice), options));
    if (!plain || !double || plain.warnings.some(({ code }) => code === "separation")) return;
    plain.terms.forEach(({ coef, se }, at) => {
      close(double.terms[at]?.coef ?? null, coef, 1, "coefficient");
      close(double.terms[at]?.se ?? null, se === null ? null : se / Math.SQRT2, 1, "standard error");
      compared++;
    });
  });
  expect(compared).toBeGreaterThan(30);
});

test("a curve falls from at most one towards zero, by the product of what survives each time", () => {
  check(spellCases, (one) => {
    for (const curve of kaplanMeier(make(spellRows(one)), { by: "twinned" }).curves) {
      let survival = 1;
      curve.time.forEach((_, at) => {
        survival *= 1 - (curve.event[at] as number) / (curve.atRisk[at] as number);
        expect(curve.survival[at]).toBeCloseTo(survival, 12);
        const [low, high] = [curve.low[at], curve.high[at]];
        if (low !== null && low !== undefined) expect(low).toBeLessThanOrEqual(survival + 1e-12);
        if (high !== null && high !== undefined) expect(high).toBeGreaterThanOrEqual(survival - 1e-12);
      });
    }
  });
});

test("at risk by hand: rows with start < t ≤ stop", () => {
  check(spellCases, (one) => {
    const rows = spellRows(one);
    const [curve] = kaplanMeier(make(rows)).curves;
    curve?.time.forEach((time, at) => {
      expect(curve.atRisk[at]).toBe(rows.filter(({ start, stop }) => start < time && time <= stop).length);
      expect(curve.event[at]).toBe(rows.filter(({ stop, event }) => stop === time && event === 1).length);
    });
  });
});

test("observed and expected events of the groups add up to the same", () => {
  check(spellCases, (one) => {
    for (const rho of [0, 1]) {
      const test = attempt(() => logRank(make(spellRows(one)), { rho, strata: true }));
      if (!test) continue;
      const total = (key: "observed" | "expected") => test.groups.reduce((sum, group) => sum + group[key], 0);
      expect(total("observed")).toBeCloseTo(total("expected"), 10);
    }
  });
});

test("the stratified log-rank test adds up the tests within the strata", () => {
  check(spellCases, (one) => {
    const rows = spellRows(one);
    for (const rho of [0, 1]) {
      const whole = attempt(() => logRank(make(rows), { rho, strata: true }));
      if (!whole) continue;
      whole.strata.forEach(({ stratum, observed, expected }) => {
        const part = attempt(() =>
          logRank(make(rows.filter((row) => row.stratum === stratum)), { rho, strata: false }),
        );
        // A stratum in which nobody, or everybody, is twinned has no test of its own.
        if (!part || part.groups.length < 2) return;
        part.groups.forEach((group, g) => {
          expect(observed[g]).toBeCloseTo(group.observed, 10);
          expect(expected[g]).toBeCloseTo(group.expected, 10);
        });
      });
    }
  });
});

function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error && "code" in error) return null;
    throw error;
  }
}
