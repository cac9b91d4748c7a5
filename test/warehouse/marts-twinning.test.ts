import { beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/warehouse/database.ts";
import {
  activity,
  country,
  definition,
  member,
  partnership,
  plan,
  rows,
  smallWarehouse,
} from "./marts-fixture.ts";

let db: Database;
beforeAll(async () => {
  db = await smallWarehouse({
    country: ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "HHH"].map((iso3) => country(iso3)),
    twinning_definition: [
      definition("twinning"),
      definition("first-activity", { position: 2, date_rule: "first_activity" }),
      definition("announced", { position: 3, date_rule: "announced" }),
      definition("without-p11", { position: 4, excluded: "P11;P99", roles: "supported;facilitator" }),
    ],
    partnership: [
      partnership("P11", { start_year: 2010, announced_year: 2009 }),
      partnership("P12"),
      partnership("P13", { evidence_strength: "low", start_year: 2001 }),
      partnership("P14", { kind: "donor_support_to_nap", start_year: 2002 }),
      partnership("P15", { announced_year: 2016 }),
      partnership("P16"),
    ],
    partnership_member: [
      member("P11", "AAA", "supporting"),
      member("P11", "BBB", "supported", 2014),
      member("P11", "FFF", "facilitator"),
      member("P12", "AAA", "peer"),
      member("P12", "CCC", "peer"),
      member("P13", "DDD", "peer"),
      member("P14", "DDD", "supported"),
      member("P15", "GGG", "peer"),
      member("P16", "HHH", "supported"),
      member("P16", "FFF", "facilitator"),
    ],
    partnership_activity: [
      activity("P11", 1, { year: 2012, date_or_year: "2012" }),
      activity("P11", 2, { year: 2007, date_or_year: "2007", type: "linked_nap_adoption" }),
      activity("P12", 1),
      activity("P15", 1, { year: 2013, date_or_year: "2013" }),
      activity("P16", 1, { year: 2020, date_or_year: "2020", type: "linked_nap_adoption" }),
    ],
    plan: [
      plan("AAA", 1, { adopted_year: 2004, period_end: 2008 }),
      plan("AAA", 2, { adopted_year: 2009, period_end: 2011 }),
      plan("AAA", 3, { adopted_year: 2015, period_end: 2030 }),
      plan("BBB", 1, { adopted_year: 2008, period_end: 2012 }),
      plan("BBB", 2, { adopted_year: 2014 }),
      plan("BBB", 3),
      plan("CCC", 1, { adopted_year: 2012, period_start: 2013, period_end: 2015 }),
      plan("EEE", 2, { adopted_year: 2020, period_end: 2024 }),
      plan("GGG", 1, { adopted_year: 2025, period_end: 2025 }),
      plan("HHH", 1, { adopted_year: 2011 }),
      plan("HHH", 2, { adopted_year: 2011, period_end: 2026 }),
    ],
  });
});

const status = (id: string) =>
  rows(
    db,
    `SELECT iso3, status, since_year, undated_partnership_ids FROM twinning_status WHERE definition_id = '${id}' AND status <> 'not_twinned' ORDER BY 1`,
  );

describe("twinning_status", () => {
  it("takes the year of joining where it is known, else the first documented year; undated stays a group of its own", async () => {
    expect(await status("twinning")).toEqual([
      "AAA twinned 2010 P12",
      "BBB twinned 2014 –",
      "CCC undated – P12",
      "GGG twinned 2013 –",
      "HHH twinned 2020 –",
    ]);
  });

  it("takes the role from the arrangements that give the status: an undated one adds none to a dated one", async () => {
    const roles = (id: string) =>
      rows(
        db,
        `SELECT iso3, role FROM twinning_status WHERE definition_id = '${id}' AND status <> 'not_twinned' ORDER BY 1`,
      );
    expect(await roles("twinning")).toEqual([
      "AAA supporting",
      "BBB supported",
      "CCC peer",
      "GGG peer",
      "HHH supported",
    ]);
  });

  it("counts from the first activity, not from the adoption of a linked plan, and never from before joining", async () => {
    expect(await status("first-activity")).toEqual([
      "AAA twinned 2012 P12",
      "BBB twinned 2014 –",
      "CCC undated – P12",
      "GGG twinned 2013 –",
      "HHH undated – P16",
    ]);
  });

  it("follows the announcement where the definition says so", async () => {
    expect(await status("announced")).toContain("AAA twinned 2009 P12");
    expect(await status("announced")).toContain("GGG twinned 2016 –");
  });

  it("leaves out excluded arrangements, and facilitators whatever the definition says", async () => {
    expect(await status("without-p11")).toEqual(["HHH twinned 2020 –"]);
  });

  it("has a row for every country under every definition", async () => {
    expect(await rows(db, "SELECT count(*) FROM twinning_status")).toEqual(["32"]);
  });

  it("says where the first documented year comes from", async () => {
    expect(
      await rows(db, "SELECT partnership_id, first_documented_year, basis FROM partnership_start ORDER BY 1"),
    ).toEqual([
      "P11 2010 start",
      "P12 – none",
      "P13 2001 start",
      "P14 2002 start",
      "P15 2013 activity",
      "P16 2020 linked_adoption",
    ]);
  });
});

