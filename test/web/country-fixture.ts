import type { Arrangement, CountryData, PlanRecord } from "../../src/web/data/country.ts";

const coded = (code: string, meaning = code) => ({ code, meaning });

/** A plan of which everything is known, but for what the test changes. */
export function plan(sequence: number, change: Partial<PlanRecord> = {}): PlanRecord {
  return {
    id: `XXX-${sequence}`,
    sequence,
    title: null,
    adopted: 2009,
    adoptedDate: null,
    start: 2009,
    end: 2013,
    lead: null,
    leadType: coded("gender", "women’s ministry"),
    budget: coded("yes", "a source says so"),
    budgetAmount: null,
    budgetNote: null,
    monitoring: coded("yes"),
    civilSociety: coded("consulted", "was consulted"),
    status: coded("superseded", "a later plan exists"),
    confidence: coded("high"),
    note: null,
    sources: [],
    orientation: [],
    budgetStatus: [],
    gap: { usd: null, committedUsd: null, otherYears: null, words: "No cost found", sources: [] },
    ...change,
  };
}

export function arrangement(change: Partial<Arrangement> = {}): Arrangement {
  return {
    id: "P01",
    name: "A and B",
    kind: coded("twinning"),
    role: coded("peer"),
    phase: null,
    evidence: coded("high"),
    status: coded("completed"),
    announced: null,
    start: 2010,
    startBasis: "start",
    end: 2012,
    lastDocumented: 2012,
    joined: null,
    left: null,
    counts: "dated",
    sources: [],
    ...change,
  };
}

/** A country about which nothing is known, but for what the test changes. */
export function country(change: Partial<CountryData> = {}): CountryData {
  return {
    asOf: { "register/plans/plans": "2026-01-01" },
    definition: { id: "twinning", label: "Twinning", statement: "The rule." },
    iso3: "XXX",
    name: "Example",
    otherNames: [],
    region: "Africa",
    subregion: "Western Africa",
    unMember: true,
    note: null,
    latest: "none",
    twinning: { status: "not_twinned", since: null, roles: [] },
    plans: [],
    namedElsewhere: [],
    arrangements: [],
    networks: [],
    fewest: 5,
    peers: 0,
    parliament: [],
    wps: [],
    gii: [],
    income: [],
    aidList: [],
    aidListYear: 2025,
    gdp: [],
    deaths: [],
    fragilityYear: 2025,
    fragility: null,
    money: [],
    given: [],
    received: [],
    sources: [],
    ...change,
  };
}
