import type { Place } from "../errors/nap-error.ts";
import { AnswerKindError, TransportError } from "../errors/source-errors.ts";
import type { Redact } from "./redact.ts";
import { complaint, excerpt, headText, SNIFF_BYTES } from "./sniff.ts";
import type { NetRequest } from "./types.ts";

/** Answers below this are searched for the source's error texts. */
export const SMALL = 64 * 1024;

const BY_HAND = "Open the address by hand; run again later if it only says so for now";

export const answerKind = (what: string, place: Place) => new AnswerKindError(what, place, BY_HAND);

/** @throws AnswerKindError where the first bytes are not of the kind asked for. */
export function refuseOtherKind(
  request: NetRequest,
  head: Uint8Array,
  contentType: string | undefined,
  place: Place,
  redact: Redact,
): void {
  const wrong = complaint(request.kind, head.subarray(0, SNIFF_BYTES), contentType);
  if (wrong === null) return;
  throw answerKind(redact.text(`The answer is ${wrong}; it begins "${excerpt(head)}"`), place);
}

/** @throws AnswerKindError for an answer that is empty, too short, or says "no" in words the source is known for. */
export function refuseShort(
  request: NetRequest,
  bytes: number,
  head: Uint8Array,
  place: Place,
  redact: Redact,
): void {
  if (bytes === 0) throw answerKind("The answer is empty", place);
  const meaning = bytes < SMALL ? meaningOf(request, head) : null;
  const begins = redact.text(`it begins "${excerpt(head)}"`);
  if (meaning !== null) throw answerKind(`The source says no: ${meaning}; ${begins}`, place);
  if (bytes < request.minBytes) {
    throw answerKind(
      `The answer has ${bytes} bytes, fewer than the ${request.minBytes} of any good one; ${begins}`,
      place,
    );
  }
}

/** The error of a status that is no answer. `body` is what came with it, as far as it was read. */
export function statusError(
  request: NetRequest,
  status: number,
  body: Uint8Array,
  place: Place,
  redact: Redact,
): TransportError {
  const meaning = meaningOf(request, body);
  const said = excerpt(body);
  const detail = meaning ? `: ${meaning}` : said ? redact.text(`: "${said}"`) : "";
  return new TransportError(`The source answers with status ${status}${detail}`, place, remedyFor(status));
}

/** What a known error text in the body means; null where there is none. */
function meaningOf(request: NetRequest, body: Uint8Array): string | null {
  const text = headText(body);
  const found = Object.entries(request.errorTexts ?? {}).find(([words]) => text.includes(words));
  return found?.[1] ?? null;
}

function remedyFor(status: number): string {
  if (status === 401 || status === 403)
    return "Check the key of this source, if it has one, and whether it still lets programs in";
  if (status === 404 || status === 410)
    return "The address has moved or gone: look for the new one and change its loader";
  if (status === 429) return "The source asks for fewer requests: run again later";
  return status >= 500
    ? "The source has trouble of its own: run again later"
    : "Open the address by hand and compare with its loader";
}
