import { DefinitionCheck, OutcomeCheck } from "./check.ts";
import { CountryNames } from "./country-names.ts";
import { Profiler } from "./profile.ts";
import type { ParseReply, ParseRequest } from "./protocol.ts";
import { readCsv } from "./read-csv.ts";
import { Refusal } from "./refusal.ts";

/** Reads a file for one request; what is wrong with the file comes back as a reply. */
export async function parseTask(
  request: ParseRequest,
  progress: (done: number) => void = () => {},
): Promise<ParseReply> {
  const names = new CountryNames(request.world.countries);
  const { file } = request;
  try {
    if (request.task === "profile") {
      const profiler = new Profiler(names);
      const { rows, delimiter } = await readCsv(file, {
        header: (header) => profiler.header(header),
        row: (cells, row) => profiler.row(cells, row),
        progress,
      });
      return { kind: "profile", value: profiler.end(rows, delimiter) };
    }
    const { world, choice, columns } = request;
    const context = { names, world, choice, columns };
    const check = choice.kind === "outcome" ? new OutcomeCheck(context) : new DefinitionCheck(context);
    const { rows, sha256 } = await readCsv(file, {
      header: () => {},
      row: (cells, row) => check.row(cells, row),
      progress,
    });
    return { kind: "check", value: { rows, sha256, ...check.end() } };
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", words: error.words };
    if (error instanceof DOMException) return { kind: "refused", words: UNREADABLE };
    throw error;
  }
}

const UNREADABLE = {
  code: "unreadable",
  what: "The browser cannot read this file: it was moved or changed since it was chosen, or it is a folder",
  remedy: "Choose the file again",
};
