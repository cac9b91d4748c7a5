import { minimumDetectableEffect, powerAt } from "../../../src/evaluation/power/minimum-detectable.ts";
import type { Comparison, GoldenAdapter } from "./adapter.ts";

export const adapter: GoldenAdapter = {
  methods: ["minimum detectable effect"],
  run(golden) {
    const args = (golden.args ?? {}) as Record<string, number | undefined>;
    const se = args.se as number;
    const input = {
      se,
      df: args.df ?? Number.POSITIVE_INFINITY,
      power: args.power ?? 0.8,
      level: args.level ?? 1 - (args.alpha ?? 0.05),
    };
    const ours = minimumDetectableEffect(input);
    return Object.entries(golden.values).map(([what, theirs]): Comparison => {
      const multiple = /^power_at_([\d.]+)se$/.exec(what);
      if (multiple) return { what, ours: powerAt(Number(multiple[1]) * se, input), theirs };
      const known: Record<string, number> = {
        approx_mde: ours.approximate,
        normal_mde: ours.normal,
        exact_mde: ours.exact,
      };
      return { what, ours: known[what] ?? null, theirs };
    });
  },
};
