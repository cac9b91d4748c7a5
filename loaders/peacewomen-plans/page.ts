import { parseHTML } from "linkedom";
import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer } from "../../src/model/live-source.ts";

export const PLANS_HOST = "1325naps.peacewomen.org";

/** A page of the site, its title as plain text. */
export interface PlanPage {
  id: number;
  title: string;
  url: string;
  /** Last change, as the site says, in UTC without a zone. */
  modified: string;
}

const drift = (what: string, answer: Answer, column?: string) =>
  new DriftError(
    what,
    { source: "peacewomen-plans", file: answer.name, ...(column ? { column } : {}) },
    "Compare the answer with WordPress' description of /wp/v2/pages and adapt loaders/peacewomen-plans",
  );

/** Pages of one answer of WordPress. @throws DriftError where it is not the documented list. */
export async function readPages(answer: Answer): Promise<PlanPage[]> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await answer.read()));
  } catch {
    throw drift("The answer is not JSON in UTF-8", answer);
  }
  if (!Array.isArray(parsed)) throw drift("The answer is not a list of pages", answer);
  return parsed.map((entry) => readPage(entry, answer));
}

function readPage(entry: unknown, answer: Answer): PlanPage {
  if (typeof entry !== "object" || entry === null) throw drift("A page is not an object", answer);
  const { id, title, link, modified_gmt: modified } = entry as Record<string, unknown>;
  if (typeof id !== "number" || !Number.isSafeInteger(id)) throw drift("A page has no id", answer, "id");
  const rendered =
    typeof title === "object" && title !== null ? (title as { rendered?: unknown }).rendered : null;
  if (typeof rendered !== "string") throw drift("A page has no title", answer, "title.rendered");
  if (typeof modified !== "string" || !/^\d{4}-\d{2}-\d{2}T/.test(modified))
    throw drift("A page does not say when it was changed", answer, "modified_gmt");
  return { id, title: plainText(rendered), url: safeLink(link, id), modified };
}

/** Titles are HTML with entities: read by an HTML parser, kept as text without control or direction marks. */
export function plainText(html: string): string {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  for (const hidden of document.querySelectorAll("script, style")) hidden.remove();
  return (document.body.textContent ?? "")
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Bidi_Control}\u200b\ufeff]/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 300);
}

/** The page's own address if it is one of the site's, else the address by id. */
function safeLink(link: unknown, id: number): string {
  const plain = `https://${PLANS_HOST}/?page_id=${id}`;
  if (typeof link !== "string" || !URL.canParse(link)) return plain;
  const url = new URL(link);
  return /^https?:$/.test(url.protocol) && url.hostname === PLANS_HOST ? url.href : plain;
}
