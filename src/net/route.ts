import { RedirectError } from "../errors/source-errors.ts";
import type { Redact } from "./redact.ts";

const MAX_REDIRECTS = 5;
const LOOK =
  "Open the address by hand; if the source has moved, change its hosts in its loader after a look at the new place";

/** Where to send the request for an address: to the mirror, if there is one. */
export function mirrored(url: URL, mirror: string | undefined): string {
  if (mirror === undefined) return url.href;
  return `${withoutSlash(mirror)}/${url.host}${url.pathname}${url.search}`;
}

/** Only https, only the source's hosts (with the port, where it is not 443), no user or password. */
export function checkAddress(url: URL, hosts: readonly string[], redact: Redact): void {
  const refuse = (what: string) => {
    throw new RedirectError(what, { file: redact.url(url) }, LOOK);
  };
  if (url.protocol !== "https:") refuse(`The address is not https but ${url.protocol.slice(0, -1)}`);
  if (url.username !== "" || url.password !== "") refuse("The address has a user name or password in it");
  if (!hosts.includes(url.host)) refuse(`${url.host} is not one of the source's hosts (${hosts.join(", ")})`);
}

/**
 * The address a redirect leads to. A mirror may answer with its own addresses or with the real ones.
 * @param visited all addresses of this request so far, the present one last.
 * @throws RedirectError for a loop, too many steps, or a place that must not be asked.
 */
export function nextAddress(
  visited: readonly URL[],
  location: string | undefined,
  hosts: readonly string[],
  mirror: string | undefined,
  redact: Redact,
): URL {
  const from = visited.at(-1);
  const place = { file: redact.url(from ?? "") };
  if (!location) throw new RedirectError("The answer is a redirect without an address", place, LOOK);
  const base = mirror === undefined ? undefined : `${withoutSlash(mirror)}/`;
  const target = base && location.startsWith(base) ? `https://${location.slice(base.length)}` : location;
  if (!URL.canParse(target, from?.href)) {
    throw new RedirectError("The answer is a redirect to something that is no address", place, LOOK);
  }
  const next = new URL(target, from?.href);
  next.hash = "";
  checkAddress(next, hosts, redact);
  if (visited.some((url) => url.href === next.href)) {
    throw new RedirectError("The redirects go round in circles", place, LOOK);
  }
  if (visited.length > MAX_REDIRECTS) {
    throw new RedirectError(`There are more than ${MAX_REDIRECTS} redirects`, place, LOOK);
  }
  return next;
}

const withoutSlash = (address: string) => address.replace(/\/+$/, "");
