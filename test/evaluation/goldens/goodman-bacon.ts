import { goodmanBacon } from "../../../src/evaluation/goodman-bacon/goodman-bacon.ts";
import type { Comparison, GoldenAdapter } from "./adapter.ts";
import { cohortPanel } from "./imputation.ts";

interface Row {
  treated: number;
  untreated: number;
  estimate: number;
  weight: number;
  type: string;
}

const TYPES: Record<string, string> = {
  treated_vs_never: "Treated vs Untreated",
  earlier_vs_later: "Earlier vs Later Treated",
  later_vs_earlier: "Later vs Earlier Treated",
  later_vs_always: "Later vs Always Treated",
};

export const adapter: GoldenAdapter = {
  methods: ["Goodman-Bacon decomposition"],
  run(golden, data) {
    const ours = goodmanBacon(cohortPanel(golden, data));
    const theirs = golden.values.twobytwo as Row[];
    const key = (treated: number, untreated: number) => `${treated} against ${untreated}`;
    const byPair = new Map(
      ours.twoByTwos.map((row) => [
        key(row.treated, row.untreated === "never" ? Number.POSITIVE_INFINITY : row.untreated),
        row,
      ]),
    );
    const out: Comparison[] = [
      { what: "comparisons", ours: ours.twoByTwos.length, theirs: theirs.length },
      { what: "weights add up to 1", ours: ours.weightSum, theirs: 1 },
      { what: "weighted sum", ours: ours.weightedSum, theirs: golden.values.weighted_sum ?? null },
      { what: "twfe", ours: ours.twfe, theirs: golden.values.twfe ?? null },
    ];
    for (const row of theirs) {
      const never = row.untreated > 9000 ? Number.POSITIVE_INFINITY : row.untreated;
      const pair = key(row.treated, never);
      const found = byPair.get(pair);
      out.push(
        { what: `${pair} estimate`, ours: found?.estimate ?? null, theirs: row.estimate },
        { what: `${pair} weight`, ours: found?.weight ?? null, theirs: row.weight },
        { what: `${pair} is ${row.type}`, ours: found && TYPES[found.type] === row.type ? 1 : 0, theirs: 1 },
      );
    }
    return out;
  },
};
