import type { Contract } from "./contract.ts";
import * as funding from "./contracts/funding.ts";
import * as iati from "./contracts/iati.ts";
import * as oecd from "./contracts/oecd.ts";
import * as plans from "./contracts/plans.ts";
import * as reference from "./contracts/reference.ts";
import * as series from "./contracts/series.ts";
import * as twinning from "./contracts/twinning.ts";

/** Every stored table, parents before children. */
export const TABLES: Contract[] = [
  reference.country,
  reference.actorGroup,
  reference.currency,
  reference.source,
  reference.snapshot,
  reference.quarantine,
  reference.unresolved,
  reference.twinningDefinition,
  plans.plan,
  plans.regionalPlan,
  reference.countryGroup,
  plans.publishedAggregate,
  twinning.partnership,
  twinning.partnershipMember,
  twinning.partnershipActivity,
  twinning.claim,
  twinning.networkStatement,
  twinning.networkMembership,
  twinning.planOrientation,
  funding.planBudget,
  funding.planBudgetStatus,
  funding.localPlanBudget,
  funding.fundingFlow,
  funding.donorSupport,
  funding.contextFigure,
  series.globalCount,
  series.indicator,
  series.observation,
  oecd.crsFlow,
  oecd.crsQueryFlow,
  oecd.dacTotal,
  oecd.dacRecipientTotal,
  iati.iatiFlow,
  iati.iatiTablesFlow,
  iati.fundAllocation,
  reference.citation,
];

/** The tables that are read from a CSV file of the register or of the reference data. */
export const REGISTERS = TABLES.filter((t): t is Contract & { file: string } => t.file !== undefined);
