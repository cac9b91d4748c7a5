import Papa from "papaparse";
import { DriftError } from "../../src/errors/source-errors.ts";
import { headText } from "../_shared/head-text.ts";
import { knownNames } from "./columns.ts";

export interface TextShape {
  delimiter: "|" | ",";
  header: string[];
  quotedHeader: boolean;
}

/** A header is shorter than this; a first line that is longer is no header. */
/** Fewer known names than this, and the first line is something else. */
const ENOUGH_KNOWN = 12;

/**
 * Reads the header of CRS text in UTF-8 and finds its delimiter: the one that makes known names of it.
 * @throws DriftError where neither does.
 */
export async function readShape(path: string, file: string): Promise<TextShape> {
  const head = await headText(path);
  const found = (["|", ","] as const).map((delimiter) => {
    const header = Papa.parse<string[]>(head, { delimiter, preview: 1 }).data[0] ?? [];
    return { delimiter, header, known: knownNames(header) };
  });
  const best = found.reduce((a, b) => (b.known > a.known ? b : a));
  if (best.known >= ENOUGH_KNOWN)
    return { delimiter: best.delimiter, header: best.header, quotedHeader: head.startsWith('"') };
  throw new DriftError(
    "The first line is not the header of a CRS file",
    { source: "oecd-crs", file, row: 1, value: head.slice(0, 80) },
    "Look at the file: it may be another one, or its columns have new names",
  );
}
