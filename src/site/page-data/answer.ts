import type { Spells } from "../../evaluation/core/spells.ts";
import { makeSpells } from "../../evaluation/core/spells.ts";
import type { Study } from "../../evaluation/study/study.ts";
import { evaluatePlan, type PlanResult } from "../../evaluation/verdict/evaluate-plan.ts";
import type { Evidence, Verdict } from "../../evaluation/verdict/verdict.ts";
import type { Database } from "../../warehouse/database.ts";
import type {
  Answer,
  AnswerData,
  PanelAnswer,
  RenewalAnswer,
  TwinnedCountry,
} from "../../web/data/answer.ts";
import type { WorkbenchData } from "../../web/data/workbench.ts";
import { eventsNeeded, neededFor } from "./answer-needed.ts";
import { asOfDates, type PageContext, type PageData } from "./common.ts";
import { workbenchFor } from "./workbench.ts";

const RENEWAL_SOURCES = [
  { id: "register/plans/plans", label: "WPS national action plan register" },
  { id: "register/twinning/partnerships", label: "twinning register" },
];

/** The plan carried out on the warehouse, as `nap evaluate` does it, with what it would take to tell more. */
export async function answerFor(db: Database, context: PageContext | undefined): Promise<AnswerData> {
  const { page, file } = await workbenchFor(db, context);
  const spells = makeSpells(file.spells);
  const result = evaluatePlan(file.study, spells, file.plan);
  const chosen = page.definitions.find(({ id }) => id === file.plan.specification.definition);
  if (!chosen) throw new Error(`No definition ${file.plan.specification.definition}`);
  const countries = await twinnedCountries(db, chosen.id);
  const asOf = await asOfDates(
    db,
    RENEWAL_SOURCES.map(({ id }) => id),
  );
  return {
    asOf: page.asOf,
    workbench: page,
    definition: chosen,
    outcomes: result.evidence.map((one) =>
      panelAnswer(file.study, page, result, one, verdictOf(result, one.outcome.id)),
    ),
    renewal: renewalAnswer(
      result,
      spells,
      RENEWAL_SOURCES.map(({ id, label }) => ({ label, asOf: asOf[id] ?? "" })),
    ),
    twinned: countries.filter(({ since }) => since !== null),
    undated: countries.filter(({ since }) => since === null),
  };
}

export const answerData: PageData = async (db, context) => [["answer.json", await answerFor(db, context)]];

async function twinnedCountries(db: Database, definition: string): Promise<TwinnedCountry[]> {
  const rows = await db.query(
    `SELECT t.iso3, c.name, t.since_year, t.role, t.partnership_ids
     FROM twinning_status t JOIN country c USING (iso3)
     WHERE t.definition_id = $1 AND t.status IN ('twinned', 'undated') ORDER BY t.since_year, c.name`,
    [definition],
  );
  const names = new Map(
    (await db.query("SELECT partnership_id, name FROM partnership")).map((r) => [
      String(r.partnership_id),
      String(r.name),
    ]),
  );
  const list = (value: unknown) =>
    String(value ?? "")
      .split(";")
      .filter(Boolean);
  return rows.map((r) => ({
    iso3: String(r.iso3),
    name: String(r.name),
    since: typeof r.since_year === "number" ? r.since_year : null,
    roles: list(r.role),
    partnerships: list(r.partnership_ids).map((id) => ({ id, name: names.get(id) ?? id })),
  }));
}

function verdictOf(result: PlanResult, outcome: string): Verdict {
  const found = result.verdicts.find((one) => one.outcome === outcome);
  if (!found) throw new Error(`No verdict on ${outcome}`);
  return found;
}

/** What JSON can carry: an effect without bound is not a number. */
const finite = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);

function read(
  verdict: Verdict,
): Pick<
  Answer,
  "id" | "reading" | "reasons" | "estimate" | "low" | "high" | "p" | "pAdjusted" | "detectable" | "smallest"
> {
  const { outcome, reading, reasons, estimate, low, high, p, pAdjusted, detectable, smallestEffect } =
    verdict;
  return {
    id: outcome,
    reading,
    reasons,
    estimate: finite(estimate),
    low: finite(low),
    high: finite(high),
    p,
    pAdjusted,
    detectable: finite(detectable),
    smallest: smallestEffect,
  };
}

function panelAnswer(
  study: Study,
  page: WorkbenchData,
  { plan }: PlanResult,
  { planned, outcome, analysis }: Evidence,
  verdict: Verdict,
): PanelAnswer {
  const described = page.outcomes.find(({ id }) => id === outcome.id);
  return {
    ...read(verdict),
    label: outcome.label,
    unit: outcome.unit,
    better: outcome.better,
    period: planned.period,
    why: planned.reason,
    definition: described?.definition ?? "",
    caution: described?.caution ?? null,
    sources: described?.sources ?? [],
    used: analysis?.used ?? null,
    dropped: analysis?.dropped ?? [],
    warnings: analysis?.warnings ?? [],
    conleyTaber: analysis?.conleyTaber ?? null,
    pretrend: analysis?.pretrend ?? null,
    leaveOneOut: (analysis?.leaveOneOut ?? []).map((one) => ({
      iso3: String(one.unit),
      estimate: one.estimate,
    })),
    estimators: analysis?.estimators ?? [],
    treated: (analysis?.treated ?? []).map((one) => ({ iso3: String(one.unit), since: one.since })),
    compared: (analysis?.compared ?? []).map(String),
    needed: analysis ? neededFor(study, plan, planned, analysis.detectable) : null,
  };
}

function renewalAnswer(
  { plan, renewal, verdicts }: PlanResult,
  spells: Spells,
  sources: RenewalAnswer["sources"],
): RenewalAnswer {
  const verdict = verdicts.at(-1);
  if (!verdict) throw new Error("No verdict on renewal");
  const twinnedPlans = new Set<string>();
  for (let r = 0; r < spells.n; r++)
    if (spells.twinned[r] === 1) twinnedPlans.add(String(spells.ids[spells.id[r] ?? 0]));
  return {
    ...read(verdict),
    label: "Renewal of plans",
    why: plan.renewal.reason,
    sources,
    used: renewal?.used ?? null,
    dropped: renewal?.dropped ?? [],
    warnings: renewal?.warnings ?? [],
    pModel: renewal?.pModel ?? null,
    events: renewal?.events ?? 0,
    eventsTwinned: renewal?.eventsTwinned ?? 0,
    twinnedPlans: [...twinnedPlans].sort(),
    needed: renewal ? eventsNeeded(renewal, plan.renewal.smallestHazardRatio) : null,
  };
}
