import type { NapError } from "../errors/nap-error.ts";
import { TransportError } from "../errors/source-errors.ts";
import type { Redact } from "./redact.ts";

/** A failure that may pass: what to say if it does not. */
export class Again extends Error {
  constructor(
    readonly fault: NapError,
    readonly hints: { askedMs?: number | null; atOnce?: boolean; progress?: boolean } = {},
  ) {
    super(fault.message);
  }
}

const PASSING = new Set([
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
]);

/** By code: the step that failed, and what to try. */
const STEPS: readonly [RegExp, string, string][] = [
  [
    /^(ENOTFOUND|EAI_AGAIN|EAI_)/,
    "has no address (DNS)",
    "Check the network connection and the spelling of the host",
  ],
  [
    /^(ECONNREFUSED)$/,
    "refuses the connection",
    "The server is down, or a proxy or firewall is in between; run again later",
  ],
  [
    /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    "does not answer the call (connecting)",
    "Run again later; a firewall may block it",
  ],
  [
    /^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/,
    "cannot be reached from this network",
    "Check the network connection",
  ],
  [
    /CERT|SIGNATURE|ERR_TLS|ERR_SSL|^EPROTO$/,
    "could not make a secure connection (TLS)",
    "Check the clock; where the network inspects traffic, give its certificate in NODE_EXTRA_CA_CERTS",
  ],
  [
    /^UND_ERR_HEADERS_OVERFLOW$|^HPE_HEADER_OVERFLOW$/,
    "sends more headers than we accept",
    "Look at the address by hand",
  ],
  [/^HPE_/, "does not answer in HTTP", "Look at the address by hand; a proxy may be in between"],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, "broke the connection off", "Run again later"],
];

/** The code of the innermost cause: undici and Node wrap them. */
export function codeOf(fault: unknown): string {
  let code = "";
  for (let at = fault, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    code = (at as { code?: string }).code ?? code;
  }
  return code;
}

/** True for a fault of the connection that may pass by itself. */
export const mayPass = (fault: unknown) => PASSING.has(codeOf(fault));

/** Our error for a fault of name look-up, connection, TLS or HTTP. */
export function connectionError(fault: unknown, url: URL, redact: Redact): TransportError {
  const code = codeOf(fault) || "no code";
  const step = STEPS.find(([pattern]) => pattern.test(code));
  return new TransportError(
    `${url.host} ${step?.[1] ?? "could not be asked"} [${code}]`,
    { file: redact.url(url) },
    step?.[2] ?? "Run again later",
    { cause: cleanCause(fault, redact) },
  );
}

/** A cause without sockets, requests and secrets. */
export function cleanCause(fault: unknown, redact: Redact): Error {
  return new Error(redact.text(fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)));
}
