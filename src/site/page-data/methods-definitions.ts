import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import type { DefinitionCounts, NamedCountry } from "../../web/data/methods.ts";
import { DEFAULT_DEFINITION, int } from "./common.ts";

const list = (value: unknown) => (typeof value === "string" && value !== "" ? value.split(";") : []);

interface Standing extends NamedCountry {
  status: string;
  since: number | null;
}

async function standings(db: Database): Promise<Map<string, Standing[]>> {
  const rows = await db.query(
    `SELECT t.definition_id, t.iso3, c.name, t.status, t.since_year
     FROM twinning_status t JOIN country c USING (iso3) ORDER BY t.definition_id, c.name`,
  );
  const by = new Map<string, Standing[]>();
  for (const r of rows) {
    const id = String(r.definition_id);
    by.set(id, [
      ...(by.get(id) ?? []),
      {
        iso3: String(r.iso3),
        name: String(r.name),
        status: String(r.status),
        since: r.since_year === null ? null : int(r, "since_year"),
      },
    ]);
  }
  return by;
}

const named = (all: readonly Standing[]): NamedCountry[] => all.map(({ iso3, name }) => ({ iso3, name }));
const withStatus = (all: readonly Standing[], status: string) => all.filter((s) => s.status === status);

/** Who is twinned under a definition and not under the default, the other way round, and whose year differs. */
function against(own: readonly Standing[], base: readonly Standing[]) {
  const twinnedThere = new Map(withStatus(base, "twinned").map((s) => [s.iso3, s]));
  const twinnedHere = new Map(withStatus(own, "twinned").map((s) => [s.iso3, s]));
  return {
    joins: named([...twinnedHere.values()].filter((s) => !twinnedThere.has(s.iso3))),
    leaves: named([...twinnedThere.values()].filter((s) => !twinnedHere.has(s.iso3))),
    moved: [...twinnedHere.values()].flatMap((s) => {
      const before = twinnedThere.get(s.iso3)?.since;
      if (!before || !s.since || before === s.since) return [];
      return [{ iso3: s.iso3, name: s.name, from: before, to: s.since }];
    }),
  };
}

/** Every definition with the sizes of its groups, and what it changes against the default. */
export async function definitionCounts(db: Database): Promise<DefinitionCounts[]> {
  const byDefinition = await standings(db);
  const base = byDefinition.get(DEFAULT_DEFINITION) ?? [];
  const plans = await db.query(
    "SELECT definition_id, status, count(*) AS n FROM plan_twinning GROUP BY ALL ORDER BY ALL",
  );
  const planCount = (id: string, status: string) =>
    int(
      plans.find((p) => p.definition_id === id && p.status === status),
      "n",
    );
  const rows = await db.query("SELECT * FROM twinning_definition ORDER BY position");
  return rows.map((r: Row) => {
    const id = String(r.definition_id);
    const own = byDefinition.get(id) ?? [];
    const size = (status: string) => withStatus(own, status).length;
    return {
      id,
      label: String(r.label),
      statement: String(r.statement),
      kinds: list(r.kinds),
      roles: list(r.roles),
      evidence: list(r.evidence),
      dateRule: String(r.date_rule),
      excluded: list(r.excluded),
      excludedReason: r.excluded_reason === null ? null : String(r.excluded_reason),
      countries: { twinned: size("twinned"), undated: size("undated"), not_twinned: size("not_twinned") },
      plans: {
        twinned: planCount(id, "twinned"),
        later: planCount(id, "later"),
        undated: planCount(id, "undated"),
        not_twinned: planCount(id, "not_twinned"),
      },
      twinned: named(withStatus(own, "twinned")),
      undated: named(withStatus(own, "undated")),
      ...against(own, base),
    };
  });
}
