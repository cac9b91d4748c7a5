import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { Effects } from "../effects.ts";
import { DriftError } from "../errors/source-errors.ts";
import { type LivePaths, objectPath } from "../live/paths.ts";
import { openAnswer, type Pull, type PulledAnswer } from "../live/pull.ts";
import type { Answer, LiveSource, SourceContext, SourceRequest } from "../model/live-source.ts";
import type { Net, NetRequest } from "../net/client.ts";

/** What was asked of one source and answered; nothing is believed yet. */
export interface Asked {
  answers: PulledAnswer[];
  /** Requests sent, and those among them that asked only whether something is new. */
  requests: number;
  conditional: number;
  /** Bytes that came anew. */
  received: number;
}

/** A source that goes on asking for ever is a fault of its loader, or a trap. */
const MAX_REQUESTS = 5000;

export interface PullTools {
  effects: Effects;
  net: Net;
  paths: LivePaths;
  signal: AbortSignal;
  progress: (text: string) => void;
}

/**
 * Asks a source all that its loader wants to know; good answers lie in the store afterwards. What the previous pull
 * has is asked for conditionally.
 * @throws NapError of the transport, or of the loader where an answer is not what the source documents.
 */
export async function pullSource(
  tools: PullTools,
  source: LiveSource,
  previous: Pull | null,
  context: SourceContext,
): Promise<Asked> {
  const asked: Asked = { answers: [], requests: 0, conditional: 0, received: 0 };
  const opened: Answer[] = [];
  for (;;) {
    const requests = await source.next(opened, context);
    if (requests.length === 0) return asked;
    for (const request of requests) {
      refuseEndless(source, asked, request);
      tools.progress(`${source.id}: ${request.name}`);
      const answer = await ask(tools, source, request, previous, asked);
      asked.answers.push(answer);
      opened.push(await openAnswer(tools.effects, tools.paths, source.id, answer));
    }
  }
}

function refuseEndless(source: LiveSource, asked: Asked, request: SourceRequest): void {
  const twice = asked.answers.some((a) => a.name === request.name);
  if (!twice && asked.requests < MAX_REQUESTS) return;
  throw new DriftError(
    twice
      ? "The source led to the same question twice"
      : `The source led to more than ${MAX_REQUESTS} requests`,
    { source: source.id, value: request.name },
    "See whether its paging has changed; the last good data stay",
  );
}

async function ask(
  tools: PullTools,
  source: LiveSource,
  request: SourceRequest,
  previous: Pull | null,
  asked: Asked,
): Promise<PulledAnswer> {
  const { effects, net, paths, signal } = tools;
  const known = await knownAnswer(tools, source, request, previous);
  const part = join(
    paths.partial,
    `${createHash("sha256").update(request.url).digest("hex").slice(0, 32)}.part`,
  );
  await effects.files.makeFolder(paths.partial);
  const question = questionOf(effects, source, request, known);
  asked.requests += 1;
  if (question.etag !== undefined || question.lastModified !== undefined) asked.conditional += 1;
  const result = await net.get(question, part, signal);
  if (!result.modified) return { ...(known as PulledAnswer), name: request.name };
  asked.received += result.bytes;
  await keep(effects, paths, part, result.sha256);
  return {
    name: request.name,
    url: request.url,
    finalUrl: result.finalUrl,
    kind: request.kind,
    status: result.status,
    headers: result.headers,
    retrieved: result.retrieved,
    bytes: result.bytes,
    sha256: result.sha256,
  };
}

/** The previous answer to the same question, if its bytes still are what they were. */
async function knownAnswer(
  { effects, paths }: PullTools,
  source: LiveSource,
  request: SourceRequest,
  previous: Pull | null,
): Promise<PulledAnswer | null> {
  const known = previous?.answers.find((a) => a.name === request.name && a.url === request.url);
  if (!known || known.kind !== request.kind) return null;
  return openAnswer(effects, paths, source.id, known).then(
    () => known,
    () => null,
  );
}

function questionOf(
  effects: Effects,
  source: LiveSource,
  request: SourceRequest,
  known: PulledAnswer | null,
): NetRequest {
  const secret = source.secret && effects.env[source.secret.env];
  return {
    ...request,
    hosts: source.hosts,
    // A mirror is there to spare the source: it sets its own pace.
    paceMs: effects.env.NAP_MIRROR ? 0 : source.paceMs,
    ...(known?.headers.etag ? { etag: known.headers.etag } : {}),
    ...(known?.headers["last-modified"] ? { lastModified: known.headers["last-modified"] } : {}),
    ...(source.secret && secret ? { secret: { header: source.secret.header, value: secret } } : {}),
  };
}

/** Moves a finished download to its place in the store; bytes that are there already are not written again. */
async function keep(effects: Effects, paths: LivePaths, part: string, sha256: string): Promise<void> {
  const target = objectPath(paths, sha256);
  if (await effects.files.exists(target)) {
    const found = await effects.files.fingerprint(target);
    if (found.sha256 === sha256) return effects.files.remove(part);
  }
  await effects.files.makeFolder(dirname(target));
  await effects.files.rename(part, target);
  await effects.files.sync(dirname(target));
}
