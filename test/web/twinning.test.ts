import { describe, expect, it } from "vitest";
import type { Arrangement, Rule, TwinningData } from "../../src/web/data/twinning.ts";
import { readView, writeView } from "../../src/web/state/url.ts";
import { hasOtherSource, questionsOf, shortId, verdictWords } from "../../src/web/twinning/claims.ts";
import { foundingSentence } from "../../src/web/twinning/founding-page.ts";
import {
  leadSentence,
  networkTitle,
  statusLine,
  timelineTitle,
  yearsText,
} from "../../src/web/twinning/sentences.ts";
import { standing, standingWords } from "../../src/web/twinning/standing.ts";
import { filtered, isFiltered, schemaOf } from "../../src/web/twinning/view.ts";

const rule: Rule = {
  id: "twinning",
  label: "Twinning",
  statement: "",
  kinds: ["twinning", "cross_learning"],
  roles: ["supporting", "supported", "peer"],
  evidence: ["high", "medium"],
  dateRule: "first_documented",
  excluded: [],
  excludedReason: null,
};

const arrangement = (change: Partial<Arrangement> = {}): Arrangement => ({
  id: "P01",
  name: "Ireland - Liberia",
  kind: "cross_learning",
  phase: "both",
  status: "completed",
  direction: "mutual",
  evidence: "high",
  start: 2009,
  startBasis: "start",
  announced: null,
  firstActivity: 2010,
  end: 2010,
  lastDocumented: 2010,
  members: [
    { iso3: "IRL", role: "peer", joined: null },
    { iso3: "LBR", role: "peer", joined: 2011 },
  ],
  note: null,
  activities: [],
  undatedActivities: 0,
  ...change,
});

describe("standing under a definition", () => {
  it("counts from the first member's year, a later joiner from joining", () => {
    const s = standing(arrangement(), rule);
    expect(s).toMatchObject({ counts: true, since: 2009, reasons: [] });
    expect(s.members).toEqual([
      { iso3: "IRL", since: 2009 },
      { iso3: "LBR", since: 2011 },
    ]);
  });

  it("counts without a year where none is known, and says so", () => {
    const s = standing(
      arrangement({ start: null, members: [{ iso3: "DNK", role: "supporting", joined: null }] }),
      rule,
    );
    expect(s).toMatchObject({ counts: true, since: null });
    expect(standingWords(s)).toBe("Counts, but no year is known.");
  });

  it("names the members without a year when others have one", () => {
    const s = standing(arrangement({ start: null }), rule);
    expect(standingWords(s)).toBe("Counts from 2011; for one of 2 members no year is known.");
  });

  it("does not let a joiner count from before joining under the rule of the first activity", () => {
    const s = standing(arrangement({ firstActivity: 2010 }), { ...rule, dateRule: "first_activity" });
    expect(s.members.map((m) => m.since)).toEqual([2010, 2011]);
    const none = standing(arrangement({ firstActivity: null }), { ...rule, dateRule: "first_activity" });
    expect(none).toMatchObject({ counts: true, since: null });
  });

  it("never counts a host or chair, even where the definition names the role", () => {
    const a = arrangement({ members: [{ iso3: "USA", role: "facilitator", joined: 2016 }] });
    const s = standing(a, { ...rule, roles: [...rule.roles, "facilitator"] });
    expect(s.counts).toBe(false);
    expect(s.reasons).toEqual(["no member is known in a role that the definition counts"]);
  });

  it("gives every reason why it does not count, with the reason of an exclusion by name", () => {
    const s = standing(arrangement({ id: "P08", kind: "regional_network", evidence: "low" }), {
      ...rule,
      excluded: ["P07", "P08"],
      excludedReason: "P07 is one thing; P08 is the umbrella of P07",
    });
    expect(s.reasons).toHaveLength(3);
    expect(s.reasons[2]).toBe("it is left out by name: P08 is the umbrella of P07");
    expect(s.members).toEqual([]);
  });
});

describe("sentences", () => {
  it("the lead counts by status and has a branch for none and for nothing on record", () => {
    expect(leadSentence([arrangement(), arrangement({ status: "unknown" })], rule)).toBe(
      "2 arrangements between countries on WPS national action plans are on record. Two count under the definition “Twinning”: one completed and one of unknown status.",
    );
    expect(leadSentence([arrangement({ kind: "regional_network" })], rule)).toContain("None of them counts");
    expect(leadSentence([], rule)).toContain("is on record");
  });

  it("years say what is not known", () => {
    expect(yearsText(arrangement())).toBe("First documented 2009; end 2010");
    expect(yearsText(arrangement({ end: 2009 }))).toBe("First documented 2009; ended the same year");
    expect(yearsText(arrangement({ end: null, lastDocumented: 2014 }))).toBe(
      "First documented 2009; end unknown, last documented 2014",
    );
    expect(yearsText(arrangement({ start: null }))).toBe("Start unknown; end 2010");
    expect(yearsText(arrangement({ start: null, end: null }))).toBe("Start and end unknown");
    expect(yearsText(arrangement({ startBasis: "announced", end: null, lastDocumented: null }))).toBe(
      "Announced 2009; end unknown",
    );
  });

  it("the status line counts what is shown, what counts and what has no year", () => {
    expect(
      statusLine([arrangement(), arrangement({ start: null, kind: "regional_network" })], 62, rule),
    ).toBe("2 of 62 arrangements shown; 1 counts as twinned under “Twinning”; for 1 no first year is known.");
    expect(statusLine([], 62, rule)).toBe("No arrangement of 62 fits these filters.");
  });

  it("titles of the timeline follow the data", () => {
    expect(timelineTitle([])).toBe("No arrangement to draw");
    expect(timelineTitle([arrangement({ start: null })])).toBe(
      "The one arrangement shown has no known first year",
    );
    expect(timelineTitle([arrangement(), arrangement({ start: 2012, end: null })])).toBe(
      "2 arrangements have a known first year, the earliest 2009; for 1 no end is known",
    );
  });

  it("titles of the network name the leaders, or how many share the lead", () => {
    const nodes = (...n: number[]) => n.map((k, i) => ({ name: `C${i}`, n: k }));
    expect(networkTitle(nodes(3, 2), 1, 4)).toBe(
      "2 countries in 4 arrangements, one counting as twinned; C0 takes part in the most (3)",
    );
    expect(networkTitle(nodes(1, 1), 0, 1)).toBe(
      "2 countries in 1 arrangement, none of them counting as twinned; none takes part in more than one",
    );
    expect(networkTitle(nodes(2, 2, 2, 2), 2, 2)).toContain("four countries take part in two each");
    expect(networkTitle([], 0, 0)).toBe("No members to draw");
  });

  it("the 2012 page's statements are counted by how they stand", () => {
    const claim = (agrees: string, question: string, source = "page") =>
      ({ agrees, question, source: { id: source } }) as never;
    const own = [claim("partly", "A"), claim("no", "B"), claim("yes", "C")];
    const others = [claim("yes", "A", "other"), claim("yes", "B", "other")];
    expect(foundingSentence(own, [...own, ...others])).toBe(
      "Of its three statements on record, one agrees in part, one contradicts the other sources, one has no other source found.",
    );
    expect(foundingSentence([], [])).toBe("None of its statements is on record.");
  });
});

