import type { SectionId } from "./model.ts";

export interface SectionWords {
  side: "Hope" | "Fear";
  title: string;
  /** The hope or fear in one line, in our words. */
  line: string;
  limits: string[];
  /** What it would take to tell. */
  needed: string;
}

export const WORDS: Record<SectionId, SectionWords> = {
  money: {
    side: "Hope",
    title: "Less strain on money",
    line: "Partners with more money and partners with less share the cost of a plan.",
    limits: [
      "Money is documented where somebody published it. A missing amount is unknown, not zero, so this hope can hardly be refuted by these data.",
      "Amounts are commitments, pledges, costs and spending of different years and currencies, often for more than the plan: they are listed one by one and never added up.",
      "That money came after the start does not say that it came because of it; most of it flows in ordinary aid.",
    ],
    needed:
      "What each partner spent on the arrangement and on the plan, by year, before and after its start.",
  },
  networks: {
    side: "Hope",
    title: "Wider international networks",
    line: "Twinned countries join networks and reach more countries.",
    limits: [
      "Arrangements are found by reading sources; better documented countries look better connected.",
      "Lists of members are incomplete, and for most members the year of joining is not known.",
      "Two countries at one meeting count as having met. Whether they kept in touch is not known.",
    ],
    needed:
      "Full lists of members with the year of joining, above all of the Women, Peace and Security Focal Points Network.",
  },
  learning: {
    side: "Hope",
    title: "Learning on training, conduct and mainstreaming",
    line: "Partners learn about gender training of police and military, the conduct of peacekeepers and mainstreaming.",
    limits: [
      "Themes are those that a source names in a line or two; the code “other” holds both activities without a theme and those with another one, so all of them are unknown.",
      "An activity on a theme is not learning. What participants did differently afterwards is not recorded.",
    ],
    needed:
      "Agendas and reports of the activities, coded by theme, and what changed in training and conduct afterwards.",
  },
  tools: {
    side: "Hope",
    title: "Shared tools and resources",
    line: "Partners share tools, guides and reports that others can use.",
    limits: [
      "Only tools that a source calls shared, or reports that it calls joint, are counted; unpublished ones are not known.",
      "Nothing is recorded on whether a tool was used.",
    ],
    needed:
      "The texts of both partners’ plans and results frameworks, to see whether passages or indicators were taken over.",
  },
  contexts: {
    side: "Fear",
    title: "Contexts differ",
    line: "Partners’ countries differ so much that their plans develop differently.",
    limits: [
      "That partners are unlike does not say that they could not learn from each other; it says only that the ground for the fear is there.",
      "How close the texts of two plans are was not measured. The lead agency is a crude stand-in.",
      "A year without a figure on battle deaths is unknown, not peace.",
    ],
    needed: "The texts of both plans by generation, compared by topic before and after the start.",
  },
  sustain: {
    side: "Fear",
    title: "Hard to start and to sustain",
    line: "Partnerships are hard to start and hard to keep going.",
    limits: [
      "The last documented year is often only the last trace. Where nobody wrote of an end, the end is unknown.",
      "Partnerships that were tried and never announced are missing altogether, so the fear may be larger than it looks.",
      "“Completed” says that a planned end was reached, not that anything lasted.",
    ],
    needed: "A word from both partners on when the work began, when it ended and why.",
  },
  asymmetry: {
    side: "Fear",
    title: "Uneven or paternal partnership",
    line: "One partner gives, decides and pays; the other receives.",
    limits: [
      "The index describes the shape of an arrangement, not how partners treated each other. Nobody was asked.",
      "Who drafted, who decided and whose knowledge counted are not in the register.",
      "Few activities have a known host or payer. What is unknown makes the bar longer instead of being guessed.",
      "“Both ways” in one case is the giving side’s own word.",
    ],
    needed: "Interviews with both sides, and the host and payer of every activity.",
  },
  bypass: {
    side: "Fear",
    title: "Looking abroad while nothing changes at home",
    line: "Supporting countries treat Women, Peace and Security as foreign policy and do little at home.",
    limits: [
      "Where a plan looks was read from overviews and official pages of few, mostly rich countries; sources can disagree.",
      "Women in parliament depend on elections and quotas far more than on any plan, and say nothing on peace and security at home.",
      "The Gender Inequality Index used here ends in 2019, and editions of the WPS Index are not comparable, so neither is used for change.",
    ],
    needed:
      "The share of domestic actions in each plan of a supporting country, and whether they were carried out.",
  },
};
