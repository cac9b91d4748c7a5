import { answerData } from "./answer.ts";
import { benefitsData } from "./benefits.ts";
import { changesData } from "./changes.ts";
import type { PageData } from "./common.ts";
import { countriesData } from "./countries.ts";
import { dataPageData } from "./data.ts";
import { fundingData } from "./funding.ts";
import { methodsData } from "./methods.ts";
import { outcomesData } from "./outcomes.ts";
import { overviewData } from "./overview.ts";
import { partnershipsData } from "./partnerships.ts";
import { plansOverTimeData } from "./plans-over-time.ts";
import { sourcesData } from "./sources.ts";
import { twinningData } from "./twinning.ts";
import { workbenchData } from "./workbench.ts";

/** Data of every page, in the order in which it is written. */
export const PAGE_DATA: readonly PageData[] = [
  answerData,
  benefitsData,
  changesData,
  countriesData,
  dataPageData,
  fundingData,
  methodsData,
  outcomesData,
  overviewData,
  partnershipsData,
  plansOverTimeData,
  sourcesData,
  twinningData,
  workbenchData,
];
