import { basename } from "node:path";
import { Agent } from "undici";
import type { NapError } from "../errors/nap-error.ts";
import { TransportError } from "../errors/source-errors.ts";
import { attempt } from "./attempt.ts";
import { Again } from "./faults.ts";
import { makePacing } from "./pacing.ts";
import { makeRedact } from "./redact.ts";
import { dropPart, keepPart, readPart } from "./resume.ts";
import { judgeRetry, type Verdict } from "./retry.ts";
import { checkAddress } from "./route.ts";
import { startAnew, type Transfer } from "./transfer.ts";
import type { Fresh, Net, NetOptions, Unchanged } from "./types.ts";
import { startWatch } from "./watch.ts";

export type { Net, NetEvent, NetOptions, NetRequest } from "./types.ts";

const TRIES = 4;
const MAX_WAIT_MS = 120_000;
const MIN_BYTES_PER_SECOND = 50;
const RATE_WINDOW_MS = 30_000;

/**
 * The one way to the network: polite, bounded, and sure that what it hands over is whole and of the right kind.
 * One object for a whole refresh: it keeps the pace per host over all sources.
 */
export function makeNet(options: NetOptions): Net {
  const dispatcher = new Agent();
  const pacing = makePacing(options);
  return {
    async get(request, file, signal) {
      const redact = makeRedact(request.secret?.value);
      const start = new URL(request.url);
      start.hash = "";
      checkAddress(start, request.hosts, redact);
      signal?.throwIfAborted();
      await pacing.turn(start.host, request.paceMs, signal);
      const watch = startWatch({
        now: options.now,
        deadlineMs: request.deadlineSeconds * 1000,
        minBytesPerSecond: options.minBytesPerSecond ?? MIN_BYTES_PER_SECOND,
        rateWindowMs: options.rateWindowMs ?? RATE_WINDOW_MS,
        url: redact.url(start),
        signal,
      });
      const part = await readPart(file, request.url);
      const transfer: Transfer = {
        ...{ request, file, start, options, dispatcher, pacing, redact, watch, part },
        turnTaken: true,
      };
      try {
        return await persist(transfer);
      } finally {
        watch.end();
      }
    },
    close: () => dispatcher.destroy(),
  };
}

/** Tries until there is an answer or no hope; leaves on disk only what a later call can use. */
async function persist(transfer: Transfer): Promise<Fresh | Unchanged> {
  try {
    const answer = await tryRepeatedly(transfer);
    if (!answer.modified) await startAnew(transfer);
    else await dropPart(transfer.file);
    return answer;
  } catch (fault) {
    const { aborted } = transfer.watch.signal;
    const passing = fault instanceof Again || aborted;
    if (passing && transfer.part)
      await keepPart(transfer.file, transfer.part).catch(() => startAnew(transfer));
    else await startAnew(transfer);
    // Whatever broke when the watch ended the request, its reason is what there is to say.
    if (aborted) throw transfer.watch.fault();
    throw fault instanceof Again ? fault.fault : fault;
  }
}

async function tryRepeatedly(transfer: Transfer): Promise<Fresh | Unchanged> {
  for (let failures = 0; ; ) {
    if (transfer.part) tell(transfer, "resume", `going on from the bytes in ${basename(transfer.file)}`);
    try {
      return await attempt(transfer);
    } catch (fault) {
      if (!(fault instanceof Again)) throw fault;
      if (!fault.hints.progress) failures++;
      await waitForNext(transfer, fault, failures);
    }
  }
}

/** Waits as long as there is to wait before the next try. @throws Again where there is none. */
async function waitForNext(transfer: Transfer, fault: Again, failures: number): Promise<void> {
  const { options, watch, pacing, start } = transfer;
  const { askedMs = null, atOnce = false } = fault.hints;
  const verdict = judgeRetry({
    failures,
    tries: options.tries ?? TRIES,
    askedMs: atOnce ? 0 : askedMs,
    maxWaitMs: options.maxWaitMs ?? MAX_WAIT_MS,
    leftMs: watch.leftMs(),
    random: options.random(),
  });
  if (!verdict.retry) throw giveUp(fault, verdict, failures, options.now());
  if (askedMs !== null) {
    pacing.hold(start.host, options.now().getTime() + askedMs);
    tell(transfer, "wait", `${start.host} asks to wait ${askedMs / 1000} s`);
  }
  tell(transfer, "retry", `after ${verdict.waitMs} ms, for: ${fault.fault.what}`);
  if (verdict.waitMs > 0) await options.sleep(verdict.waitMs, watch.signal);
  watch.signal.throwIfAborted();
}

function tell(transfer: Transfer, kind: "retry" | "wait" | "resume", detail: string): void {
  const { options, redact, start } = transfer;
  options.report?.({ kind, url: redact.url(start), detail: redact.text(detail) });
}

/** The last failure, with why there is no further try. */
function giveUp(again: Again, verdict: Verdict & { retry: false }, failures: number, now: Date): Again {
  const { fault, hints } = again;
  if (hints.askedMs && verdict.why !== "tries") {
    const when = new Date(Math.min(now.getTime() + hints.askedMs, 8.64e15)).toISOString();
    return new Again(
      new TransportError(
        `${fault.what}, and asks to wait until ${when}`,
        fault.place,
        `Run again after ${when}`,
      ),
    );
  }
  const why =
    verdict.why === "tries" ? `, ${failures} times in a row` : ", and there is no time for another try";
  const Kind = fault.constructor as new (...of: ConstructorParameters<typeof TransportError>) => NapError;
  return new Again(new Kind(`${fault.what}${why}`, fault.place, fault.remedy, { cause: fault.cause }));
}
