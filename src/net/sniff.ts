import type { AnswerKind } from "../model/live-source.ts";

/** Bytes that are needed to judge an answer, if it has so many. */
export const SNIFF_BYTES = 4096;

const MAX_TITLE = 80;
const MAX_EXCERPT = 200;
const BINARY = new Set<AnswerKind>(["zip", "xlsx", "parquet"]);
const HTML_START = /^(<!doctype\s+html|<(html|head|body|title|meta|script|style|iframe)[\s>])/i;
const XML_PROLOGUE = /^(<\?[\s\S]*?\?>|<!--[\s\S]*?-->|\s+)+/;
/** Titles of pages that stand between a reader and the data. */
const WALL =
  /^(just a moment|attention required|access denied|are you (a )?(human|robot)|security check|request rejected)/i;

/**
 * What is wrong with an answer of this kind, judged by its first bytes and its content type; null where nothing is.
 * For zip, xlsx and Parquet the bytes decide alone: servers call them anything.
 */
export function complaint(
  kind: AnswerKind,
  head: Uint8Array,
  contentType: string | undefined,
): string | null {
  const text = headText(head);
  const start = text.replace(XML_PROLOGUE, "");
  if (kind === "html") return htmlComplaint(text, start, head);
  if (HTML_START.test(start)) return `a web page${titled(text)} instead of ${kind}`;
  if (BINARY.has(kind)) return binaryComplaint(kind, head);
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (/^(text\/html|application\/xhtml\+xml|application\/pdf|image\/.*|video\/.*|audio\/.*)$/.test(type)) {
    return `content of the type ${type} instead of ${kind}`;
  }
  return textComplaint(kind, text.trimStart(), head);
}

function htmlComplaint(text: string, start: string, head: Uint8Array): string | null {
  if (hasNul(head)) return "binary data instead of a web page";
  if (WALL.test(title(text))) return `a page that keeps programs out${titled(text)}`;
  return start.startsWith("<") ? null : "something else than a web page";
}

function binaryComplaint(kind: AnswerKind, head: Uint8Array): string | null {
  const magic = kind === "parquet" ? "PAR1" : "PK";
  if (latin(head, magic.length) !== magic) return `something that does not begin like ${kind}`;
  return magic === "PK" && !isArchive(head) ? `no ${kind}` : null;
}

function textComplaint(kind: AnswerKind, start: string, head: Uint8Array): string | null {
  if (kind === "json") return /^[{[]/.test(start) ? null : "something that does not begin like JSON";
  if (kind === "xml") return start.startsWith("<") ? null : "something that does not begin like XML";
  if (start.startsWith("{")) return "JSON instead of csv";
  if (start.startsWith("<")) return "XML instead of csv";
  if (isArchive(head)) return "an archive instead of csv";
  return hasNul(head) && utf16(head) === null ? "binary data instead of csv" : null;
}

/** ` titled "Sorry"`, or nothing. */
function titled(text: string): string {
  const found = title(text);
  return found ? ` titled "${found}"` : "";
}

function title(text: string): string {
  return safeText(/<title[^>]*>([\s\S]*?)(<\/title|$)/i.exec(text)?.[1] ?? "", MAX_TITLE);
}

/** The first 200 characters, on one line, without control characters. */
export function excerpt(head: Uint8Array): string {
  return safeText(headText(head.subarray(0, 1024)), MAX_EXCERPT);
}

function safeText(text: string, max: number): string {
  // Control, bidirectional and zero-width characters could change how a terminal shows the rest.
  const clean = text.replace(/[\p{Cc}\p{Cf}\ufffd\s]+/gu, " ").trim();
  const characters = [...clean];
  return characters.length > max ? `${characters.slice(0, max).join("")}…` : clean;
}

/** The text of the first bytes without byte order mark; wrong bytes are of no matter here. */
export function headText(head: Uint8Array): string {
  return new TextDecoder(utf16(head) ?? "utf-8").decode(head);
}

function utf16(head: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : null;
}

/** The first member, or the end of an empty archive. */
const isArchive = (head: Uint8Array) => ["PK\u0003\u0004", "PK\u0005\u0006"].includes(latin(head, 4));
const hasNul = (head: Uint8Array) => head.includes(0);
const latin = (head: Uint8Array, length: number) => Buffer.from(head.subarray(0, length)).toString("latin1");
