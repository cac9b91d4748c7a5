import { readAsOf } from "../../warehouse/study.ts";
import type { BenefitsData } from "../../web/data/benefits.ts";
import type { PageData } from "./common.ts";

export const benefitsData: PageData = async (db) => {
  const data: BenefitsData = { asOf: await readAsOf(db) };
  return [["benefits.json", data]];
};
