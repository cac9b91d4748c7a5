import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aggregate } from "../../../src/evaluation/callaway-santanna/aggregate.ts";
import { callawaySantAnna } from "../../../src/evaluation/callaway-santanna/estimate.ts";
import { EvaluationError } from "../../../src/evaluation/core/errors.ts";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import type { Panel } from "../../../src/evaluation/core/panel.ts";
import { imputation } from "../../../src/evaluation/imputation/imputation.ts";
import { callawaySantAnnaKernel } from "../../../src/evaluation/kernels/callaway-santanna-kernel.ts";
import { imputationKernel } from "../../../src/evaluation/kernels/imputation-kernel.ts";
import type { Kernel } from "../../../src/evaluation/kernels/kernel.ts";
import { twfeKernel } from "../../../src/evaluation/kernels/twfe-kernel.ts";
import { twfe } from "../../../src/evaluation/twfe/twfe.ts";
import { check } from "./support/check.ts";
import { close } from "./support/figures.ts";
import {
  inputOf,
  type PanelCase,
  type PanelKinds,
  panelCases,
  panelOf,
  type Row,
  rowsOf,
  shuffled,
} from "./support/panels.ts";

interface Pair {
  name: string;
  kinds: PanelKinds;
  covariates?: readonly ("x" | "z")[];
  kernel: (panel: Panel) => Kernel;
  full: (panel: Panel) => number | null;
}

const HOLES: PanelKinds = { gaps: 6, always: true, skips: true, units: [7, 12] };
const WHOLE: PanelKinds = { always: true, skips: true, units: [7, 12] };
const simple = (panel: Panel, control: "never" | "not_yet") =>
  aggregate(callawaySantAnna(panel, { control }), { type: "simple" }).overall.att;

const PAIRS: readonly Pair[] = [
  { name: "twfe", kinds: HOLES, kernel: twfeKernel, full: (panel) => twfe(panel).estimate },
  {
    name: "twfe, balanced",
    kinds: WHOLE,
    kernel: twfeKernel,
    full: (panel) => twfe(panel).estimate,
  },
  {
    name: "imputation",
    kinds: HOLES,
    kernel: imputationKernel,
    full: (panel) => imputation(panel).overall.estimate,
  },
  {
    name: "imputation, balanced",
    kinds: WHOLE,
    kernel: imputationKernel,
    full: (panel) => imputation(panel).overall.estimate,
  },
  {
    name: "Callaway–Sant'Anna, never treated",
    kinds: WHOLE,
    kernel: (panel) => callawaySantAnnaKernel(panel, "never"),
    full: (panel) => simple(panel, "never"),
  },
  {
    name: "Callaway–Sant'Anna, not yet treated",
    kinds: WHOLE,
    kernel: (panel) => callawaySantAnnaKernel(panel, "not_yet"),
    full: (panel) => simple(panel, "not_yet"),
  },
  {
    name: "Callaway–Sant'Anna with holes, never treated",
    kinds: HOLES,
    kernel: (panel) => callawaySantAnnaKernel(panel, "never"),
    full: (panel) => pairByPair(panel, "never"),
  },
  {
    name: "Callaway–Sant'Anna with holes, not yet treated",
    kinds: HOLES,
    kernel: (panel) => callawaySantAnnaKernel(panel, "not_yet"),
    full: (panel) => pairByPair(panel, "not_yet"),
  },
];

/**
 * The definition itself, cell by cell: mean change since the time before treatment of the cohort's units seen at both
 * times, less that of the controls seen at both; cells weighted by the size of the cohort.
 */
function pairByPair(panel: Panel, control: "never" | "not_yet"): number | null {
  const { times, t } = panel;
  const from = [...panel.first].map((date) => times.filter((time) => time < date).length);
  const meanChange = (units: number[], base: number, s: number) => {
    const both = units.filter((i) => panel.observed[i * t + base] && panel.observed[i * t + s]);
    const total = both.reduce(
      (sum, i) => sum + (panel.outcome[i * t + s] as number) - (panel.outcome[i * t + base] as number),
      0,
    );
    return total / both.length;
  };
  const units = [...from.keys()];
  let effect = 0;
  let weight = 0;
  for (const date of new Set(panel.first)) {
    const cohort = units.filter((i) => panel.first[i] === date);
    const start = from[cohort[0] as number] as number;
    for (let s = start; start > 0 && s < t; s++) {
      const controls = units.filter((i) => (from[i] as number) > (control === "never" ? t - 1 : s));
      const gap = meanChange(cohort, start - 1, s) - meanChange(controls, start - 1, s);
      if (Number.isNaN(gap)) continue;
      effect += cohort.length * gap;
      weight += cohort.length;
    }
  }
  return weight === 0 ? null : effect / weight;
}

