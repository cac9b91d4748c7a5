import type { Place } from "../../src/errors/nap-error.ts";
import { AnswerKindError, DriftError } from "../../src/errors/source-errors.ts";
import type { Answer } from "../../src/model/live-source.ts";
import { decodeText } from "../../src/parse/text.ts";

export type JsonObject = { readonly [key: string]: unknown };

const REMEDY = "Compare the answer with the shape documented in the loader; upstream may have changed";

/** "list", "null", "object" … as people call them. */
function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  return Array.isArray(value) ? "list" : typeof value;
}

/**
 * The JSON value of an answer: strict UTF-8, one byte order mark allowed.
 * @throws EncodingError; AnswerKindError for a web page or XML; DriftError for text that is no JSON.
 */
export async function readJson(answer: Answer, source: string): Promise<unknown> {
  const place = { source, file: answer.name };
  const text = decodeText(await answer.read(), answer.name);
  const start = text.trimStart().slice(0, 400);
  if (start.startsWith("<")) throw markupError(start, place);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const what = start === "" ? "The answer is empty" : "The answer is not JSON";
    throw new DriftError(what, { ...place, value: start }, "Pull again; if it stays so, open the address", {
      cause,
    });
  }
}

/** XML errors of the World Bank name a message: `<wb:message id="120" key="Invalid value">text</wb:message>`. */
function markupError(start: string, place: Place): AnswerKindError {
  const message = /<(?:\w+:)?message\s[^>]*id="([^"]*)"[^>]*>([^<]*)/i.exec(start);
  if (message) {
    return new AnswerKindError(
      `The source answered with its error ${message[1]}`,
      { ...place, value: message[2] ?? "" },
      "Look up the message; the address or the code asked for may have changed",
    );
  }
  return new AnswerKindError(
    "The answer is a web page or XML, not JSON",
    { ...place, value: start },
    "Open the address: the source may be down, or ask for a login",
  );
}

function wrong(value: unknown, wanted: string, column: string, place: Place): DriftError {
  return new DriftError(
    `${column} is ${kindOf(value)}, not ${wanted}`,
    { ...place, column, ...(typeof value === "string" ? { value } : {}) },
    REMEDY,
  );
}

/** @throws DriftError */
export function asObject(value: unknown, column: string, place: Place): JsonObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw wrong(value, "an object", column, place);
}

/** @throws DriftError */
export function asList(value: unknown, column: string, place: Place): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrong(value, "a list", column, place);
}

/** Own property only: `__proto__` and its like are no fields. */
export const field = (object: JsonObject, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** @throws DriftError */
export function textField(object: JsonObject, name: string, place: Place): string {
  const value = field(object, name);
  if (typeof value === "string") return value;
  throw wrong(value, "text", name, place);
}

/** A whole number, also where it is written as text ("50"). @throws DriftError */
export function countField(object: JsonObject, name: string, place: Place): number {
  const value = field(object, name);
  const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number) && number >= 0) return number;
  throw wrong(value, "a whole number", name, place);
}
