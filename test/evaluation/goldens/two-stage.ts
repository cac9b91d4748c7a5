import { twoStage } from "../../../src/evaluation/two-stage/two-stage.ts";
import type { Comparison, GoldenAdapter } from "./adapter.ts";
import { argumentOf, cohortPanel, firstStageCovariates } from "./imputation.ts";

interface Row {
  term: string;
  estimate: number | null;
  se: number | null;
  t: number | null;
  p: number | null;
}

export const adapter: GoldenAdapter = {
  methods: ["Gardner two-stage"],
  run(golden, data) {
    const { call, values } = golden;
    const covariates = firstStageCovariates(call);
    const cluster = argumentOf(call, "cluster_var");
    const panel = cohortPanel(golden, data, { covariates, cluster, weights: argumentOf(call, "weights") });
    const reference = Number(/ref\s*=\s*c?\(?\s*(-\d+)/.exec(call)?.[1] ?? -1);
    const ours = twoStage(panel, { covariates, reference });
    const out: Comparison[] = [];
    const compare = (what: string, row: Row, found: typeof ours.overall | undefined) => {
      out.push(
        { what: `${what} estimate`, ours: found?.estimate ?? null, theirs: row.estimate },
        { what: `${what} se`, ours: found?.se ?? null, theirs: row.se },
        { what: `${what} t`, ours: found?.statistic ?? null, theirs: row.t },
        { what: `${what} p`, ours: found?.p ?? null, theirs: row.p },
      );
    };
    for (const row of (values.static ?? []) as Row[]) compare("static", row, ours.overall);
    const events = (values.event_study ?? []) as Row[];
    for (const row of events) {
      const event = Number(row.term.split("::").at(-1));
      compare(
        `event ${event}`,
        row,
        ours.eventStudy.find((found) => found.event === event),
      );
    }
    if (values.event_study)
      out.push({ what: "event times", ours: ours.eventStudy.length, theirs: events.length });
    return out;
  },
};
