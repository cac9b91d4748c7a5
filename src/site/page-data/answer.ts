import { readAsOf } from "../../warehouse/study.ts";
import type { AnswerData } from "../../web/data/answer.ts";
import type { PageData } from "./common.ts";

export const answerData: PageData = async (db) => {
  const data: AnswerData = { asOf: await readAsOf(db) };
  return [["answer.json", data]];
};
