import { PAPERS, type Paper } from "./methods-papers.ts";

/** One method in words for readers who are no economists. */
export interface MethodText {
  /** Anchor on the page. */
  id: string;
  title: string;
  what: string;
  misleads: string;
  here: string;
  papers: readonly Paper[];
  /** Where the site shows it; null where it has no one place. */
  shown: { path: string; label: string } | null;
}

const bench = (section: string) => ({ path: `workbench#${section}`, label: "Workbench" });
const ANSWER = { path: "answer", label: "The answer" };
const CURVE = { path: "curve", label: "Every choice at once" };
const OVER_TIME = "Plans over time";

/** How the effect is estimated, in the order in which a judgement is formed. */
export const METHOD_TEXTS: readonly MethodText[] = [
  {
    id: "twinned",
    title: "Twinned: definition, role, date",
    what: "A definition says which kinds of arrangement count, with how good a record. The role says whether supported countries, supporting ones or equal partners count. The date rule says from which year: announced, first documented, or first dated activity; a partner that joined later counts from its own year.",
    misleads:
      "A country whose twinning has no known year can stand on neither side. A partner that a narrower role leaves out is twinned all the same and would spoil the comparison.",
    here: "Both are left out and named. One definition, “receiving or equal side only”, is the exception by its own wording: it counts supporting countries as not twinned. Years before the date count as before twinning, though talks may have begun earlier.",
    papers: [],
    shown: bench("headline"),
  },
  {
    id: "compared",
    title: "Compared with whom",
    what: "What twinned countries would have done without twinning is not known. Other countries stand in for it: all with a plan, those twinned later, those of the same regions or income groups, or the three of the same region that were nearest in level and trend before.",
    misleads:
      "Countries that twin chose each other. If the others were on another path already, the difference is not the effect.",
    here: "The comparison is a choice that readers can change, and so are the years and what happens to countries with gaps. A country without a known value before and after is left out and named. Paths before twinning and balance stand beside every estimate.",
    papers: [PAPERS.stuart],
    shown: bench("trends"),
  },
  {
    id: "estimators",
    title: "Estimators",
    what: "All of them take the change in twinned countries less the change in the compared ones (difference in differences), so that levels and common shocks fall out. Imputation predicts each twinned country from its own years before and the years of the others. Callaway–Sant’Anna compares each group with the year before its twinning. Two-way fixed effects is the older regression.",
    misleads:
      "Two-way fixed effects also uses countries already twinned as a comparison: if the effect grows, it can even come out with the wrong sign. The others avoid that, but need, like it, that without twinning both sides would have moved alike.",
    here: "Imputation was chosen beforehand, because it uses all years before and keeps countries with missing years; the others stand beside it. Covariates are taken out of outcome and treatment first.",
    papers: [PAPERS.borusyak, PAPERS.gardner, PAPERS.callaway, PAPERS.sun, PAPERS.rosenbaum],
    shown: bench("estimators"),
  },
  {
    id: "inference",
    title: "Uncertainty with few twinned countries",
    what: "The usual standard errors lean on many twinned countries. With a handful, two tests are honest: giving the years of twinning to other countries (chance assignment), and taking how much never-twinned countries move by themselves as the measure of chance (Conley and Taber).",
    misleads:
      "Chance assignment asks what would happen if twinning had been drawn by lot; it was not. Conley–Taber needs never-twinned countries whose swings are like those of the twinned, which Ferman and Pinto relax for countries of different size.",
    here: "Both intervals are shown, and standard errors of groups of one country are withheld. Standard errors of two-way estimates are those for few groups (CR2) where they exist. P-values of the questions of the analysis plan are corrected together (Holm).",
    papers: [
      PAPERS.mackinnon,
      PAPERS.conley,
      PAPERS.ferman,
      PAPERS.bertrand,
      PAPERS.pustejovsky,
      PAPERS.holm,
    ],
    shown: bench("headline"),
  },
  {
    id: "detectable",
    title: "What could have been found",
    what: "The smallest effect that the test would have found in four of five cases, given how much chance alone moves the estimate. It is drawn before the estimate, as a band.",
    misleads:
      "“Not significant” is read as “no effect”. If the band is wider than any effect that would matter, it says neither.",
    here: "Where the test finds nothing, the verdict is “no sign” only if an effect that matters could have been found, and “cannot tell” otherwise. Where the groups moved apart before twinning, or too few are twinned, there is no verdict. What matters was written down beforehand.",
    papers: [PAPERS.bloom],
    shown: ANSWER,
  },
  {
    id: "event-study",
    title: "Event study",
    what: "The difference year by year before and since twinning. Before it, there should be none. The inner band holds for one year at a time, the outer one for all years together.",
    misleads:
      "Far from twinning only some groups of countries are left, so the line mixes different countries. A test of the years before that finds nothing, with few countries, shows little.",
    here: "The number of countries stands under each year and both bands are drawn. Beside the joint test of the years before stands a placebo: twinning moved three years forward, tested by chance assignment.",
    papers: [PAPERS.callaway, PAPERS.roth],
    shown: bench("event-study"),
  },
  {
    id: "group-time",
    title: "Group by time",
    what: "The effect for each group of countries twinned in the same year, in each year: the bricks of which the Callaway–Sant’Anna estimate is built.",
    misleads:
      "A group of one country has an estimate, but its usual standard error is far too small: one country has no spread of its own.",
    here: "Such standard errors are withheld and the reason stands in their place. How many countries each group has is written beside it.",
    papers: [PAPERS.callaway],
    shown: bench("group-time"),
  },
  {
    id: "bacon",
    title: "Goodman-Bacon decomposition",
    what: "Two-way fixed effects is a weighted mean of many simple comparisons of two groups: twinned with never twinned, twinned earlier with later, and later with earlier. The decomposition shows each with its weight.",
    misleads:
      "Comparisons of later with earlier twinned countries take the effect on the earlier ones for what would have happened anyway: their weight is the share of the estimate that can mislead.",
    here: "It is defined only where every country is known in every year; countries with gaps are left out for it and counted.",
    papers: [PAPERS.bacon],
    shown: bench("bacon"),
  },
  {
    id: "permutation",
    title: "Chance assignment",
    what: "The years of twinning are given to other countries thousands of times, and the estimate is made anew each time. The p-value is the share at least as far from zero as the real one. Every constant effect that the test does not reject makes up the interval.",
    misleads:
      "With three twinned countries and few others there are few different assignments, so that p cannot get very small.",
    here: "All assignments are tried where that is possible, else 9,999 drawn with a fixed seed, so that everyone finds the same numbers.",
    papers: [PAPERS.mackinnon, PAPERS.rosenbaum],
    shown: bench("permutation"),
  },
  {
    id: "leave-one-out",
    title: "Leave one out",
    what: "The estimate is made again without each twinned country in turn. With few countries one of them can make the whole finding.",
    misleads:
      "It shows who matters, not who is right: the country that stands out may be the one in which twinning did most.",
    here: "All are shown, and where the sign turns without one country, the heading says so. Nobody is left out of the verdict for it.",
    papers: [],
    shown: bench("leave-one-out"),
  },
  {
    id: "balance",
    title: "Balance",
    what: "How far twinned and compared countries were apart before the first twinning, in level and in trend, in units of the spread among the twinned.",
    misleads:
      "Differences below 0.1 are usually called small and above 0.25 large; with eight twinned countries even chance gives larger ones.",
    here: "It is shown for the comparison chosen, with both means; matching can be chosen to bring the groups closer.",
    papers: [PAPERS.austin, PAPERS.stuart],
    shown: bench("balance"),
  },
  {
    id: "synthetic",
    title: "Synthetic controls",
    what: "A mixture of other countries is chosen so that it moved like the twinned ones before. Synthetic difference in differences, used here, also weighs the years and lets levels differ.",
    misleads:
      "With a short past many mixtures fit, and a good fit can be luck. Countries with gaps cannot take part.",
    here: "The countries in the mixture and their weights are named, how far it was off before is shown, and chance is judged by countries treated in name only.",
    papers: [PAPERS.abadie, PAPERS.arkhangelsky],
    shown: bench("synthetic"),
  },
  {
    id: "sensitivity",
    title: "If trends were not parallel",
    what: "The interval is widened for trends that differ after twinning by at most so many times what they did from one year to the next before, or that bend by at most so much. The breakdown value is where zero comes into the interval.",
    misleads:
      "It starts from the two-way event study and its standard errors, which are themselves weak with few countries. Quiet years before make the bounds narrow, rightly or not.",
    here: "Standard errors for few groups (CR2) are used where they exist, and the figure says which. Where the interval holds zero even with parallel trends, there is nothing to break, and that is said.",
    papers: [PAPERS.rambachan, PAPERS.pustejovsky],
    shown: bench("sensitivity"),
  },
  {
    id: "power",
    title: "Power",
    what: "How often an effect of a given size would be found: it is planted into the real series of countries that were never twinned, a thousand times, with the real years of twinning.",
    misleads:
      "It takes for granted that twinned countries swing like the others, and speaks of an effect of one size in all of them.",
    here: "The curve uses the two-way estimate with chance assignment, whatever estimator is chosen. The answer also says what it would take to tell: how many more twinned countries or years, or that neither would be enough.",
    papers: [PAPERS.bloom],
    shown: bench("power"),
  },
  {
    id: "specification-curve",
    title: "Every choice at once",
    what: "All sensible choices of definition, comparison, estimator, years and so on, each with its estimate and p-value, sorted.",
    misleads:
      "The choices share data and are no independent tests: a share that rejects is not evidence by counting. Someone who looks long enough finds one that suits.",
    here: "The choice made beforehand is marked, senseless combinations are left out and counted, and what drives the estimates is shown.",
    papers: [PAPERS.simonsohn],
    shown: CURVE,
  },
  {
    id: "survival",
    title: "Renewal of plans over time",
    what: "How long until a plan is followed by the next, with plans that still wait counted as waiting. A country counts as twinned only from the year it is. The Cox model gives the ratio of the rates of renewal, twinned to not twinned.",
    misleads:
      "Several plans of one country are not independent, and few renewals fall into twinned years. A renewal is not a success by itself, and a plan without a known end may have ended unseen.",
    here: "Intervals are clustered by country, p comes from giving the years of twinning to other countries, and generations of plans have their own baseline.",
    papers: [PAPERS.cox, PAPERS.simonMakuch],
    shown: { path: "plans-over-time#renewal", label: OVER_TIME },
  },
  {
    id: "immortal-time",
    title: "Immortal time",
    what: "A plan that is renewed early cannot become twinned later. Whoever counts “ever twinned” plans as twinned from the start gives them years in which, by construction, nothing could happen to them.",
    misleads:
      "Such plans then seem to be renewed later and to last longer, even where twinning does nothing.",
    here: "Such an analysis is refused unless asked for by name, and shown only beside the right one, as a warning.",
    papers: [PAPERS.suissa],
    shown: { path: "plans-over-time#wrong-ever-twinned", label: OVER_TIME },
  },
  {
    id: "partnership-duration",
    title: "How long partnerships last",
    what: "For an arrangement that ended, its length is known; one that goes on has lasted at least so long; for one whose end nobody states, the end lies somewhere between its last trace and today (interval censoring).",
    misleads:
      "Taking the last trace for the end makes partnerships look short; taking silence for life makes them look long.",
    here: "Both suppositions are drawn, and beside them the estimate that makes neither (Turnbull); it takes for granted that every unknown end has come by now.",
    papers: [PAPERS.turnbull],
    shown: { path: "plans-over-time#partnerships", label: OVER_TIME },
  },
  {
    id: "own-data",
    title: "Your own data",
    what: "A file of your own, read in your browser, can stand beside the outcomes or the definitions of this site.",
    misleads:
      "Countries that a list of partnerships does not mention count as not twinned: that is right only where the list is complete.",
    here: "Cells that cannot be read are counted and shown by row and column; nothing is guessed, and nothing leaves the browser. Results from your file bear its name and are no part of the verdict.",
    papers: [],
    shown: { path: "own-data", label: "Your own data" },
  },
];
