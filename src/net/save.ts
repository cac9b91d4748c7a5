import type { Dispatcher } from "undici";
import { gunzip } from "../archive/gzip.ts";
import { NapError, type Place } from "../errors/nap-error.ts";
import { TooLargeError, TruncatedError } from "../errors/source-errors.ts";
import { Again, cleanCause, mayPass } from "./faults.ts";
import { header, keptHeaders } from "./headers.ts";
import { answerKind, refuseOtherKind, refuseShort } from "./refusal.ts";
import { dropPart, type Part, resumable } from "./resume.ts";
import { openSink, type Sink } from "./sink.ts";
import { SNIFF_BYTES } from "./sniff.ts";
import { startAnew, type Transfer } from "./transfer.ts";
import type { Fresh, KeptHeaders } from "./types.ts";

type Body = AsyncIterable<Uint8Array>;

/** Progress of this size lets a resumed download go on beyond the number of tries. */
const PROGRESS = 1024 * 1024;

/**
 * Streams a body to the file, decoded, counted, hashed and judged.
 * @param from bytes that are on disk already. @param total whole length, where a 206 told it.
 */
export async function saveBody(
  transfer: Transfer,
  response: Dispatcher.ResponseData,
  url: URL,
  from: number,
  total: number | null,
): Promise<Fresh> {
  const { redact, request, file } = transfer;
  const place = { file: redact.url(url) };
  const kept = keptHeaders(response.headers, redact);
  response.body.on("error", () => {});
  const rate = transfer.watch.body();
  let sink: Sink | null = null;
  try {
    const encoding = readableEncoding(kept, place);
    const length = total ?? (kept["content-length"] === undefined ? null : Number(kept["content-length"]));
    if (length !== null && length > request.maxBytes) throw tooLarge(request.maxBytes, place);
    if (from === 0) {
      transfer.part = null;
      await dropPart(file);
    }
    sink = await openSink(file, from > 0);
    const wire = { bytes: from };
    const raw = counted(response.body, (bytes) => {
      wire.bytes += bytes;
      rate.count(bytes);
    });
    const decoded = encoding === "gzip" ? gunzip(raw, { maxBytes: request.maxBytes }, place) : raw;
    await fill(sink, from > 0 ? decoded : sniffed(decoded, transfer, kept, place), request.maxBytes, place);
    if (length !== null && wire.bytes !== length) {
      throw new TruncatedError(`The answer has ${wire.bytes} of ${length} bytes`, place, "Run again later");
    }
    refuseShort(request, sink.bytes, sink.head(), place, redact);
    if (from > 0) refuseOtherKind(request, sink.head(), kept["content-type"], place, redact);
    const bytes = sink.bytes;
    return {
      modified: true,
      finalUrl: redact.url(url),
      status: 200,
      headers: total === null ? kept : { ...kept, "content-length": String(total) },
      bytes,
      sha256: await sink.end(),
      retrieved: transfer.options.now().toISOString(),
    };
  } catch (fault) {
    await sink?.close().catch(() => {});
    const acceptRanges = header(response.headers, "accept-ranges");
    const part = from > 0 ? transfer.part : resumable(request.url, kept, acceptRanges);
    throw await afterFault(fault, transfer, { part, from, bytes: sink?.bytes ?? 0, place });
  } finally {
    rate.stop();
    response.body.destroy();
  }
}

/** Keeps or removes what is on disk; what to throw. */
async function afterFault(
  fault: unknown,
  transfer: Transfer,
  state: { part: Part | null; from: number; bytes: number; place: Place },
): Promise<unknown> {
  const { aborted } = transfer.watch.signal;
  const passing = aborted ? null : bodyFault(fault, transfer, state.bytes, state.place);
  const keep = (aborted || passing !== null) && state.bytes > 0;
  if (keep && state.part !== null) transfer.part = state.part;
  else await startAnew(transfer);
  if (passing === null) return fault;
  return new Again(passing, { progress: transfer.part !== null && state.bytes - state.from >= PROGRESS });
}

/** The first bytes of an error's body, as far as they can be had. */
export async function readSmall(
  body: Dispatcher.ResponseData["body"],
  encoding: string | undefined,
  max: number,
) {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  body.on("error", () => {});
  try {
    const packed = encoding === "gzip" || encoding === "x-gzip";
    for await (const chunk of packed ? gunzip(body, { maxBytes: max }, {}) : (body as Body)) {
      parts.push(chunk.subarray(0, max - bytes));
      bytes += chunk.byteLength;
      if (bytes >= max) break;
    }
  } catch {
    // The status says enough.
  }
  body.destroy();
  return Buffer.concat(parts);
}

/** Our error for a body that broke off, which may pass; null for what will not. */
function bodyFault(fault: unknown, transfer: Transfer, bytes: number, place: Place): NapError | null {
  if (fault instanceof TruncatedError) return fault;
  if (fault instanceof NapError || !mayPass(fault)) return null;
  return new TruncatedError(
    `The connection broke off after ${bytes} bytes`,
    place,
    "Run again later: the download goes on from there where the source allows it",
    { cause: cleanCause(fault, transfer.redact) },
  );
}

function readableEncoding(kept: KeptHeaders, place: Place): "gzip" | "identity" {
  const encoding = (kept["content-encoding"] ?? "identity").trim().toLowerCase();
  if (encoding === "gzip" || encoding === "x-gzip") return "gzip";
  if (encoding === "identity" || encoding === "") return "identity";
  throw answerKind(`The answer is packed as "${encoding.slice(0, 80)}", which was not asked for`, place);
}

async function* counted(body: Body, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    count(chunk.byteLength);
    yield chunk;
  }
}

/** Holds the first bytes back until they are seen to be of the right kind: a wrong page is never written. */
async function* sniffed(
  body: Body,
  transfer: Transfer,
  kept: KeptHeaders,
  place: Place,
): AsyncGenerator<Uint8Array> {
  let head: Buffer | null = Buffer.alloc(0);
  const judge = (bytes: Buffer) => {
    if (bytes.length > 0)
      refuseOtherKind(transfer.request, bytes, kept["content-type"], place, transfer.redact);
  };
  for await (const chunk of body) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < SNIFF_BYTES) continue;
    judge(head);
    yield head;
    head = null;
  }
  if (head === null) return;
  // An error text says more than "this is no JSON".
  refuseShort({ ...transfer.request, minBytes: 0 }, head.length, head, place, transfer.redact);
  judge(head);
  yield head;
}

async function fill(sink: Sink, body: Body, maxBytes: number, place: Place): Promise<void> {
  for await (const chunk of body) {
    if (sink.bytes + chunk.byteLength > maxBytes) throw tooLarge(maxBytes, place);
    await sink.write(chunk);
  }
}

const tooLarge = (maxBytes: number, place: Place) =>
  new TooLargeError(
    `The answer is larger than ${maxBytes} bytes`,
    place,
    "If the source has grown, raise its limit in its loader; otherwise this is not what was asked for",
  );
