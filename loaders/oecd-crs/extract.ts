import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { openZip } from "../../src/archive/zip.ts";
import { ArchiveError, DriftError } from "../../src/errors/source-errors.ts";
import type { Quarantined } from "../../src/model/contract.ts";
import type { Answer, ExtractReport, ExtractWork } from "../../src/model/live-source.ts";
import { quoteText } from "../../src/model/sql.ts";
import { badLines, baseYearNote, countCopies, writeFlows } from "./aggregate.ts";
import { nameAreas } from "./areas.ts";
import { matchHeader } from "./columns.ts";
import { readShape } from "./dialect.ts";
import { stageParquet } from "./read-parquet.ts";
import { stageText } from "./read-text.ts";
import { releaseOf } from "./requests.ts";
import { checkUtf8, type TextFacts, writeUtf8 } from "./text-bytes.ts";

/** A member is at most this large: all years as text are 8 GB. */
const MAX_UNPACKED = 20_000_000_000;
const LISTED = 1000;

interface Staging {
  work: ExtractWork;
  staged: { path: string; file: string }[];
  refused: Quarantined[];
  refusedTotal: number;
  stray: number;
  /** Numbers the lists of refused lines. */
  tries: number;
  notes: string[];
}

/**
 * Turns the files of one pull into `crs_flow`: each is staged as typed lines, then all are added up in DuckDB.
 * @throws DriftError, EncodingError, CsvStructureError, ArchiveError: nothing is written then.
 */
export async function extractCrs(work: ExtractWork): Promise<ExtractReport> {
  const { sql } = work;
  await sql.run("SET preserve_insertion_order = false");
  await sql.run("SET threads = 2");
  await sql.run("SET memory_limit = '1200MB'");
  await sql.run(`SET temp_directory = ${quoteText(join(work.scratch, "spill"))}`);
  await sql.run("CREATE TYPE crs_marker AS ENUM ('0', '1', '2')");
  const staging: Staging = { work, staged: [], refused: [], refusedTotal: 0, stray: 0, tries: 0, notes: [] };
  for (const answer of work.answers) if (answer.kind !== "xml") await stageAnswer(staging, answer);
  if (staging.staged.length === 0)
    throw new DriftError(
      "The pull has no file with activities",
      { source: "oecd-crs" },
      "Pull again; last good data stays in use",
    );
  const list = staging.staged
    .map(({ path, file }) => `SELECT *, ${quoteText(file)} AS file FROM read_parquet(${quoteText(path)})`)
    .join(" UNION ALL ");
  await sql.run(`CREATE VIEW activity AS ${list}`);
  return report(staging);
}

async function report(staging: Staging): Promise<ExtractReport> {
  const { sql, context, answers } = staging.work;
  const bad = await badLines(sql);
  const notes = [
    ...staging.notes,
    ...(await nameAreas(sql, "donor", context)),
    ...(await nameAreas(sql, "recipient", context)),
  ];
  const rows = await writeFlows(sql, staging.work.output("crs_flow"));
  const copies = await countCopies(sql);
  if (copies > 0) notes.push(`${copies} lines repeat another in every column that is read; they are kept`);
  notes.push(await baseYearNote(sql));
  return {
    ...(await releaseOf(answers)),
    records: bad.lines + staging.refusedTotal + staging.stray,
    rows: { crs_flow: rows },
    quarantined: [...staging.refused, ...bad.listed].slice(0, LISTED),
    quarantinedTotal: staging.refusedTotal + bad.total,
    leftOut: staging.stray > 0 ? { "stray last line": staging.stray } : {},
    notes,
  };
}

async function stageAnswer(staging: Staging, answer: Answer): Promise<void> {
  if (answer.kind === "parquet") return parquet(staging, answer.path, answer.name);
  if (answer.kind === "csv") return plainText(staging, answer.path, answer.name);
  const zip = await openZip(answer.path, { maxMembers: 50, maxBytes: MAX_UNPACKED });
  try {
    const members = zip.members.filter((m) => /\.(txt|csv|parquet)$/i.test(m.name));
    if (members.length === 0)
      throw new ArchiveError(
        "The archive holds no .txt, .csv or .parquet file",
        { source: "oecd-crs", file: answer.name },
        "Look at the archive; last good data stays in use",
      );
    for (const member of members) {
      const file = `${answer.name}/${member.name}`;
      if (/\.parquet$/i.test(member.name)) {
        const path = join(staging.work.scratch, `member-${staging.staged.length}.parquet`);
        await save(zip.open(member.name), path);
        await parquet(staging, path, file);
        await rm(path);
      } else await rewritten(staging, () => zip.open(member.name), file);
    }
  } finally {
    await zip.close();
  }
}

/** Text that is UTF-8 is read where it lies; its bytes are proved while DuckDB reads, and both must be good. */
async function plainText(staging: Staging, path: string, file: string): Promise<void> {
  const [facts, read] = await Promise.allSettled([checkUtf8(path, file), stageLines(staging, path, file)]);
  if (facts.status === "rejected") throw facts.reason;
  if (facts.value === null) return rewritten(staging, () => createReadStream(path), file);
  if (read.status === "rejected") throw read.reason;
  keep(staging, file, facts.value, read.value);
}

async function save(bytes: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  await pipeline(bytes, createWriteStream(path));
}

async function rewritten(
  staging: Staging,
  open: () => AsyncIterable<Uint8Array>,
  file: string,
): Promise<void> {
  const path = join(staging.work.scratch, `text-${staging.staged.length}.txt`);
  const facts = await writeUtf8(open, path, file);
  await text(staging, path, file, facts);
  await rm(path);
}

const stagePath = (staging: Staging) => join(staging.work.scratch, `stage-${staging.staged.length}.parquet`);

async function parquet(staging: Staging, path: string, file: string): Promise<void> {
  const to = stagePath(staging);
  const { sql, context } = staging.work;
  const { unknown } = await stageParquet(sql, { path, file, to, today: context.today });
  staging.staged.push({ path: to, file });
  note(staging, file, "Parquet", unknown);
}

async function text(staging: Staging, path: string, file: string, facts: TextFacts): Promise<void> {
  keep(staging, file, facts, await stageLines(staging, path, file));
}

async function stageLines(staging: Staging, path: string, file: string) {
  const shape = await readShape(path, file);
  const { unknown } = matchHeader(shape.header, file);
  const to = stagePath(staging);
  const number = staging.tries++;
  const { sql, context } = staging.work;
  const read = await stageText(sql, { path, file, shape, to, number, today: context.today });
  return { ...read, shape, unknown, to };
}

type Lines = Awaited<ReturnType<typeof stageLines>>;

function keep(staging: Staging, file: string, facts: TextFacts, lines: Lines): void {
  const { shape } = lines;
  staging.staged.push({ path: lines.to, file });
  staging.refused.push(...lines.refused);
  staging.refusedTotal += lines.refusedTotal;
  staging.stray += lines.strayLastLine ? 1 : 0;
  const header = `${shape.header.length} columns, ${shape.quotedHeader ? "quoted" : "plain"} header`;
  note(staging, file, `text, ${facts.encoding}, delimiter ${shape.delimiter}, ${header}`, lines.unknown);
  if (facts.doublyEncoded > 0)
    staging.notes.push(
      `${file}: ${facts.doublyEncoded} doubly encoded letters; they do not touch any figure`,
    );
}

function note(staging: Staging, file: string, dialect: string, unknown: string[]): void {
  staging.notes.push(`${file}: ${dialect}`);
  if (unknown.length > 0) staging.notes.push(`${file}: columns not known so far: ${unknown.join(", ")}`);
}
