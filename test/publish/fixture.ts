import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Effects, realEffects } from "../../src/effects.ts";
import { publishData } from "../../src/publish/publish.ts";
import { openDatabase } from "../../src/warehouse/database.ts";
import { type Paths, projectPaths } from "../../src/warehouse/paths.ts";

/** Text that has broken a reader, a spreadsheet, a page or a script somewhere. */
export const HOSTILE: readonly string[] = [
  "Côte d'Ivoire",
  'say "plan", twice',
  "two\nlines",
  "two\r\nlines\r",
  "=cmd|' /C calc'!A0",
  "+1",
  "-5",
  "@SUM(A1)",
  "\t=1",
  "＝1+1",
  "\u202Eright to left\u202C \u200Fעברית العربية",
  "<script>alert(1)</script>",
  "</textarea><img src=x onerror=alert(1)>",
  "NULL",
  "NaN",
  "",
  " space before and after ",
  "#comment",
  "\uFEFFmark",
  "a,b;c\td",
  "'; DROP TABLE plan; --",
  "😀 e\u0301",
  "x".repeat(1_000_000),
];

export interface HostileRow {
  id: number;
  body: string | null;
  small: number | null;
  whole: number | null;
  big: string | null;
  share: number | null;
  yes: boolean | null;
  amount: string | null;
  precise: string | null;
}

const empty = {
  body: null,
  small: null,
  whole: null,
  big: null,
  share: null,
  yes: null,
  amount: null,
  precise: null,
};

/** Edge values of every type, in the order of the key; DECIMAL and BIGINT as text, as the warehouse gives them. */
export const ROWS: HostileRow[] = [
  { id: 0, ...empty },
  {
    id: 1,
    body: "largest",
    small: 32767,
    whole: 2147483647,
    big: "9223372036854775807",
    share: 0.1,
    yes: true,
    amount: "6030000000.10",
    precise: "12345678901234567890123456789012.123456",
  },
  {
    id: 2,
    body: "smallest",
    small: -32768,
    whole: -2147483648,
    big: "-9223372036854775808",
    share: -5e-324,
    yes: false,
    amount: "-800.90",
    precise: "-0.000001",
  },
  {
    id: 3,
    body: "zero",
    small: 0,
    whole: 0,
    big: "0",
    share: 0,
    yes: false,
    amount: "0.00",
    precise: "0.000000",
  },
  ...HOSTILE.map((body, i) => ({ id: 10 + i, ...empty, body })),
];

/** A project in a temporary folder whose warehouse holds the hostile rows and one snapshot; loaded out of order. */
export async function hostileProject(): Promise<Paths> {
  const paths = await temporaryPaths();
  await realEffects().files.makeFolder(paths.build);
  const db = await openDatabase(paths.warehouse);
  await db.run(`CREATE TABLE hostile (
    id INTEGER PRIMARY KEY, body VARCHAR, small SMALLINT, whole INTEGER, big BIGINT, share DOUBLE, yes BOOLEAN,
    amount DECIMAL(20,2), precise DECIMAL(38,6));
    COMMENT ON TABLE hostile IS 'One row is an edge value';
    COMMENT ON COLUMN hostile.amount IS 'Money [EUR]';
    CREATE TABLE snapshot (snapshot_id VARCHAR PRIMARY KEY, kind VARCHAR NOT NULL, as_of VARCHAR NOT NULL);
    INSERT INTO snapshot VALUES ('a', 'register', '2019'), ('b', 'series', '2025-03-04'), ('c', 'series', '2025'), ('d', 'reference', '2026');
    CREATE TABLE nothing_yet (id INTEGER NOT NULL, name VARCHAR);`);
  for (const row of ROWS.toReversed()) {
    await db.run(
      "INSERT INTO hostile VALUES ($1, $2, $3, $4, $5::VARCHAR::BIGINT, $6, $7, $8::VARCHAR::DECIMAL(20,2), $9::VARCHAR::DECIMAL(38,6))",
      Object.values(row),
    );
  }
  db.close();
  return paths;
}

const made: string[] = [];

/** Paths of a project in a new temporary folder. */
export async function temporaryPaths(): Promise<Paths> {
  const root = await mkdtemp(join(tmpdir(), "publish-"));
  made.push(root);
  return projectPaths(root);
}

export async function removeTemporary(): Promise<void> {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
}

export const publish = (paths: Paths, effects: Effects = realEffects()) =>
  publishData(effects, paths, { version: "1.2.3", progress: () => undefined });

/** Bytes of every file of a published folder, by name. */
export async function folderBytes(paths: Paths): Promise<Map<string, Buffer>> {
  const folder = join(paths.published, "data");
  const names = (await readdir(folder)).sort();
  return new Map(await Promise.all(names.map(async (n) => [n, await readFile(join(folder, n))] as const)));
}

/** Checksum of every file of a published folder, by name. */
export async function folderSums(paths: Paths): Promise<Record<string, string>> {
  const bytes = await folderBytes(paths);
  return Object.fromEntries(
    [...bytes].map(([name, b]) => [name, createHash("sha256").update(b).digest("hex")]),
  );
}
