import type { Role } from "../data/twinning.ts";

/** Short words for the codes of the register; their full meaning travels with the data. */
export const KIND_LABEL: Record<string, string> = {
  twinning: "Twinning",
  cross_learning: "Cross-learning",
  donor_support_to_nap: "Donor support to a plan",
  peer_exchange_network: "Peer exchange",
  regional_network: "Regional network",
};

export const PHASE_LABEL: Record<string, string> = {
  development: "Making the plan",
  implementation: "Carrying it out",
  both: "Making the plan and carrying it out",
  unknown: "Phase unknown",
};

export const STATUS_WORD: Record<string, string> = {
  announced: "Announced only",
  active: "Active when last documented",
  completed: "Completed",
  lapsed: "Lapsed",
  unknown: "Status unknown",
};

export const DIRECTION_LABEL: Record<string, string> = {
  mutual: "Both ways",
  one_way: "One way",
  unknown: "Direction unknown",
};

export const EVIDENCE_LABEL: Record<string, string> = {
  high: "High evidence",
  medium: "Medium evidence",
  low: "Low evidence",
};

export const ROLE_ORDER: readonly Role[] = ["supporting", "supported", "peer", "facilitator"];

const ROLE_WORDS: Record<Role, [string, string]> = {
  supporting: ["Supporting", "Supporting"],
  supported: ["Supported", "Supported"],
  peer: ["Peer", "Peers"],
  facilitator: ["Host or chair", "Hosts or chairs"],
};

/** "Peer" for one, "Peers" for more. */
export const roleWord = (role: Role, n: number) => ROLE_WORDS[role][n === 1 ? 0 : 1];

/** "implementation; WPS programme": ties of support to a plan, with the abbreviation in capitals. */
export const tieWords = (tie: string) =>
  tie.replace(/\bwps\b/gi, "WPS").replace(/^[a-z]/, (c) => c.toUpperCase());

/** A word for a code that nobody has named yet: the code itself, without its underscores. */
export const labelOf = (labels: Record<string, string>, code: string) =>
  Object.hasOwn(labels, code) ? (labels[code] as string) : code.replaceAll("_", " ");

/** Names of arrangements join countries by a spaced hyphen; typography wants an en dash. */
export const tidyName = (name: string) => name.replaceAll(" - ", " – ");
