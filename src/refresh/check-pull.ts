import type { Effects } from "../effects.ts";
import type { LivePaths } from "../live/paths.ts";
import { openAnswers, type Pull, type PullManifest } from "../live/pull.ts";
import type {
  AsOf,
  KnownPlan,
  LiveExtract,
  LiveProposals,
  LiveSeries,
  LiveSource,
  Proposal,
  SourceContext,
} from "../model/live-source.ts";
import { quoteText } from "../model/sql.ts";
import { type Extract, extractOf } from "../warehouse/extracts.ts";
import { withScratch } from "../warehouse/scratch.ts";
import { type Kept, keptOfSeries, refuseFew, refuseUpheaval } from "./plausible.ts";
import type { Asked } from "./pull-source.ts";

/** A pull whose content was read by its contract and is plausible beside the last good one. */
export interface Checked {
  manifest: PullManifest;
  quarantined: number;
  proposals: Proposal[];
}

interface Work {
  effects: Effects;
  paths: LivePaths;
  context: SourceContext;
  previous: Pull | null;
  /** A person has looked at the change and wants it. */
  accepted: boolean;
  known: readonly KnownPlan[];
}

type Facts = AsOf & { records: number; leftOut: Record<string, number>; notes?: string[] };

const manifestOf = (
  source: LiveSource,
  asked: Asked,
  context: SourceContext,
  facts: Facts,
): PullManifest => ({
  source: source.id,
  today: context.today,
  answers: asked.answers,
  records: facts.records,
  as_of: facts.as_of,
  as_of_basis: facts.as_of_basis,
  leftOut: facts.leftOut,
  notes: facts.notes ?? [],
});

/**
 * Reads what was pulled by the source's contract, and compares it with the last good pull.
 * @throws NapError where it cannot be believed; nothing is kept then.
 */
export function checkPull(work: Work, source: LiveSource, asked: Asked): Promise<Checked> {
  if (source.kind === "series") return checkSeries(work, source, asked);
  if (source.kind === "extract") return checkExtract(work, source, asked);
  return checkProposals(work, source, asked);
}

async function checkSeries(work: Work, source: LiveSeries, asked: Asked): Promise<Checked> {
  const { effects, paths, context, previous } = work;
  const read = await source.parse(await openAnswers(effects, paths, source.id, asked.answers), context);
  refuseFew(source, read.rows.length);
  if (previous && !work.accepted) {
    const old = await openAnswers(effects, paths, source.id, previous.answers);
    const before = await source.parse(old, { ...context, today: previous.today });
    refuseUpheaval(source, keptOfSeries(before.rows, read.rows));
  }
  const manifest = manifestOf(source, asked, context, read);
  return { manifest, quarantined: read.quarantined.length, proposals: [] };
}

async function checkExtract(work: Work, source: LiveExtract, asked: Asked): Promise<Checked> {
  const { effects, paths, context, previous } = work;
  const extract = await extractOf(effects, paths, source, asked.answers, context);
  refuseFew(
    source,
    Object.values(extract.report.rows).reduce((sum, n) => sum + n, 0),
  );
  if (previous && !work.accepted) {
    const old = { ...context, today: previous.today };
    const before = await extractOf(effects, paths, source, previous.answers, old);
    refuseUpheaval(source, await keptOfExtract(source, before, extract, paths.root));
  }
  const manifest = manifestOf(source, asked, context, extract.report);
  return { manifest, quarantined: extract.report.quarantinedTotal, proposals: [] };
}

async function keptOfExtract(
  source: LiveExtract,
  before: Extract,
  after: Extract,
  scratch: string,
): Promise<Kept> {
  const total: Kept = { before: 0, lost: 0 };
  await withScratch(scratch, async (sql) => {
    for (const { table } of source.tables) {
      const [x, y] = [before, after].map((e) => `read_parquet(${quoteText(String(e.files.get(table)))})`);
      const [row] = await sql.query<{ before: string; lost: string }>(
        `SELECT (SELECT count(*) FROM ${x}) AS before,
           (SELECT count(*) FROM (SELECT * FROM ${x} EXCEPT ALL SELECT * FROM ${y})) AS lost`,
      );
      total.before += Number(row?.before);
      total.lost += Number(row?.lost);
    }
  });
  return total;
}

async function checkProposals(work: Work, source: LiveProposals, asked: Asked): Promise<Checked> {
  const { effects, paths, context, previous, known } = work;
  const answers = await openAnswers(effects, paths, source.id, asked.answers);
  const since = previous?.today ?? context.today;
  const read = await source.propose(answers, context, known, since);
  refuseFew(source, read.records);
  return { manifest: manifestOf(source, asked, context, read), quarantined: 0, proposals: read.proposals };
}
