import { readSheet, SheetNotFoundError } from "read-excel-file/node";
import { NapError } from "../../src/errors/nap-error.ts";
import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer, LiveSeries } from "../../src/model/live-source.ts";
import { SeriesDraft } from "../_shared/live-draft.ts";
import { needAnswer, unanswered } from "../_shared/live-requests.ts";
import { safeArchive } from "../_shared/live-zip.ts";
import { type Cells, findColumns, SOURCE } from "./columns.ts";
import { EDITIONS, type Edition } from "./editions.ts";
import { IMPUTED, INPUTS, RANK, SCORE } from "./measures.ts";
import { addSheet } from "./rows.ts";

const nameOf = (edition: Edition) => `wps-index-${edition.year}.xlsx`;

/** A workbook of 200 rows unpacks to less than a tenth of this. */
const LIMITS = { maxMembers: 200, maxBytes: 60_000_000 };

async function readTable(answer: Answer, edition: Edition): Promise<readonly Cells[]> {
  const bytes = await safeArchive(answer, LIMITS);
  try {
    return await readSheet(Buffer.from(bytes), edition.sheet);
  } catch (cause) {
    if (cause instanceof NapError) throw cause;
    const what =
      cause instanceof SheetNotFoundError
        ? `The workbook has no sheet "${edition.sheet}"`
        : "The workbook cannot be read";
    throw new DriftError(
      what,
      { source: SOURCE, file: answer.name },
      "Open the workbook: its layout may have changed; add the new one to the loader",
      { cause },
    );
  }
}

/** Workbooks of the WPS Index with scores, ranks and the 13 inputs of each economy. */
export const wpsIndexWorkbook: LiveSeries = {
  kind: "series",
  id: SOURCE,
  title: "Women, Peace and Security Index, workbook",
  owner: "Georgetown Institute for Women, Peace and Security and PRIO",
  licence: "Report CC BY-NC 4.0; the workbook carries no licence of its own",
  citation: {
    title: `Women, Peace and Security Index ${EDITIONS.map((e) => e.edition).join(", ")}`,
    publisher: "Georgetown Institute for Women, Peace and Security and Peace Research Institute Oslo",
    url: "https://giwps.georgetown.edu/the-index/",
    note: "Data workbook, sheet TABLE 1",
  },
  cadence_months: 24,
  hosts: ["giwps.georgetown.edu"],
  paceMs: 2000,
  min_rows: 1500,
  maxChangedShare: 0.2,
  indicators: [SCORE.info, RANK.info, ...INPUTS.map((m) => m.info), IMPUTED],

  async next(answers) {
    return unanswered(
      EDITIONS.map((edition) => ({
        name: nameOf(edition),
        url: edition.url,
        kind: "xlsx",
        minBytes: 2000,
        maxBytes: 5_000_000,
        deadlineSeconds: 120,
      })),
      answers,
    );
  },

  async parse(answers, context) {
    const draft = new SeriesDraft(SOURCE, wpsIndexWorkbook.indicators, context);
    for (const edition of EDITIONS) {
      const answer = needAnswer(answers, nameOf(edition), SOURCE);
      const sheet = await readTable(answer, edition);
      addSheet(draft, sheet, findColumns(sheet, edition, answer.name), edition, answer.name);
    }
    return draft.finish({
      as_of: draft.newestYear(),
      as_of_basis: "first year of the newest edition; its inputs are of the latest year each producer had",
    });
  },
};
