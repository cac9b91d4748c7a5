import { makeSpells } from "../../evaluation/core/spells.ts";
import { kaplanMeier } from "../../evaluation/survival/kaplan-meier.ts";
import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import type { Cooperation, CooperationResult, Order } from "../../web/data/plans-over-time.ts";
import { curveOf } from "./plans-over-time-renewal.ts";

/** Each country twinned under a definition, with the years of its plans up to the end of the window. */
const ROWS = `
  SELECT t.definition_id, t.iso3, c.name, t.role, t.since_year,
    bool_or(p.is_first AND p.adopted_year IS NULL) AS first_unknown,
    string_agg(CAST(p.adopted_year AS VARCHAR), ';' ORDER BY p.sequence)
      FILTER (p.adopted_year <= (SELECT last_year FROM study_window)) AS years
  FROM twinning_status t JOIN country c USING (iso3) LEFT JOIN plan_timeline p USING (iso3)
  WHERE t.status IN ('twinned', 'undated')
  GROUP BY ALL ORDER BY t.definition_id, t.since_year, c.name`;

/** Below this many countries a curve would only dress up a list. */
const LEAST = 5;

function orderOf(since: number | null, first: number | undefined, unknown: string | null): Order {
  if (unknown !== null || since === null) return "unknown";
  if (first === undefined || first > since) return first === undefined ? "not_yet" : "after";
  return first === since ? "same" : "before";
}

function cooperation(r: Row): Cooperation {
  const since = r.since_year === null ? null : Number(r.since_year);
  const plans = String(r.years ?? "")
    .split(";")
    .filter(Boolean)
    .map(Number);
  const why =
    since === null
      ? "year of the cooperation unknown"
      : r.first_unknown === true
        ? "year of the first plan unknown"
        : null;
  return {
    iso3: String(r.iso3),
    name: String(r.name),
    roles: String(r.role ?? "")
      .split(";")
      .filter(Boolean),
    since,
    plans,
    order: orderOf(since, plans[0], why),
    why,
  };
}

function resultOf(definition: string, countries: Cooperation[], lastYear: number): CooperationResult {
  const waited = countries.flatMap(({ order, since, plans }) => {
    if (since === null || (order !== "after" && order !== "not_yet")) return [];
    const [first] = plans;
    return [{ stop: (first ?? lastYear) - since, event: first !== undefined }];
  });
  const seen = waited.filter(({ stop }) => stop > 0);
  const adopted = seen.filter(({ event }) => event).length;
  const [curve] =
    seen.length < LEAST
      ? []
      : kaplanMeier(makeSpells({ stop: seen.map((w) => w.stop), event: seen.map((w) => w.event) })).curves;
  return {
    definition,
    countries,
    curve: curveOf(curve),
    n: seen.length,
    adopted,
    median: curve?.quantiles.find(({ p }) => p === 0.5)?.value ?? null,
  };
}

/** From the first documented cooperation to a plan, for each definition of twinned. */
export async function cooperationResults(
  db: Database,
  definitions: readonly { id: string }[],
  lastYear: number,
): Promise<CooperationResult[]> {
  const rows = await db.query(ROWS);
  return definitions.map(({ id }) =>
    resultOf(id, rows.filter((r) => r.definition_id === id).map(cooperation), lastYear),
  );
}
