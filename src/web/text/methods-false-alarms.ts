import { plural } from "../format/number.ts";

/** One line of the simulation: shares of tries that claim an effect although there is none. */
export interface FalseAlarms {
  twinned: number;
  /** Standard errors clustered by country: the usual tool. */
  usual: number;
  /** Twinning handed to random countries again and again. */
  permutation: number;
}

/**
 * Own simulation: 1,000 panels a line of 110 countries and 25 years in which twinning does nothing (errors of one
 * year carry over to the next by 0.8), tested at 5 per cent.
 */
export const FALSE_ALARMS: readonly FalseAlarms[] = [
  { twinned: 1, usual: 0.846, permutation: 0.041 },
  { twinned: 2, usual: 0.373, permutation: 0.047 },
  { twinned: 3, usual: 0.234, permutation: 0.046 },
  { twinned: 5, usual: 0.139, permutation: 0.039 },
  { twinned: 10, usual: 0.082, permutation: 0.055 },
  { twinned: 25, usual: 0.068, permutation: 0.058 },
];

/** 0.139 → "one in seven". */
export function oneIn(share: number): string {
  if (share >= 0.75) return `${Math.round(share * 100)} in 100`;
  return `one in ${NUMBERS[Math.round(1 / share)] ?? Math.round(1 / share)}`;
}

const NUMBERS: Record<number, string> = {
  1: "one",
  2: "two",
  3: "three",
  4: "four",
  5: "five",
  6: "six",
  7: "seven",
  8: "eight",
  9: "nine",
  10: "ten",
};

/** What the simulation says for a group as small as ours, in words. */
export function falseAlarmWords(twinned: number, lines: readonly FalseAlarms[] = FALSE_ALARMS): string {
  const near = lines.find((l) => l.twinned >= twinned) ?? lines.at(-1);
  const below = lines.filter((l) => l.twinned <= twinned).at(-1);
  const said = (l: FalseAlarms) =>
    `with ${plural(l.twinned, "twinned country", "twinned countries")}, ${oneIn(l.usual)} tries`;
  const parts = [below, near].flatMap((l, i, all) => (l && all.indexOf(l) === i ? [said(l)] : []));
  return `In panels where twinning does nothing, the usual standard errors still claim an effect: ${parts.join("; ")}. An honest test does so in one of twenty.`;
}
