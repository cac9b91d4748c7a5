import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Effects } from "../effects.ts";
import { DriftError } from "../errors/source-errors.ts";
import type { LivePaths } from "../live/paths.ts";
import { openAnswers, type PulledAnswer } from "../live/pull.ts";
import type { ExtractReport, LiveExtract, SourceContext } from "../model/live-source.ts";
import { withScratch } from "./scratch.ts";

/** The tables of one pull of a large source, as Parquet files. */
export interface Extract {
  report: ExtractReport;
  /** Table → file. */
  files: ReadonlyMap<string, string>;
}

interface ExtractFile {
  report: ExtractReport;
  files: { table: string; bytes: number; sha256: string }[];
}

/** The same bytes, day and version of the loader give the same extract. */
function extractKey(source: LiveExtract, today: string, answers: readonly PulledAnswer[]): string {
  const parts = [source.id, source.version, today, ...answers.map((a) => `${a.name}=${a.sha256}`)];
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
}

/**
 * The extract of a pull: the one made before where it is whole, else made anew from the stored bytes.
 * @throws NapError of the loader where the bytes break the source's contract; SnapshotIntegrityError.
 */
export async function extractOf(
  effects: Effects,
  paths: LivePaths,
  source: LiveExtract,
  answers: readonly PulledAnswer[],
  context: SourceContext,
): Promise<Extract> {
  const folder = join(paths.extracts, source.id, extractKey(source, context.today, answers));
  return (
    (await readExtract(effects, folder, source)) ??
    (await makeExtract(effects, paths, source, answers, context, folder))
  );
}

/** Null where there is none, or where a file of it is not the one written then: it is only a cache. */
async function readExtract(effects: Effects, folder: string, source: LiveExtract): Promise<Extract | null> {
  const path = join(folder, "report.json");
  if (!(await effects.files.exists(path))) return null;
  let stored: ExtractFile;
  try {
    stored = JSON.parse(new TextDecoder().decode(await effects.files.read(path))) as ExtractFile;
  } catch {
    return null;
  }
  const files = new Map<string, string>();
  for (const contract of source.tables) {
    const entry = stored.files.find((f) => f.table === contract.table);
    const file = join(folder, `${contract.table}.parquet`);
    if (!entry || !(await effects.files.exists(file))) return null;
    const found = await effects.files.fingerprint(file);
    if (found.sha256 !== entry.sha256 || found.bytes !== entry.bytes) return null;
    files.set(contract.table, file);
  }
  return { report: stored.report, files };
}

async function makeExtract(
  effects: Effects,
  paths: LivePaths,
  source: LiveExtract,
  answers: readonly PulledAnswer[],
  context: SourceContext,
  folder: string,
): Promise<Extract> {
  const draft = `${folder}.${effects.self.pid}.tmp`;
  const scratch = join(draft, "scratch");
  await effects.files.remove(draft);
  await effects.files.makeFolder(scratch);
  try {
    const opened = await openAnswers(effects, paths, source.id, answers);
    const report = await withScratch(scratch, (sql) =>
      source.extract({
        answers: opened,
        context,
        sql,
        scratch,
        output: (table) => join(draft, `${table}.parquet`),
      }),
    );
    const files: ExtractFile["files"] = [];
    for (const { table } of source.tables)
      files.push({ table, ...(await fileOf(effects, source, draft, table)) });
    await effects.files.remove(scratch);
    const path = join(draft, "report.json");
    await effects.files.write(path, `${JSON.stringify({ report, files } satisfies ExtractFile, null, 1)}\n`);
    await effects.files.sync(path);
    // What lies there is damaged, or it would have been read.
    await effects.files.remove(folder);
    await effects.files.rename(draft, folder);
    return { report, files: new Map(files.map((f) => [f.table, join(folder, `${f.table}.parquet`)])) };
  } finally {
    await effects.files.remove(draft);
  }
}

async function fileOf(effects: Effects, source: LiveExtract, draft: string, table: string) {
  const file = join(draft, `${table}.parquet`);
  if (!(await effects.files.exists(file))) {
    throw new DriftError(
      `The loader wrote no file for table ${table}`,
      { source: source.id },
      "Report it to the maintainers: the loader must write every table that it names",
    );
  }
  await effects.files.sync(file);
  return effects.files.fingerprint(file);
}
