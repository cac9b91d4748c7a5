import type { SpellsInput } from "../evaluation/core/spells.ts";
import type { Database } from "./database.ts";

/** Plans of this generation and later share a baseline: there are few of them. */
const LAST_GENERATION = 3;

interface SpellRow {
  [key: string]: string | number | boolean | null;
  plan_id: string;
  iso3: string;
  generation: number;
  start: number;
  stop: number;
  event: number;
  twinned_now: boolean | null;
}

/**
 * Renewal of plans as counting rows: years since adoption, the event being the next plan, strata by generation, clusters
 * by country. Stretches of countries twinned in no known year have an unknown state; whoever makes `Spells` of them
 * counts them out.
 */
export async function readPlanSpells(db: Database): Promise<SpellsInput> {
  const rows = await db.query<SpellRow>(
    'SELECT plan_id, iso3, generation, "start", "stop", event, twinned_now FROM plan_spell ORDER BY plan_id, "start"',
  );
  const generation = (row: SpellRow) =>
    row.generation >= LAST_GENERATION
      ? `generation ${LAST_GENERATION} or later`
      : `generation ${row.generation}`;
  return {
    id: rows.map((row) => row.plan_id),
    start: rows.map((row) => row.start),
    stop: rows.map((row) => row.stop),
    event: rows.map((row) => row.event),
    twinned: rows.map((row) => row.twinned_now),
    strata: rows.map(generation),
    cluster: rows.map((row) => row.iso3),
  };
}
