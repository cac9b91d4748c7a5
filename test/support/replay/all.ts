import { iatiReplay } from "./iati.ts";
import { iatiTablesReplay } from "./iati-tables.ts";
import { ipuParlineReplay } from "./ipu-parline.ts";
import { oecdCrsReplay } from "./oecd-crs.ts";
import { oecdCrsQueryReplay } from "./oecd-crs-query.ts";
import { oecdDacReplay } from "./oecd-dac.ts";
import { ourWorldInDataReplay } from "./our-world-in-data.ts";
import { peacewomenPlansReplay } from "./peacewomen-plans.ts";
import type { Replay } from "./replay.ts";
import { ucdpApiReplay, ucdpReplay } from "./ucdp.ts";
import { unSdgReplay } from "./un-sdg.ts";
import { worldBankReplay } from "./world-bank.ts";
import { wphfReplay } from "./wphf.ts";
import { wpsIndexWorkbookReplay } from "./wps-index-workbook.ts";

/** Every source of the registry, replayed. */
export const ALL_REPLAYS: readonly Replay[] = [
  worldBankReplay,
  ourWorldInDataReplay,
  wpsIndexWorkbookReplay,
  unSdgReplay,
  ipuParlineReplay,
  ucdpReplay,
  ucdpApiReplay,
  oecdCrsReplay,
  oecdCrsQueryReplay,
  oecdDacReplay,
  wphfReplay,
  iatiReplay,
  iatiTablesReplay,
  peacewomenPlansReplay,
];