/** null where the full estimator refuses. */
function attempt(run: () => number | null): number | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof EvaluationError) return null;
    throw error;
  }
}

/** Effect by the kernel on units in slots, all other things being as in the panel it was made for. */
function effectOf(kernel: Kernel, assigned: Int32Array): number {
  const out = new Float64Array(2);
  kernel.evaluate(assigned, out);
  return out[0] as number;
}

/** The panel in which the treated units' dates are in other hands. */
function reassigned(one: PanelCase, panel: Panel, assigned: Int32Array, slots: Kernel["slots"]): Panel {
  const dates = new Map<string | number, number>();
  assigned.forEach((i, k) => {
    dates.set(panel.units[i] as number, slots.date[k] as number);
  });
  const rows = rowsOf(one).map((row): Row => ({ ...row, first: dates.get(row.unit) ?? null }));
  return makePanel(inputOf(rows));
}

describe.each(PAIRS)("the kernel of $name", ({ kinds, kernel, full }) => {
  const cases = panelCases(kinds);

  test("gives the full estimate at the observed assignment", () => {
    let compared = 0;
    check(
      cases,
      (one) => {
        const panel = panelOf(one);
        const target = attempt(() => full(panel));
        const fast = kernel(panel);
        if (target === null) return;
        compared++;
        close(effectOf(fast, fast.slots.units), target, 1, "effect");
      },
      50,
    );
    expect(compared).toBeGreaterThan(40);
  });

  test("gives the full estimate at any other assignment", () => {
    let compared = 0;
    check(
      cases,
      (one) => {
        const panel = panelOf(one);
        const fast = kernel(panel);
        const order = shuffled([...Array(panel.n).keys()], one.seed + 3);
        const assigned = Int32Array.from(order.slice(0, fast.slots.units.length));
        const other = reassigned(one, panel, assigned, fast.slots);
        const target = attempt(() => full(other));
        if (target === null) return;
        compared++;
        close(effectOf(fast, assigned), target, 1, "effect");
      },
      50,
    );
    expect(compared).toBeGreaterThan(40);
  });

  test("is linear: the second number is what a constant effect of one adds to the first", () => {
    check(cases, (one) => {
      const panel = panelOf(one);
      const fast = kernel(panel);
      const rows = rowsOf(one).map((row) => ({
        ...row,
        outcome: row.outcome + (row.first !== null && row.time >= row.first ? 1 : 0),
      }));
      const moved = kernel(makePanel(inputOf(rows)));
      const assigned = Int32Array.from(
        shuffled([...Array(panel.n).keys()], one.seed).slice(0, fast.slots.units.length),
      );
      const [before, after] = [new Float64Array(2), new Float64Array(2)];
      fast.evaluate(assigned, before);
      moved.evaluate(assigned, after);
      if (Number.isNaN(before[0])) {
        expect(after[0]).toBeNaN();
        return;
      }
      const step = (after[0] as number) - (before[0] as number);
      close(step, before[1] as number, 1, "difference");
    });
  });

  test("an assignment leaves no trace in the next one", () => {
    check(cases, (one) => {
      const panel = panelOf(one);
      const fast = kernel(panel);
      const observed = fast.slots.units;
      const first = effectOf(fast, observed);
      for (let step = 1; step <= 5; step++) {
        const order = shuffled([...Array(panel.n).keys()], step);
        effectOf(fast, Int32Array.from(order.slice(0, observed.length)));
      }
      expect(effectOf(fast, observed)).toBe(first);
    });
  });
});

test("with a covariate the two-way kernel gives the full regression at the observed assignment", () => {
  let compared = 0;
  check(panelCases(HOLES), (one) => {
    const panel = panelOf(one, ["x"]);
    const target = attempt(() => twfe(panel, { covariates: ["x"] }).estimate);
    if (target === null) return;
    const fast = twfeKernel(panel);
    const out = new Float64Array(2);
    fast.evaluate(fast.slots.units, out);
    // The covariate is adjusted for before treatment is known, so the effect is the ratio.
    close((out[0] as number) / (out[1] as number), target, 1, "effect");
    compared++;
  });
  expect(compared).toBeGreaterThan(20);
});

test.each(PAIRS)("the kernel of $name says NaN where the treated unit has no time before", ({ kernel }) => {
  check(fc.integer({ min: 1, max: 9999 }), (seed) => {
    const never = [null, null, null, null, null];
    const panel = panelOf({ years: [2001, 2002, 2003, 2004], dates: [2002, ...never], gaps: [[0, 0]], seed });
    const fast = kernel(panel);
    expect(effectOf(fast, fast.slots.units)).toBeNaN();
  });
});
