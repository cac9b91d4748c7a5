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
}

/** How the effect is estimated, in the order in which a judgement is formed. */
export const METHOD_TEXTS: readonly MethodText[] = [
  {
    id: "twinned",
    title: "Twinned: definition, role, date",
    what: "A definition says which kinds of arrangement count, with how good a record. The role says whether supported countries, supporting ones or equal partners count. The date rule says from which year: announced, first documented, or first dated activity.",
    misleads:
      "A country whose twinning has no known year can stand on neither side. A partner that a narrower role leaves out is twinned all the same and would spoil the comparison.",
    here: "Both are left out and counted by name. The years before the date count as before, also where talks had begun earlier.",
    papers: [],
  },
  {
    id: "compared",
    title: "Compared with whom",
    what: "What twinned countries would have done without twinning is not known. Other countries stand in for it: all with a plan, those twinned later, those of the same regions or income groups, or those that had moved most like them before.",
    misleads:
      "Countries that twin chose each other. If the others were on another path already, the difference is not the effect.",
    here: "The comparison is a choice that readers can change; the paths before twinning and the balance of both groups are shown beside every estimate.",
    papers: [PAPERS.stuart],
  },
  {
    id: "estimators",
    title: "Estimators",
    what: "All of them take the change in twinned countries less the change in the compared ones (difference in differences), so that levels and common shocks fall out. Imputation predicts each twinned country from its own years before and the years of the others. Callaway–Sant’Anna compares each group with the year before its twinning. Two-way fixed effects is the older regression.",
    misleads:
      "Two-way fixed effects also uses countries already twinned as a comparison: if the effect grows, it can even come out with the wrong sign. The others need few countries twinned at a time to be alike.",
    here: "Imputation was chosen beforehand, because it uses all years before and keeps countries with missing years; the others stand beside it. Covariates are taken out of outcome and treatment first.",
    papers: [PAPERS.borusyak, PAPERS.callaway, PAPERS.sun, PAPERS.rosenbaum],
  },
  {
    id: "inference",
    title: "Uncertainty with few twinned countries",
    what: "The usual standard errors lean on many twinned countries. With a handful, two tests are honest: giving the years of twinning to other countries (chance assignment), and taking how much never-twinned countries move by themselves as the measure of chance (Conley and Taber).",
    misleads:
      "Chance assignment asks what would happen if twinning had been drawn by lot; it was not. Conley–Taber needs never-twinned countries whose swings are like those of the twinned, which Ferman and Pinto relax for countries of different size.",
    here: "Both intervals are shown, and standard errors of groups of one country are withheld. P-values of the outcomes of the plan are corrected together (Holm).",
    papers: [PAPERS.mackinnon, PAPERS.conley, PAPERS.ferman, PAPERS.bertrand],
  },
  {
    id: "detectable",
    title: "What could have been found",
    what: "The smallest effect that the test would have found in four of five cases, given how much chance alone moves the estimate. It is drawn before the estimate, as a band.",
    misleads:
      "“Not significant” is read as “no effect”. If the band is wider than any effect that would matter, it says neither.",
    here: "The verdict is “no sign” only where an effect that matters could have been found, and “cannot tell” otherwise. What matters was written down beforehand.",
    papers: [PAPERS.bloom],
  },
  {
    id: "event-study",
    title: "Event study",
    what: "The difference year by year before and since twinning. Before it, there should be none. The inner band holds for one year at a time, the outer one for all years together.",
    misleads:
      "Far from twinning only some groups of countries are left, so the line mixes different countries. A test of the years before that finds nothing, with few countries, shows little.",
    here: "The number of countries stands under each year, both bands are drawn, and the test before twinning is done by chance assignment too.",
    papers: [PAPERS.callaway, PAPERS.roth],
  },
  {
    id: "group-time",
    title: "Group by time",
    what: "The effect for each group of countries twinned in the same year, in each year: the bricks of which the Callaway–Sant’Anna estimate is built.",
    misleads:
      "A group of one country has an estimate, but its usual standard error is far too small: it contains no chance of its own.",
    here: "Such standard errors are withheld, and the cells are marked.",
    papers: [PAPERS.callaway],
  },
  {
    id: "bacon",
    title: "Goodman-Bacon decomposition",
    what: "Two-way fixed effects is a weighted mean of many simple comparisons of two groups. The decomposition shows each with its weight.",
    misleads:
      "Comparisons of later with earlier twinned countries take the effect on the earlier ones for a trend: their weight is the share of the estimate that can mislead.",
    here: "It is defined only where every country is known in every year; countries with gaps are left out for it and counted.",
    papers: [PAPERS.bacon],
  },
  {
    id: "permutation",
    title: "Chance assignment",
    what: "The years of twinning are given to other countries thousands of times, and the estimate is made anew each time. The p-value is the share at least as far from zero as the real one. Every constant effect that the test does not reject makes up the interval.",
    misleads:
      "With three twinned countries and few others there are few different assignments, so that p cannot get very small.",
    here: "All assignments are tried where that is possible, else 9,999 drawn with a fixed seed, so that everyone finds the same numbers.",
    papers: [PAPERS.mackinnon, PAPERS.rosenbaum],
  },
  {
    id: "leave-one-out",
    title: "Leave one out",
    what: "The estimate without each twinned country in turn.",
    misleads: "With few countries one of them can make the whole finding.",
    here: "All are shown; a finding that turns with one country is said to do so.",
    papers: [],
  },
  {
    id: "balance",
    title: "Balance",
    what: "How far twinned and compared countries were apart before the first twinning, in level and in trend, in units of their spread.",
    misleads:
      "Differences below 0.1 are usually called small and above 0.25 large; with eight twinned countries even chance gives larger ones.",
    here: "It is shown as it is, for every comparison, and matching can be chosen to make it better.",
    papers: [PAPERS.austin, PAPERS.stuart],
  },
  {
    id: "synthetic",
    title: "Synthetic controls",
    what: "A mixture of other countries is chosen so that it moved like the twinned ones before. Synthetic difference in differences also weighs the years.",
    misleads: "With a short past many mixtures fit, and a good fit can be luck.",
    here: "The countries in the mixture and their weights are named, and the fit before is shown.",
    papers: [PAPERS.abadie, PAPERS.arkhangelsky],
  },
  {
    id: "sensitivity",
    title: "If trends were not parallel",
    what: "The interval is widened for trends that differ after twinning by at most so many times what they differed before, or that bend by at most so much. The breakdown value is where the finding is lost.",
    misleads:
      "It starts from the event study and its standard errors, which are themselves weak with few countries.",
    here: "It is shown for effects already found and not used to find any.",
    papers: [PAPERS.rambachan],
  },
  {
    id: "power",
    title: "Power",
    what: "How often an effect of a given size would be found: it is planted into the series of countries that were never twinned, thousands of times.",
    misleads: "It takes for granted that twinned countries swing like the others.",
    here: "It also answers what it would take to tell: how many more twinned countries, or how many more years; and says so where neither is enough.",
    papers: [PAPERS.bloom],
  },
  {
    id: "specification-curve",
    title: "Every choice at once",
    what: "All sensible choices of definition, comparison, estimator, years and so on, each with its estimate and p-value, sorted.",
    misleads:
      "The choices share data and are no independent tests: a share that rejects is not evidence by counting. Someone who looks long enough finds one that suits.",
    here: "The choice made beforehand is marked, senseless combinations are left out and counted, and what drives the estimates is shown.",
    papers: [PAPERS.simonsohn],
  },
  {
    id: "survival",
    title: "Renewal of plans over time",
    what: "How long until a plan is followed by the next, with plans that still wait counted as waiting. A country counts as twinned only from the year it is. The Cox model gives the ratio of the rates of renewal.",
    misleads: "Several plans of one country are not independent, and few renewals fall into twinned years.",
    here: "Intervals are clustered by country, p comes from giving the years of twinning to other countries, and generations of plans have their own baseline.",
    papers: [PAPERS.cox, PAPERS.simonMakuch],
  },
  {
    id: "immortal-time",
    title: "Immortal time",
    what: "A plan that is renewed early cannot become twinned later. Whoever counts “ever twinned” plans as twinned from the start gives them years in which they could not fail.",
    misleads: "That makes twinning look as if it delayed or helped, whatever it does.",
    here: "Such an analysis is refused unless asked for by name, and shown only beside the right one, as a warning.",
    papers: [PAPERS.suissa],
  },
  {
    id: "partnership-duration",
    title: "How long partnerships last",
    what: "For an arrangement that ended, its length is known; one that goes on has lasted at least so long; for one whose end nobody states, the end lies somewhere between its last trace and today (interval censoring).",
    misleads:
      "Taking the last trace for the end makes partnerships look short; taking silence for life makes them look long.",
    here: "Both extremes are drawn, and between them the estimate that assumes neither (Turnbull).",
    papers: [PAPERS.turnbull],
  },
  {
    id: "own-data",
    title: "Your own data",
    what: "A file of your own, read in your browser, can stand beside the outcomes or the definitions of this site.",
    misleads:
      "Countries that a list of partnerships does not mention count as not twinned: that is right only where the list is complete.",
    here: "Every cell that cannot be read is listed with row and column; nothing is guessed, and nothing leaves the browser.",
    papers: [],
  },
];
