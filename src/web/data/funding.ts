import type {
  AidFigure,
  FundingPlan,
  LocalBudget,
  MoneyFigure,
  PublishedShare,
  Support,
  TwinnedPair,
} from "../../funding/types.ts";
import type { AsOf, Definition } from "./common.ts";

export interface FundingData {
  asOf: AsOf;
  definitions: Definition[];
  /** Year of constant US dollars. */
  baseYear: number;
  plans: FundingPlan[];
  money: MoneyFigure[];
  local: LocalBudget[];
  published: PublishedShare[];
  supports: Support[];
  pairs: TwinnedPair[];
  aid: AidFigure[];
  /** Names of countries and groups by code. */
  names: Record<string, string>;
  /** Titles of sources by id. */
  sources: Record<string, string>;
}