describe("view", () => {
  const data = {
    definitions: [rule, { ...rule, id: "receiving" }],
    codes: {
      kind: { twinning: "", cross_learning: "" },
      phase: { both: "" },
      status: { completed: "" },
      direction: { mutual: "" },
      evidence: { high: "", low: "" },
      role: {},
    },
    countries: [
      { iso3: "IRL", name: "Ireland", otherNames: [] },
      { iso3: "LBR", name: "Liberia", otherNames: [] },
      { iso3: "TLS", name: "Timor-Leste", otherNames: ["East Timor"] },
      { iso3: "CIV", name: "Côte d'Ivoire", otherNames: ["Ivory Coast"] },
    ],
    arrangements: [
      arrangement(),
      arrangement({
        id: "P04",
        name: "Second",
        evidence: "low",
        phase: null,
        members: [{ iso3: "TLS", role: "peer", joined: null }],
        note: "A note on costing",
      }),
      arrangement({ id: "P05", name: "Third", members: [{ iso3: "CIV", role: "supported", joined: null }] }),
    ],
  } as unknown as TwinningData;
  const view = (search: string) => readView(schemaOf(data), search);
  const ids = (search: string) => filtered(data, view(search)).map((a) => a.id);

  it("finds by any order of words, dashes, other names, accents or none, notes and identifiers", () => {
    expect(ids("?q=Liberia–Ireland")).toEqual(["P01"]);
    expect(ids("?q=ireland liberia")).toEqual(["P01"]);
    expect(ids("?q=East Timor")).toEqual(["P04"]);
    expect(ids("?q=cote")).toEqual(["P05"]);
    expect(ids("?q=CÔTE")).toEqual(["P05"]);
    expect(ids("?q=costing")).toEqual(["P04"]);
    expect(ids("?q=p05")).toEqual(["P05"]);
    expect(ids("?q=nowhere")).toEqual([]);
  });

  it("combines filters; an unknown phase can be asked for", () => {
    expect(ids("?evidence=low")).toEqual(["P04"]);
    expect(ids("?evidence=low.high")).toHaveLength(3);
    expect(ids("?phase=unknown")).toEqual(["P04"]);
    expect(ids("?country=TLS&evidence=high")).toEqual([]);
    expect(ids("")).toHaveLength(3);
  });

  it("ignores what it does not know and writes only what differs", () => {
    expect(view("?country=XXX&kind=nonsense&definition=receiving")).toMatchObject({
      country: "",
      kind: [],
      definition: "receiving",
    });
    expect(isFiltered(view("?definition=receiving"))).toBe(false);
    expect(isFiltered(view("?status=completed"))).toBe(true);
    const schema = schemaOf(data);
    expect(writeView(schema, { ...view(""), kind: ["twinning"], q: "Timor" }, "")).toBe(
      "?q=Timor&kind=twinning",
    );
  });
});

describe("claims", () => {
  it("are grouped by question in order, agreeing apart from all others", () => {
    const claim = (id: string, question: string, agrees: string) => ({ id, question, agrees }) as never;
    const groups = questionsOf([
      claim("1", "A", "yes"),
      claim("2", "B", "no_consensus"),
      claim("3", "A", "partly"),
    ]);
    expect(groups.map((g) => [g.question, g.agreeing.length, g.differing.length])).toEqual([
      ["A", 1, 1],
      ["B", 0, 1],
    ]);
    const from = (source: string, question: string) => ({ question, source: { id: source } }) as never;
    expect(hasOtherSource(from("a", "A"), [from("a", "A"), from("b", "B")])).toBe(false);
    expect(hasOtherSource(from("a", "A"), [from("a", "A"), from("b", "A")])).toBe(true);
    expect(verdictWords("no", true)).toBe("the only source found");
    expect(verdictWords("no")).toBe("contradicts the other sources");
    expect(shortId("twinning:S001")).toBe("S001");
    expect(shortId("funding:S43")).toBe("funding:S43");
  });
});