describe("plan_twinning", () => {
  it("tells plans adopted while twinned from plans whose country was twinned later in their life", async () => {
    expect(
      await rows(
        db,
        "SELECT plan_id, status, life_end_year FROM plan_twinning WHERE definition_id = 'twinning' ORDER BY 1",
      ),
    ).toEqual([
      "AAA-1 not_twinned 2009",
      "AAA-2 later 2015",
      "AAA-3 twinned 2025",
      "BBB-1 later 2014",
      "BBB-2 twinned 2025",
      "BBB-3 undated 2025",
      "CCC-1 undated 2015",
      "EEE-2 not_twinned 2024",
      "GGG-1 twinned 2025",
      "HHH-1 not_twinned 2011",
      "HHH-2 later 2025",
    ]);
  });
});

describe("plan_spell", () => {
  it("cuts a spell where twinning begins inside it and gives the event to the last piece only", async () => {
    expect(
      await rows(
        db,
        `SELECT plan_id, "start", "stop", event, twinned_now, censored_at FROM plan_spell ORDER BY plan_id, "start"`,
      ),
    ).toEqual([
      "AAA-1 0 5 1 false –",
      "AAA-2 0 1 0 false –",
      "AAA-2 1 6 1 true –",
      "AAA-3 0 10 0 true 2025",
      "BBB-1 0 6 1 false –",
      "CCC-1 0 13 0 – 2025",
      "EEE-2 0 5 0 false 2025",
      "HHH-2 0 9 0 false –",
      "HHH-2 9 14 0 true 2025",
    ]);
  });

  it("names the plans it leaves out, with the reason", async () => {
    expect(await rows(db, "FROM plan_spell_left_out ORDER BY 1")).toEqual([
      "BBB-2 year of the next plan not known",
      "BBB-3 year of adoption not known",
      "GGG-1 adopted in the last year of the window, no time seen since",
      "HHH-1 next plan adopted in the same year",
    ]);
  });
});

describe("plan_timeline", () => {
  it("does not call a plan unrenewed where that cannot be known or is not due", async () => {
    expect(
      await rows(
        db,
        "SELECT plan_id, renewal, renewed, in_force_2025, gap_years FROM plan_timeline ORDER BY 1",
      ),
    ).toEqual([
      "AAA-1 renewed true no 1",
      "AAA-2 renewed true no 4",
      "AAA-3 not_due – yes –",
      "BBB-1 renewed true no 2",
      "BBB-2 renewed true unknown –",
      "BBB-3 unknown – unknown –",
      "CCC-1 not_found false no –",
      "EEE-2 not_found false no –",
      "GGG-1 not_due – yes –",
      "HHH-1 renewed true no –",
      "HHH-2 not_due – yes –",
    ]);
  });
});

describe("panel", () => {
  const panel = (iso3: string, years: string, columns: string) =>
    rows(
      db,
      `SELECT year, ${columns} FROM panel WHERE iso3 = '${iso3}' AND year IN (${years}) ORDER BY year`,
    );

  it("leaves twinned empty for undated countries, and false only where nothing was found", async () => {
    expect(await panel("CCC", "1997, 2025", "twinned_now")).toEqual(["1997 –", "2025 –"]);
    expect(await panel("BBB", "2013, 2014", "twinned_now")).toEqual(["2013 false", "2014 true"]);
    expect(await panel("EEE", "2025", "twinned_now")).toEqual(["2025 false"]);
  });

  it("does not know of a plan before the first dated one where the first generation has no year", async () => {
    expect(await panel("EEE", "2019, 2020", "has_plan, plan_sequence, first_plan_year")).toEqual([
      "2019 – – –",
      "2020 true 2 –",
    ]);
    expect(await panel("DDD", "2025", "has_plan, in_force")).toEqual(["2025 false false"]);
  });

  it("takes a plan as in force by its period, from adoption on, and does not guess an end", async () => {
    expect(await panel("CCC", "2012, 2013, 2015, 2016", "in_force")).toEqual([
      "2012 false",
      "2013 true",
      "2015 true",
      "2016 false",
    ]);
    expect(await panel("BBB", "2009, 2013, 2016", "in_force")).toEqual(["2009 true", "2013 –", "2016 –"]);
  });
});
