import type { Database } from "../../warehouse/database.ts";
import { readPartnershipLives } from "../../warehouse/partnership-spells.ts";
import { readRenewalRows } from "../../warehouse/renewal-spells.ts";
import type { PlansOverTimeData, RenewalResult } from "../../web/data/plans-over-time.ts";
import { asOfDates, definitions, int, one, type PageContext, type PageData, planOf } from "./common.ts";
import { cooperationResults } from "./plans-over-time-cooperation.ts";
import { durationsOf } from "./plans-over-time-durations.ts";
import { GENERATIONS, renewalResult } from "./plans-over-time-renewal.ts";

const PLANS = "register/plans/plans";
const TWINNING = "register/twinning/partnerships";

const NAMES = `
  SELECT p.plan_id, p.iso3, c.name, p.sequence, p.adopted_year
  FROM plan_timeline p JOIN country c USING (iso3) ORDER BY p.plan_id`;

const LEFT_OUT = "SELECT reason, plan_id FROM plan_spell_left_out ORDER BY reason, plan_id";

/** Names of the plans that the page speaks of one by one. */
async function namesOf(db: Database, wanted: ReadonlySet<string>): Promise<PlansOverTimeData["plans"]> {
  const rows = (await db.query(NAMES)).filter((r) => wanted.has(String(r.plan_id)));
  return Object.fromEntries(
    rows.map((r) => [
      String(r.plan_id),
      {
        name: `${r.name}, plan ${r.sequence}${r.adopted_year === null ? ", year unknown" : ` of ${r.adopted_year}`}`,
        iso3: String(r.iso3),
      },
    ]),
  );
}

async function leftOut(db: Database): Promise<PlansOverTimeData["leftOut"]> {
  const out = new Map<string, string[]>();
  for (const { reason, plan_id } of await db.query(LEFT_OUT))
    out.set(String(reason), [...(out.get(String(reason)) ?? []), String(plan_id)]);
  return [...out].map(([reason, plans]) => ({ reason, plans }));
}

/** Everything on plans and partnerships over time, worked out by the engine once for each choice. */
export async function plansOverTimeFor(
  db: Database,
  context: PageContext | undefined,
): Promise<PlansOverTimeData> {
  const { plan } = planOf(context);
  const asOf = await asOfDates(db, [PLANS, TWINNING]);
  const lastYear = int(await one(db, "SELECT last_year FROM study_window"), "last_year");
  const all = await definitions(db);
  const renewal: RenewalResult[] = [];
  for (const { id } of all) {
    const rows = await readRenewalRows(db, id);
    for (const generation of GENERATIONS) renewal.push(renewalResult(rows, plan, id, generation));
  }
  const out = await leftOut(db);
  const named = new Set([
    ...out.flatMap(({ plans }) => plans),
    ...renewal.flatMap((r) => [...r.twinnedPlans, ...r.undated]),
  ]);
  return {
    sources: {
      plans: { label: "WPS national action plan register", asOf: asOf[PLANS] ?? "" },
      twinning: { label: "twinning register", asOf: asOf[TWINNING] ?? "" },
    },
    definitions: all,
    lastYear,
    plans: await namesOf(db, named),
    leftOut: out,
    renewal,
    alpha: plan.alpha,
    smallestRatio: plan.renewal.smallestHazardRatio,
    cooperation: await cooperationResults(db, all, lastYear),
    ...durationsOf(await readPartnershipLives(db), Number((asOf[TWINNING] ?? "").slice(0, 4))),
  };
}

export const plansOverTimeData: PageData = async (db, context) => [
  ["plans-over-time.json", await plansOverTimeFor(db, context)],
];
