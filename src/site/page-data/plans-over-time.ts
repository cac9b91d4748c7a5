import { readAsOf } from "../../warehouse/study.ts";
import type { PlansOverTimeData } from "../../web/data/plans-over-time.ts";
import type { PageData } from "./common.ts";

export const plansOverTimeData: PageData = async (db) => {
  const data: PlansOverTimeData = { asOf: await readAsOf(db) };
  return [["plans-over-time.json", data]];
};
