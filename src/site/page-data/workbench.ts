import { knownYears } from "../../evaluation/study/choices.ts";
import type { Database } from "../../warehouse/database.ts";
import { readPlanSpells } from "../../warehouse/plan-spells.ts";
import { readStudy } from "../../warehouse/study.ts";
import type { StudyFile, WorkbenchData, WorkbenchOutcome } from "../../web/data/workbench.ts";
import { asOfDates, definitions, type PageContext, type PageData, planOf } from "./common.ts";
import { OUTCOMES } from "./outcome-list.ts";

/** Series of the study → snapshot that the source line names. */
const SNAPSHOT: Record<string, { id: string; label: string }> = Object.fromEntries(
  OUTCOMES.flatMap((o) => {
    const [snapshot] = o.snapshots;
    return o.indicator && snapshot ? [[o.indicator, snapshot]] : [];
  }),
);
const TWINNING = { id: "register/twinning/partnerships", label: "twinning register" };

/** What the engine's worker reads, and what the controls around it need. */
export async function workbenchFor(
  db: Database,
  context: PageContext | undefined,
): Promise<{ page: WorkbenchData; file: StudyFile }> {
  const { plan, sha256 } = planOf(context);
  const study = await readStudy(db);
  const snapshots = [TWINNING, ...Object.values(SNAPSHOT)];
  const asOf = await asOfDates(db, [...new Set(snapshots.map(({ id }) => id))]);
  const texts = new Map(
    (await db.query("SELECT indicator, definition, caution FROM indicator")).map((r) => [
      String(r.indicator),
      r,
    ]),
  );
  const outcomes = study.outcomes.map(({ id, label, unit, better }): WorkbenchOutcome => {
    const text = texts.get(id);
    const snapshot = SNAPSHOT[id];
    return {
      id,
      label,
      unit,
      better,
      known: knownYears(study, id),
      definition: String(text?.definition ?? ""),
      caution: text?.caution ? String(text.caution) : null,
      sources: [...(snapshot ? [snapshot] : []), TWINNING].map((s) => ({
        label: s.label,
        asOf: asOf[s.id] ?? "",
      })),
    };
  });
  return {
    file: { study, spells: await readPlanSpells(db), plan, sha256 },
    page: {
      asOf: study.asOf,
      years: [study.years[0] ?? 0, study.years.at(-1) ?? 0],
      definitions: await definitions(db),
      outcomes,
      covariates: study.covariates.map(({ id, label, unit }) => ({ id, label, unit })),
      plan,
      sha256,
      countries: study.countries.map(({ iso3, name }) => ({ iso3, name })),
    },
  };
}

export const workbenchData: PageData = async (db, context) => {
  const { page, file } = await workbenchFor(db, context);
  return [
    ["workbench.json", page],
    ["study.json", file],
  ];
};
