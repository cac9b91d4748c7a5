import { rothSantAnna } from "../../../src/evaluation/roth-santanna/estimate.ts";
import type { Estimand } from "../../../src/evaluation/roth-santanna/types.ts";
import type { Comparison, GoldenAdapter } from "./adapter.ts";
import { cohortPanel } from "./imputation.ts";

interface Row {
  estimate: number | null;
  se: number | null;
  se_neyman: number | null;
  eventTime?: number;
}

export const adapter: GoldenAdapter = {
  methods: ["Roth-Sant'Anna efficient (random timing)"],
  run(golden, data) {
    const panel = cohortPanel(golden, data);
    const out: Comparison[] = [];
    for (const [key, value] of Object.entries(golden.values)) {
      if (!Array.isArray(value)) continue;
      const want = value as Row[];
      const estimand = estimandOf(key);
      const times = want.map((row, at) => row.eventTime ?? at);
      const options = estimand === "eventstudy" ? { estimand, eventTimes: times } : { estimand };
      const { rows } = rothSantAnna(panel, options);
      want.forEach((row, at) => {
        const own = rows.find(
          (candidate) => candidate.eventTime === null || candidate.eventTime === times[at],
        );
        const what = `${key} ${at}`;
        out.push({ what: `${what} estimate`, ours: own?.estimate ?? null, theirs: row.estimate });
        out.push({ what: `${what} se`, ours: own?.se ?? null, theirs: row.se });
        out.push({ what: `${what} Neyman se`, ours: own?.seNeyman ?? null, theirs: row.se_neyman });
      });
    }
    return out;
  },
};

function estimandOf(key: string): Estimand {
  const known: readonly Estimand[] = ["simple", "cohort", "calendar"];
  return known.find((estimand) => key.startsWith(estimand)) ?? "eventstudy";
}
