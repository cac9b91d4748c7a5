import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import Papa from "papaparse";
import type { Golden, GoldenAdapter, GoldenData, Table } from "./adapter.ts";

/** A folder of goldens: `dev/*.json` (or any folder of cases) beside `data/`. */
export interface GoldenCase {
  golden: Golden;
  data: GoldenData;
  /** True where the case lies in the repository. */
  kept: boolean;
}

const KEPT = resolve(import.meta.dirname, "../../fixtures/goldens");
/** Cases whose data the repository may not hold are read from here when the folder exists. */
const BESIDE = resolve(import.meta.dirname, "../../../../shared/goldens");

/** Every case at hand, once: those of the repository, those beside it, and those of GOLDENS (a list of folders). */
export function goldenCases(): GoldenCase[] {
  const more = (process.env.GOLDENS ?? "").split(":").filter((folder) => folder !== "");
  const seen = new Map<string, GoldenCase>();
  for (const root of [KEPT, BESIDE, ...more]) {
    if (!existsSync(root)) continue;
    for (const file of caseFiles(root)) {
      const golden = readGolden(file);
      if (!seen.has(golden.id)) seen.set(golden.id, { golden, data: dataOf(root), kept: root === KEPT });
    }
  }
  return [...seen.values()].sort((a, b) => (a.golden.id < b.golden.id ? -1 : 1));
}

export function adapterFor(adapters: readonly GoldenAdapter[], golden: Golden): GoldenAdapter | undefined {
  return adapters.find((adapter) => adapter.methods.includes(golden.method));
}

function caseFiles(root: string): string[] {
  const folders = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== "data",
  );
  const nested = folders.flatMap((folder) => jsonIn(join(root, folder.name)));
  return [...jsonIn(root), ...nested];
}

function jsonIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name));
}

function readGolden(file: string): Golden {
  return JSON.parse(readFileSync(file, "utf8"), (_, value) =>
    value === "Infinity"
      ? Number.POSITIVE_INFINITY
      : value === "-Infinity"
        ? Number.NEGATIVE_INFINITY
        : value,
  );
}

function dataOf(root: string): GoldenData {
  return { table: (file) => readTable(join(root, file)) };
}

function readTable(path: string): Table {
  const { data } = Papa.parse<string[]>(readFileSync(path, "utf8"), { skipEmptyLines: true });
  const first = data[0] ?? [];
  // Matrices of weights or draws come without a header.
  const headed = first.some((cell) => cell !== "" && Number.isNaN(Number(cell)) && cell !== "NA");
  const names = headed ? first : first.map((_, at) => `V${at + 1}`);
  const rows = headed ? data.slice(1) : data;
  const columns: Table["columns"] = {};
  names.forEach((name, at) => {
    columns[name] = rows.map((row) => readCell(row[at] ?? ""));
  });
  return { columns, rows: rows.length };
}

function readCell(text: string): number | string | null {
  if (text === "" || text === "NA") return null;
  const number = Number(text);
  if (text === "Inf") return Number.POSITIVE_INFINITY;
  return Number.isNaN(number) ? text : number;
}
