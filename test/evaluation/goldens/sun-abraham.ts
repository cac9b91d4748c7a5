import { sunAbraham } from "../../../src/evaluation/sun-abraham/sun-abraham.ts";
import type { Comparison, GoldenAdapter } from "./adapter.ts";
import { argumentOf, cohortPanel } from "./imputation.ts";

interface Row {
  term: string;
  estimate: number | null;
  se: number | null;
  t: number | null;
  p: number | null;
}

export const adapter: GoldenAdapter = {
  methods: ["Sun-Abraham"],
  run(golden, data) {
    const { call, values } = golden;
    const panel = cohortPanel(golden, data, {
      cluster: argumentOf(call, "cluster", "vcov"),
      weights: argumentOf(call, "weights"),
    });
    const ours = sunAbraham(panel, { withoutNever: "drop_collinear" });
    const events = (values.event_study ?? []) as Row[];
    const cohorts = (values.cohort ?? []) as Row[];
    const out: Comparison[] = [];
    const compare = (what: string, row: Row, found: Partial<typeof ours.att> | undefined) => {
      out.push(
        { what: `${what} estimate`, ours: found?.estimate ?? null, theirs: row.estimate },
        { what: `${what} se`, ours: found?.se ?? null, theirs: row.se },
        { what: `${what} t`, ours: found?.statistic ?? null, theirs: row.t },
        { what: `${what} p`, ours: found?.p ?? null, theirs: row.p },
      );
    };
    for (const row of (values.att ?? []) as Row[]) compare("att", row, ours.att);
    for (const row of events) {
      const event = Number(row.term.split("::").at(-1));
      compare(
        `event ${event}`,
        row,
        ours.eventStudy.find((found) => found.event === event),
      );
    }
    for (const row of cohorts) {
      const cohort = Number(row.term.split("::").at(-1));
      compare(
        `cohort ${cohort}`,
        row,
        ours.byCohort.find((found) => found.cohort === cohort),
      );
    }
    if (values.event_study)
      out.push({ what: "event times", ours: ours.eventStudy.length, theirs: events.length });
    if (values.cohort) out.push({ what: "cohorts", ours: ours.byCohort.length, theirs: cohorts.length });
    if (values.collinear_dropped_count !== undefined) {
      out.push({
        what: "collinear dropped",
        ours: ours.collinearDropped,
        theirs: values.collinear_dropped_count as number,
      });
    }
    return out;
  },
};
