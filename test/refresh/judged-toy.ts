import { needColumns, readTable } from "../../loaders/_shared/live-csv.ts";
import { SeriesDraft } from "../../loaders/_shared/live-draft.ts";
import { needAnswer } from "../../loaders/_shared/live-requests.ts";
import { onlyMember } from "../../loaders/_shared/live-zip.ts";
import type { LiveSeries } from "../../src/model/live-source.ts";
import { readNumber } from "../../src/parse/cell.ts";
import { toySource } from "./toy-source.ts";

const LIMITS = { maxMembers: 5, maxBytes: 500_000 };

/** The toy source, its answers judged by the product's own readers: a table as it is, or in an archive. */
export function judgedToy(id: string, kind: "csv" | "zip", deadlineSeconds: () => number): LiveSeries {
  const toy = toySource(id);
  const indicator = `${id}_value`;
  return {
    ...toy,
    maxChangedShare: 0.3,
    next: async (answers, context) =>
      (await toy.next(answers, context)).map((request) => ({
        ...request,
        kind,
        url: request.url.replace(".csv", `.${kind}`),
        deadlineSeconds: deadlineSeconds(),
      })),
    parse: async (answers, context) => {
      const answer = needAnswer(answers, "all", id);
      const file = answer.name;
      const bytes = kind === "zip" ? (await onlyMember(answer, ".csv", LIMITS)).bytes : await answer.read();
      const table = readTable(bytes, id, file);
      const cell = needColumns(table, ["iso3", "year", "value"], id, file);
      const draft = new SeriesDraft(id, toy.indicators, context);
      for (const [i, cells] of table.records.entries()) {
        const raw = cell(cells, "value");
        const number = readNumber(raw);
        const value = number.ok ? number.value : raw;
        const year = Number(cell(cells, "year"));
        draft.records += 1;
        draft.add({ file, at: i + 2, record: cells, indicator, iso3: cell(cells, "iso3"), year, value });
      }
      return draft.finish({ as_of: draft.newestYear(), as_of_basis: "newest year of the rows" });
    },
  };
}
