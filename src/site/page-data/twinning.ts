import { partnership, partnershipMember } from "../../model/contracts/twinning.ts";
import type { Codes, TwinningData } from "../../web/data/twinning.ts";
import { asOfDates, int, one, type PageData } from "./common.ts";
import { networkLayout } from "./twinning-network.ts";
import { arrangements, claims, memberCountries, rules, sourceRef, statuses } from "./twinning-rows.ts";

/** The page of July 2012 that this project starts from, and the claims about the pairings it names. */
const FOUNDING_SOURCE = "twinning:S001";
const FOUNDING_CLAIMS = /^C(0[1-9]|10|2[0-4])$/;

export function codesOf(): TwinningData["codes"] {
  const codes = (contract: typeof partnership, column: string): Codes =>
    contract.columns[column]?.codes ?? {};
  return {
    kind: codes(partnership, "kind"),
    phase: codes(partnership, "phase"),
    status: codes(partnership, "status"),
    direction: codes(partnership, "direction"),
    evidence: codes(partnership, "evidence_strength"),
    role: codes(partnershipMember, "role"),
  };
}

export const twinningData: PageData = async (db) => {
  const all = await arrangements(db);
  const founding = await one(db, `SELECT * FROM source WHERE source_id = '${FOUNDING_SOURCE}'`);
  const data: TwinningData = {
    asOf: await asOfDates(db, ["register/twinning/partnerships", "register/twinning/claims"]),
    definitions: await rules(db),
    codes: codesOf(),
    countries: await memberCountries(db),
    arrangements: all,
    statuses: await statuses(db),
    layouts: { wide: networkLayout(all, 960, 620), tall: networkLayout(all, 360, 620) },
    claims: (await claims(db)).filter((c) => FOUNDING_CLAIMS.test(c.id)),
    foundingSource: sourceRef(founding),
    lastYear: int(await one(db, "SELECT last_year FROM study_window"), "last_year"),
  };
  return [["twinning.json", data]];
};
