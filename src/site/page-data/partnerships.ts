import type { Row } from "../../model/column.ts";
import type { Database } from "../../warehouse/database.ts";
import type { Neighbour, PartnershipData } from "../../web/data/partnership.ts";
import type { Arrangement, SourceRef } from "../../web/data/twinning.ts";
import { asOfDates, int, one, type PageData } from "./common.ts";
import { activityRows, asymmetries, memberDetails, supportBeside, supportRows } from "./partnership-rows.ts";
import { codesOf } from "./twinning.ts";
import { arrangements, claims, groupRows, list, rules, sourceRef, text } from "./twinning-rows.ts";

/** One file for each arrangement: `partnerships/P01.json`. */
export const partnershipsData: PageData = async (db) => {
  const all = await arrangements(db);
  const own = new Map(
    (await db.query("SELECT * FROM partnership")).map((r) => [String(r.partnership_id), r]),
  );
  const members = await memberDetails(db);
  const activities = await activityRows(db);
  const support = await supportRows(db);
  const sides = await asymmetries(db);
  const said = groupRows((await claims(db)) as unknown as Row[], "partnershipId") as unknown as Map<
    string,
    PartnershipData["claims"]
  >;
  const sources = await sourcesById(db);
  const shared = {
    asOf: await asOfDates(db, [
      "register/twinning/partnerships",
      "register/funding/donor-support",
      "register/plans/plans",
    ]),
    definitions: await rules(db),
    codes: codesOf(),
    lastYear: int(await one(db, "SELECT last_year FROM study_window"), "last_year"),
  };
  const names = new Map(
    (await db.query("SELECT iso3, name FROM country ORDER BY iso3")).map((r) => [
      String(r.iso3),
      String(r.name),
    ]),
  );
  return all.map((arrangement, i) => {
    const row = own.get(arrangement.id) ?? {};
    const side = sides.get(arrangement.id);
    if (!side) throw new Error(`No asymmetry for ${arrangement.id}`);
    const beside = supportBeside(members.get(arrangement.id) ?? [], support);
    const data: PartnershipData = {
      ...shared,
      arrangement,
      startDate: text(row, "start_date"),
      endDate: text(row, "end_date"),
      sourceIds: list(row.source_ids),
      members: members.get(arrangement.id) ?? [],
      activities: activities.get(arrangement.id) ?? [],
      support: beside.own,
      otherSupport: beside.others,
      asymmetry: side,
      claims: said.get(arrangement.id) ?? [],
      countryNames: {},
      sources: [],
      previous: neighbour(all[i - 1]),
      next: neighbour(all[i + 1]),
    };
    data.sources = citedBy(data, sources);
    data.countryNames = namesFor(data, names);
    return [`partnerships/${arrangement.id}.json`, data];
  });
};

const neighbour = (a: Arrangement | undefined): Neighbour | null => (a ? { id: a.id, name: a.name } : null);

async function sourcesById(db: Database): Promise<Map<string, SourceRef>> {
  const rows = await db.query("SELECT * FROM source ORDER BY source_id");
  return new Map(rows.map((r) => [String(r.source_id), sourceRef(r)]));
}

/** Every source of the page, in the order of first use. */
function citedBy(data: PartnershipData, sources: ReadonlyMap<string, SourceRef>): SourceRef[] {
  const ids = new Set([
    ...data.sourceIds,
    ...data.members.flatMap((m) => m.sources),
    ...data.activities.flatMap((a) => a.sources),
    ...data.claims.map((c) => c.source.id),
    ...data.support.flatMap((s) => s.sources),
  ]);
  return [...ids].map((id) => {
    const source = sources.get(id);
    if (!source) throw new Error(`No source ${id}`);
    return source;
  });
}

/** Names of hosts and payers, who need not be members. */
function namesFor(data: PartnershipData, names: ReadonlyMap<string, string>): Record<string, string> {
  const codes = new Set([
    ...data.members.map((m) => m.iso3),
    ...data.activities.flatMap((a) => [...(a.host ? [a.host] : []), ...a.funders]),
  ]);
  return Object.fromEntries([...codes].sort().map((c) => [c, names.get(c) ?? c]));
}
