import { seeded } from "../../../src/evaluation/core/random.ts";
import type { Study } from "../../../src/evaluation/study/study.ts";

/** What the toy world looks like; countries are A, B, C … in two regions and two income groups by turns. */
export interface ToyOptions {
  countries?: number;
  years?: number;
  /** Index of a country → first twinned year. */
  twinned?: Record<number, number>;
  undated?: number[];
  /** Added to the outcome from twinning on. */
  effect?: number;
  /** Cells without an outcome, as [country, year index]. */
  missing?: [number, number][];
  noise?: number;
  withoutPlan?: number[];
}

export const FIRST_YEAR = 2001;

/** A study with known effects. The outcome is a country's level, a common trend, noise, and the effect. */
export function toyStudy(options: ToyOptions = {}): Study {
  const {
    countries = 12,
    years = 10,
    twinned = { 0: 2005, 1: 2006, 2: 2006 },
    undated = [],
    effect = 2,
  } = options;
  const { missing = [], noise = 0, withoutPlan = [] } = options;
  const random = seeded(11);
  const list = Array.from({ length: countries }, (_, c) => c);
  const times = Array.from({ length: years }, (_, y) => FIRST_YEAR + y);
  const gone = new Set(missing.map(([c, y]) => c * years + y));
  const values = list.flatMap((c) =>
    times.map((year, y) => {
      const treated = twinned[c] !== undefined && year >= twinned[c];
      const value = 10 * c + 0.5 * y + noise * random.normal() + (treated ? effect : 0);
      return gone.has(c * years + y) ? null : value;
    }),
  );
  return {
    asOf: "2026-01-01",
    years: times,
    countries: list.map((c) => ({
      iso3: String.fromCharCode(65 + c),
      name: `Country ${String.fromCharCode(65 + c)}`,
      region: c % 2 === 0 ? "North" : "South",
      income: times.map(() => (c % 3 === 0 ? "H" : "L")),
      hasPlan: !withoutPlan.includes(c),
      firstPlanYear: withoutPlan.includes(c) ? null : 2003,
    })),
    outcomes: [{ id: "share", label: "Share", unit: "points", better: "higher", values }],
    covariates: [
      {
        id: "wealth",
        label: "Wealth",
        unit: "log",
        values: list.flatMap((c) => times.map((_, y) => (c % 4) * y * 0.1)),
      },
    ],
    definitions: [
      {
        id: "main",
        label: "Main",
        since: list.map((c) => twinned[c] ?? null),
        undated: list.map((c) => undated.includes(c)),
      },
    ],
  };
}
