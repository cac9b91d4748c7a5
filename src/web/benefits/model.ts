import type { Reading } from "../../evaluation/indices/tally.ts";
import type { BenefitsData } from "../data/benefits.ts";
import { type Indicator, readingOfAll } from "./indicator.ts";
import { asymmetryIndicators, type Uneven, unevenness } from "./indicators/asymmetry.ts";
import { bypassIndicators, type Supporter, supporters } from "./indicators/bypass.ts";
import { contextIndicators, incomeGaps, type PairGap } from "./indicators/contexts.ts";
import { learningIndicators } from "./indicators/learning.ts";
import { moneyIndicators } from "./indicators/money.ts";
import { networkIndicators, type Reached, reached } from "./indicators/networks.ts";
import { sustainIndicators } from "./indicators/sustain.ts";
import { toolIndicators } from "./indicators/tools.ts";
import { type Scope, scopeOf } from "./scope.ts";

export const SECTIONS = [
  "money",
  "networks",
  "learning",
  "tools",
  "contexts",
  "sustain",
  "asymmetry",
  "bypass",
] as const;
export type SectionId = (typeof SECTIONS)[number];

export interface SectionResult {
  indicators: Indicator[];
  reading: Reading;
}

/** Everything on the page under one definition of twinned. */
export interface Model {
  scope: Scope;
  sections: Record<SectionId, SectionResult>;
  reached: Reached;
  gaps: PairGap[];
  uneven: Uneven[];
  supporters: Supporter[];
}

function modelOf(data: BenefitsData, definition: string): Model {
  const scope = scopeOf(data, definition);
  const found = reached(data, scope);
  const gaps = incomeGaps(data, scope);
  const uneven = unevenness(data, scope);
  const giving = supporters(data, scope);
  const result = (indicators: Indicator[]): SectionResult => ({
    indicators,
    reading: readingOfAll(indicators),
  });
  return {
    scope,
    reached: found,
    gaps,
    uneven,
    supporters: giving,
    sections: {
      money: result(moneyIndicators(data, scope)),
      networks: result(networkIndicators(data, scope, found)),
      learning: result(learningIndicators(data, scope)),
      tools: result(toolIndicators(data, scope)),
      contexts: result(contextIndicators(data, scope, gaps)),
      sustain: result(sustainIndicators(scope)),
      asymmetry: result(asymmetryIndicators(uneven)),
      bypass: result(bypassIndicators(data, giving)),
    },
  };
}

/** Models are worked out once for each definition: many parts of the page draw from the same. */
export function models(data: BenefitsData): (definition: string) => Model {
  const known = new Map<string, Model>();
  return (definition) => {
    const had = known.get(definition) ?? modelOf(data, definition);
    known.set(definition, had);
    return had;
  };
}
