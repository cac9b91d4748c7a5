import { stat } from "node:fs/promises";
import { request as ask, type Dispatcher } from "undici";
import type { Place } from "../errors/nap-error.ts";
import { TransportError } from "../errors/source-errors.ts";
import { Again, connectionError, mayPass } from "./faults.ts";
import { askHeaders, conditionHeaders, header, keptHeaders } from "./headers.ts";
import { answerKind, SMALL, statusError } from "./refusal.ts";
import { continues, rangeHeaders } from "./resume.ts";
import { PASSING, parseRetryAfter } from "./retry.ts";
import { mirrored, nextAddress } from "./route.ts";
import { readSmall, saveBody } from "./save.ts";
import { startAnew, type Transfer } from "./transfer.ts";
import type { Fresh, Unchanged } from "./types.ts";

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * One attempt: asks, follows redirects, stores the body.
 * @throws Again for what may pass.
 */
export async function attempt(transfer: Transfer): Promise<Fresh | Unchanged> {
  const from = transfer.part ? await sizeOf(transfer.file) : 0;
  const { response, url } = await follow(transfer, from);
  const { statusCode: status, headers: raw } = response;
  if (status === 200) return saveBody(transfer, response, url, 0, null);
  const kept = keptHeaders(raw, transfer.redact);
  const { request, part } = transfer;
  if (part && from > 0 && (status === 206 || status === 416)) {
    const total = status === 206 ? continues(part, from, header(raw, "content-range"), kept) : null;
    if (total !== null) return saveBody(transfer, response, url, from, total);
    discard(response.body);
    await startAnew(transfer);
    throw cannotContinue({ file: transfer.redact.url(url) });
  }
  const asked = from === 0 && (request.etag !== undefined || request.lastModified !== undefined);
  if (status === 304 && asked) {
    discard(response.body);
    return { modified: false, retrieved: transfer.options.now().toISOString(), headers: kept };
  }
  throw await refusal(transfer, response, url);
}

const cannotContinue = (place: Place) =>
  new Again(new TransportError("The source cannot continue its own download", place, "Run again later"), {
    atOnce: true,
  });

/** The error for a status that brings no answer. */
async function refusal(transfer: Transfer, response: Dispatcher.ResponseData, url: URL): Promise<Error> {
  const { statusCode: status, headers: raw, body } = response;
  const place = { file: transfer.redact.url(url) };
  if (status >= 200 && status < 300) {
    discard(body);
    return answerKind(
      status === 204 || status === 205
        ? `The answer is empty (status ${status})`
        : `The answer has status ${status}, which is no whole answer`,
      place,
    );
  }
  const said = await readSmall(body, header(raw, "content-encoding"), SMALL);
  const fault = statusError(transfer.request, status, said, place, transfer.redact);
  if (!PASSING.has(status)) return fault;
  return new Again(fault, { askedMs: parseRetryAfter(header(raw, "retry-after"), transfer.options.now()) });
}

/** Asks, and goes where redirects lead. Each step has its own turn at its host. */
async function follow(transfer: Transfer, from: number) {
  const { request, options, redact, pacing, watch, start } = transfer;
  const visited = [start];
  for (let url = start; ; ) {
    if (!transfer.turnTaken) await pacing.turn(url.host, request.paceMs, watch.signal);
    transfer.turnTaken = false;
    const response = await askOnce(transfer, url, from);
    if (!REDIRECTS.has(response.statusCode)) return { response, url };
    discard(response.body);
    url = nextAddress(visited, header(response.headers, "location"), request.hosts, options.mirror, redact);
    visited.push(url);
    options.report?.({ kind: "redirect", url: redact.url(start), detail: `to ${redact.url(url)}` });
  }
}

async function askOnce(transfer: Transfer, url: URL, from: number): Promise<Dispatcher.ResponseData> {
  const { request, options, part, watch, redact, start } = transfer;
  const ranged = part !== null && from > 0;
  const headers = {
    ...askHeaders(request, options.userAgent),
    ...(ranged ? { ...rangeHeaders(part, from), "accept-encoding": "identity" } : conditionHeaders(request)),
    ...(request.secret && url.host === start.host ? { [request.secret.header]: request.secret.value } : {}),
  };
  const limit = Math.max(1, watch.leftMs());
  try {
    return await ask(mirrored(url, options.mirror), {
      dispatcher: transfer.dispatcher,
      headers,
      signal: watch.signal,
      // Ours ends the request first; these stand behind it.
      headersTimeout: limit + 1000,
      bodyTimeout: limit + 1000,
    });
  } catch (fault) {
    if (watch.signal.aborted) throw watch.fault();
    const error = connectionError(fault, url, redact);
    throw mayPass(fault) ? new Again(error) : error;
  }
}

function discard(body: Dispatcher.ResponseData["body"]): void {
  body.on("error", () => {});
  body.destroy();
}

const sizeOf = (file: string) =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );
