import {
  amount,
  code,
  dateSpan,
  fileOnly,
  integer,
  iso3,
  iso3List,
  note,
  optional,
  partialDate,
  pattern,
  ref,
  softRef,
  sources,
  text,
  year,
} from "../column.ts";
import type { Contract } from "../contract.ts";

const partnershipRef = () => ref("partnership", "partnership_id", "Arrangement");

export const partnership: Contract = {
  table: "partnership",
  title: "Twinning, cross-learning and support arrangements",
  rowIs: "one arrangement between countries on WPS national action plans",
  file: "register/twinning/partnerships.csv",
  collection: "twinning",
  columns: {
    partnership_id: pattern("Identifier", /^P\d{2,3}$/, "P and a number, for example P01"),
    name: text("Name"),
    kind: code("Kind, coded strictly", {
      twinning: "a source describes countries twinning on plans",
      cross_learning: "a source describes countries learning together on plans",
      donor_support_to_nap: "money or a project for a plan, even where the same pair twins",
      peer_exchange_network: "a single workshop or visit, or a network of peers",
      regional_network: "a standing body of a region",
    }),
    phase: optional(
      code("Part of the plan's life that it serves", {
        development: "making the plan",
        implementation: "carrying it out",
        both: "both",
      }),
    ),
    announced_year: optional(year("Year in which it was announced")),
    start_year: optional(year("Stated start, or the first documented year where the note says so")),
    start_date: optional(partialDate("Start as far as known")),
    end_year: optional(year("Stated, planned or last documented end, as the note says")),
    end_date: optional(partialDate("End as far as known")),
    status: code("Last documented status; single events are completed", {
      announced: "announced only",
      active: "active",
      completed: "completed",
      lapsed: "lapsed",
      unknown: "not known",
    }),
    direction: code("Direction of documented flows", {
      mutual: "both ways",
      one_way: "one way",
      unknown: "not known",
    }),
    evidence_strength: code("How well its existence is documented, not whether it worked", {
      high: "an official or partner source states it with dates",
      medium: "one source or thin detail",
      low: "a passing mention",
    }),
    source_ids: sources(),
    note: note(),
  },
  key: ["partnership_id"],
};

export const partnershipMember: Contract = {
  table: "partnership_member",
  title: "Members of arrangements",
  rowIs: "one country's part in one arrangement",
  file: "register/twinning/members.csv",
  collection: "twinning",
  columns: {
    partnership_id: partnershipRef(),
    iso3: iso3("Country"),
    country: fileOnly("Country name, for readers of the file"),
    role: code("Role of the country", {
      supporting: "gives support",
      supported: "receives support",
      peer: "learns and shares on equal terms",
      facilitator: "hosts, chairs or lends the venue; not known to be a learner",
    }),
    income_hint: optional(
      code("Coarse coding by the compiler, not by year; use the yearly income groups for analysis", {
        high_income: "high income",
        not_high_income: "not high income",
      }),
    ),
    joined_year: optional(year("Year in which the country joined")),
    left_year: optional(year("Year in which it left, or the arrangement ended")),
    source_ids: sources(),
    note: note(),
  },
  key: ["partnership_id", "iso3"],
};

export const partnershipActivity: Contract = {
  table: "partnership_activity",
  title: "Activities of arrangements",
  rowIs: "one event, agreement, payment, tool or linked adoption",
  file: "register/twinning/activities.csv",
  collection: "twinning",
  columns: {
    activity_id: text("Arrangement and running number"),
    partnership_id: partnershipRef(),
    date_or_year: optional(dateSpan("Date as far as known, or first and last day joined by /")),
    type: pattern("Kind of activity", /^[a-z_]+$/, "small letters and underscores"),
    host_iso3: optional(iso3("Country that hosted")),
    funder_iso3: optional(iso3List("Countries that paid, joined by ;")),
    theme: code("Theme that the source names", {
      participation: "participation",
      protection: "protection",
      gender_mainstreaming: "gender mainstreaming",
      gender_training_police_military: "gender training of police and military",
      monitoring_evaluation: "monitoring and evaluation",
      other: "the source names no theme, or another",
    }),
    description: text("What happened, in our words"),
    amount: optional(
      amount("Amount as stated; not converted, not deflated, may cover more than the plan", "currency"),
    ),
    currency: optional(ref("currency", "currency_code", "ISO 4217 code of amount")),
    source_ids: sources(),
  },
  derived: {
    year: {
      ...optional(year("Year of the activity")),
      from: (r) => (typeof r.date_or_year === "string" ? Number(r.date_or_year.slice(0, 4)) : null),
    },
  },
  key: ["activity_id"],
};

export const claim: Contract = {
  table: "claim",
  title: "Claims of sources",
  rowIs: "what one source says of one fact, agreeing with the others or not",
  file: "register/twinning/claims.csv",
  collection: "twinning",
  columns: {
    claim_id: text("Identifier"),
    partnership_id: optional(partnershipRef()),
    claim: text("The question of fact"),
    value: text("What this source says"),
    source_id: sources(),
    agrees_with_consensus: code("Measured against the other sources found, not against truth", {
      yes: "agrees with the other sources",
      no: "contradicts them",
      partly: "agrees in part",
      no_consensus: "the other sources do not agree among themselves",
    }),
    note: note(),
  },
  key: ["claim_id"],
};

export const networkStatement: Contract = {
  table: "network_statement",
  title: "Networks",
  rowIs: "what is said of one learning network at one time (a network has a row for each dated size)",
  file: "register/twinning/networks.csv",
  collection: "twinning",
  columns: {
    statement_id: text("Running number"),
    network: text("Name of the network"),
    type: text("Kind of network"),
    founded_year: optional(year("Year of founding")),
    founded_date: optional(partialDate("Date of founding as far as known")),
    secretariat: optional(text("Secretariat")),
    member_count: optional(text("Size as the source words it")),
    as_of: optional(partialDate("Point in time of the size")),
    source_ids: sources(),
    note: note(),
  },
  key: ["statement_id"],
};

export const networkMembership: Contract = {
  table: "network_membership",
  title: "Members of networks",
  rowIs: "a country in a network that it may learn from",
  file: "register/twinning/network-members.csv",
  collection: "twinning",
  columns: {
    network: softRef("network_statement", "network", "Name of the network"),
    iso3: iso3("Country"),
    country: fileOnly("Country name, for readers of the file"),
    joined_year: optional(year("Set for founders, launches and dated events only")),
    role: text("Role as the source words it"),
    source_ids: sources(),
  },
  key: ["network", "iso3"],
};

export const planOrientation: Contract = {
  table: "plan_orientation",
  title: "Orientation of plans",
  rowIs: "one reading of one plan as inward, outward or both; conflicting readings are kept",
  file: "register/twinning/orientation.csv",
  collection: "twinning",
  derived: {
    plan_id: {
      ...ref("plan", "plan_id", "Plan that was read"),
      from: (r) => `${r.iso3}-${r.nap_sequence}`,
    },
  },
  columns: {
    iso3: iso3("Country"),
    nap_sequence: integer("Generation of the plan", 1, 20),
    orientation: code("Where the plan looks", {
      outward: "foreign policy",
      inward: "the country itself",
      both: "both",
    }),
    source_id: sources(),
  },
  key: ["plan_id", "orientation", "source_ids"],
};
