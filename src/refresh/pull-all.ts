import { NapError } from "../errors/nap-error.ts";
import { type Pull, pullIn, writePull } from "../live/pull.ts";
import type { LiveSource, Proposal, SourceContext } from "../model/live-source.ts";
import { knownPlans } from "../warehouse/known-plans.ts";
import { checkPull } from "./check-pull.ts";
import { diskFullOf } from "./disk-full.ts";
import { emptyOutcome, faultOf, type SourceOutcome } from "./outcome.ts";
import { type Asked, pullSource } from "./pull-source.ts";
import type { Run } from "./run.ts";

/** Sources on different hosts wait for their answers side by side. */
const AT_ONCE = 4;

export interface Pulled {
  outcomes: SourceOutcome[];
  pulls: Map<string, Pull>;
  proposals: Proposal[];
}

/** Pulls the chosen sources, four at a time; those that fail say why in their outcome. */
export async function pullAll(run: Run): Promise<Pulled> {
  const { chosen, progress } = run.options;
  const out: Pulled = { outcomes: [], pulls: new Map(), proposals: [] };
  const queue = [...chosen];
  const done = new Map<string, SourceOutcome>();
  // Reading takes memory and both cores, so that one source at a time is read while others wait for answers.
  let reading: Promise<unknown> = Promise.resolve();
  const worker = async () => {
    for (let source = queue.shift(); source; source = queue.shift()) {
      progress(source.id, done.size, chosen.length);
      const outcome = await pullOne(run, source, out, (work) => {
        const turn = reading.then(work);
        reading = turn.catch(() => {});
        return turn;
      });
      done.set(source.id, outcome);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  out.outcomes = chosen.map((s) => done.get(s.id) as SourceOutcome);
  return out;
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

async function pullOne(run: Run, source: LiveSource, out: Pulled, inTurn: InTurn): Promise<SourceOutcome> {
  const outcome = emptyOutcome(source);
  const reason = whySkipped(run, source);
  if (reason) return { ...outcome, outcome: "skipped", fault: reason };
  const tried = run.effects.now().toISOString();
  const before = run.health[source.id]?.good ?? null;
  try {
    const previous = await pullIn(run.effects, run.live, run.head, source.id);
    const context: SourceContext = { today: run.today, countries: run.countries };
    const tools = { ...run, paths: run.live, signal: run.options.signal, progress: run.options.progress };
    const asked = await pullSource(tools, source, previous, context);
    Object.assign(outcome, {
      requests: asked.requests,
      conditional: asked.conditional,
      receivedBytes: asked.received,
    });
    if (previous && isSame(previous, asked)) {
      Object.assign(outcome, { records: previous.records, asOf: previous.as_of, leftOut: previous.leftOut });
    } else {
      Object.assign(outcome, await inTurn(() => take(run, source, asked, previous, context, out)));
    }
    run.health[source.id] = { tried, good: tried, fault: null };
    return outcome;
  } catch (error) {
    stopIfOurs(run, error);
    outcome.outcome = "failed";
    outcome.fault = error instanceof NapError ? faultOf(error) : unexpected(error);
    run.health[source.id] = { tried, good: before, fault: outcome.fault };
    return outcome;
  }
}

/** A full disk or a stop ends the run; any other fault is that of one source. */
function stopIfOurs(run: Run, error: unknown): void {
  run.options.signal.throwIfAborted();
  const full = diskFullOf(error);
  if (full) throw full;
}

const unexpected = (error: unknown) => ({
  code: "unexpected",
  what: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  remedy: "Report it to the maintainers; the last good data stay",
});

const isSame = (previous: Pull, asked: Asked) =>
  previous.answers.length === asked.answers.length &&
  previous.answers.every(
    (a, i) => a.name === asked.answers[i]?.name && a.sha256 === asked.answers[i]?.sha256,
  );

function whySkipped(run: Run, source: LiveSource): SourceOutcome["fault"] {
  const { secret } = source;
  if (secret && !run.effects.env[secret.env]) {
    return { code: "no-key", what: `${secret.env} is not set`, remedy: secret.howToGet };
  }
  const good = run.health[source.id]?.good;
  if (!run.options.since || !good || good.slice(0, 10) < run.options.since) return null;
  return {
    code: "recent",
    what: `It had a good answer on ${good.slice(0, 10)}`,
    remedy: "Leave out --since to ask again",
  };
}

/** Reads the new answers, compares them, and writes the manifest of the pull. */
async function take(
  run: Run,
  source: LiveSource,
  asked: Asked,
  previous: Pull | null,
  context: SourceContext,
  out: Pulled,
): Promise<Partial<SourceOutcome>> {
  const known = source.kind === "proposals" ? await knownPlans(run.effects, run.paths.data) : [];
  const accepted = run.options.accepted.has(source.id);
  const work = { effects: run.effects, paths: run.live, context, previous, accepted, known };
  const checked = await checkPull(work, source, asked);
  out.pulls.set(source.id, await writePull(run.effects, run.live, checked.manifest));
  out.proposals.push(...checked.proposals);
  const { records, as_of: asOf, leftOut, notes } = checked.manifest;
  const outcome = previous ? "changed" : "new";
  return { outcome, records, asOf, leftOut, notes, quarantined: checked.quarantined };
}
