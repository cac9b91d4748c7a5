/** A choice in plain words: what it is about, where Methods says more, and what each option means. */
export interface ControlWords {
  label: string;
  line: string;
  /** On the Methods page. */
  anchor: string;
  options: Record<string, { label: string; line: string }>;
}

type Control =
  | "definition"
  | "role"
  | "date"
  | "outcome"
  | "comparison"
  | "estimator"
  | "period"
  | "covariates"
  | "incomplete"
  | "inference"
  | "draws"
  | "seed";

export const CONTROL_WORDS: Record<Control, ControlWords> = {
  definition: {
    label: "Definition of twinned",
    line: "Which arrangements between countries count.",
    anchor: "twinned",
    options: {},
  },
  role: {
    label: "Role in the arrangement",
    line: "Whether all partners count, or only one side. The other side is then left out, not compared with.",
    anchor: "twinned",
    options: {
      any: { label: "As the definition says", line: "Every role that the definition counts." },
      supported: { label: "Supported", line: "Countries that others helped with their plan." },
      supporting: { label: "Supporting", line: "Countries that helped others." },
      peer: { label: "Peers", line: "Partners that learned from each other as equals." },
    },
  },
  date: {
    label: "Twinned from",
    line: "The year from which a country counts as twinned.",
    anchor: "twinned",
    options: {
      any: {
        label: "As the definition says",
        line: "The definition’s own rule; for most, the first documented year.",
      },
      announced: { label: "Announced", line: "From the year in which it was made public." },
      first_documented: {
        label: "First documented",
        line: "From the first year for which there is any record.",
      },
      first_activity: { label: "First activity", line: "From the first dated thing that was done together." },
    },
  },
  outcome: {
    label: "Outcome",
    line: "What should have changed if twinning helps. It describes the country, not its plan.",
    anchor: "not-concluded",
    options: {},
  },
  comparison: {
    label: "Comparison",
    line: "Countries that show what would have happened without twinning.",
    anchor: "compared",
    options: {
      with_plans: {
        label: "All with a plan",
        line: "Every country with a WPS national action plan that is not known to be twinned.",
      },
      not_yet: {
        label: "Not yet twinned",
        line: "Only countries twinned later, until their own year: alike, but very few.",
      },
      all: { label: "All countries", line: "Also countries without a plan: many, but less alike." },
      same_region: {
        label: "Same regions",
        line: "Countries with a plan in the regions of the twinned ones.",
      },
      same_income: {
        label: "Same income groups",
        line: "Countries with a plan whose income group at the start is one of the twinned ones’.",
      },
      matched: {
        label: "Matched",
        line: "For each twinned country the three with a plan in its region nearest in level and trend before.",
      },
    },
  },
  estimator: {
    label: "Estimator",
    line: "How the difference is taken. They differ where the effect grows with time or among countries.",
    anchor: "estimators",
    options: {
      imputation: {
        label: "Imputation",
        line: "Predicts each twinned country from its own past and the common years, then compares.",
      },
      cs_never: {
        label: "Callaway–Sant’Anna, never twinned",
        line: "Change since the year before twinning, against countries never twinned.",
      },
      cs_not_yet: {
        label: "Callaway–Sant’Anna, not yet twinned",
        line: "The same, against all that are not yet twinned.",
      },
      twfe: {
        label: "Two-way fixed effects",
        line: "The old standard: it also uses countries already twinned as a comparison, which can mislead.",
      },
    },
  },
  inference: {
    label: "Test",
    line: "How it is found out what chance alone could have done.",
    anchor: "inference",
    options: {
      permutation: {
        label: "Chance assignment",
        line: "Gives the years of twinning to other countries, thousands of times.",
      },
      permutation_in_region: {
        label: "Chance assignment in regions",
        line: "The same, but only to countries of the same region.",
      },
      conley_taber: {
        label: "Conley–Taber",
        line: "Judges by how much countries that were never twinned move by themselves; shown beside the other.",
      },
    },
  },
  period: {
    label: "Years",
    line: "The first and last year looked at. Years before twinning are needed to see what changed.",
    anchor: "compared",
    options: {},
  },
  covariates: {
    label: "Taken out first",
    line: "What also moves the outcome and is taken out before comparing.",
    anchor: "estimators",
    options: {},
  },
  incomplete: {
    label: "Countries with missing years",
    line: "A country may have no value in some years.",
    anchor: "compared",
    options: {
      keep: { label: "Keep what is known", line: "They count in the years that are known." },
      drop: { label: "Leave out", line: "Only countries known in every year count." },
    },
  },
  draws: {
    label: "Draws",
    line: "How often chance is tried; more draws, less noise in the p-value.",
    anchor: "permutation",
    options: {},
  },
  seed: {
    label: "Seed",
    line: "The start of the random numbers: the same seed gives the same numbers.",
    anchor: "permutation",
    options: {},
  },
};

type Part =
  | "trends"
  | "event-study"
  | "permutation"
  | "leave-one-out"
  | "estimators"
  | "group-time"
  | "balance"
  | "synthetic"
  | "bacon"
  | "sensitivity"
  | "power";

/** The sections of the workbench in reading order: the question that each figure answers. */
export const SECTION_WORDS: Record<Part, { title: string; line: string; anchor: string }> = {
  trends: {
    title: "What happened in each twinned country",
    line: "Each twinned country beside the middle of its comparison, before any statistics.",
    anchor: "compared",
  },
  "event-study": {
    title: "When would an effect show",
    line: "The difference by years before and since twinning. Before twinning there should be none.",
    anchor: "event-study",
  },
  permutation: {
    title: "Could chance alone have done this",
    line: "The estimates that come out when the years of twinning are given to other countries.",
    anchor: "permutation",
  },
  "leave-one-out": {
    title: "Does it hang on one country",
    line: "The estimate without each twinned country in turn.",
    anchor: "leave-one-out",
  },
  estimators: {
    title: "Does it hang on the estimator",
    line: "The same countries and years by every estimator.",
    anchor: "estimators",
  },
  "group-time": {
    title: "Who was affected, and when",
    line: "The difference for each group of countries twinned in the same year, year by year.",
    anchor: "group-time",
  },
  balance: {
    title: "Were the countries alike before",
    line: "How far twinned and compared countries were apart before the first twinning.",
    anchor: "balance",
  },
  synthetic: {
    title: "A comparison made to measure",
    line: "Which mixture of other countries moved most like the twinned ones before.",
    anchor: "synthetic",
  },
  bacon: {
    title: "What two-way fixed effects really compare",
    line: "The pairs of groups behind the old standard, and how much weight each has.",
    anchor: "bacon",
  },
  sensitivity: {
    title: "What if the trends were not parallel",
    line: "How far the countries’ own trends may have differed before the finding is lost.",
    anchor: "sensitivity",
  },
  power: {
    title: "What could have been found",
    line: "How often an effect of each size would have been noticed with these countries.",
    anchor: "power",
  },
};
