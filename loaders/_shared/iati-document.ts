import { SaxesParser } from "saxes";
import type { IatiActivity } from "./iati-activity.ts";
import { ActivityBuilder } from "./iati-builder.ts";
import { decodeXml } from "./iati-encoding.ts";
import { DatasetRefused } from "./iati-refused.ts";

/** Deeper than this no IATI document goes: the standard ends at seven. */
const MAX_DEPTH = 64;
/** Characters without one tag: no field of an activity is that long. */
const MAX_FIELD = 4_000_000;
const VERSION = /^\s*[12]\.\d{1,2}\s*$/;

/** What is known of a document beside its activities. */
export interface DocumentInfo {
  /** Files on organisations hold no activities and are passed over. */
  kind: "activities" | "organisations";
  version: string | null;
}

/**
 * Streams one IATI document (2.x, or 1.x whose codes differ): each activity is handed to `visit` as it ends, so
 * memory does not grow with the document. Encodings as declared; entities beyond the five of XML are not expanded.
 * @throws DatasetRefused with the line, for broken XML, a document type with entities, unknown root or version,
 * wrong bytes, depth or fields beyond all reason.
 */
export async function readDocument(
  chunks: AsyncIterable<Uint8Array>,
  visit: (activity: IatiActivity) => void,
): Promise<DocumentInfo> {
  const parser = new SaxesParser();
  const builder = new ActivityBuilder(visit);
  let info: DocumentInfo | null = null;
  let depth = 0;
  let text = "";
  let sinceTag = 0;
  const collect = (piece: string) => {
    text += piece;
  };
  /** Most text of a document is prose that nobody asks for: the parser does not even gather it. */
  const ignoreText = () => {
    parser.off("text");
    parser.off("cdata");
  };

  parser.on("error", (error) => {
    throw new DatasetRefused(
      "broken-xml",
      `The XML is broken: ${error.message.replace(/^\d+:\d+: /, "").replace(/\.$/, "")}`,
      "Its publisher must repair the document; it is read again with the next pull",
      parser.line,
    );
  });
  parser.on("doctype", (doctype) => {
    if (doctype.includes("["))
      throw new DatasetRefused(
        "entities",
        "The document declares entities of its own, which are never expanded",
        "Ask its publisher for a document without a DOCTYPE",
        parser.line,
      );
  });
  parser.on("opentag", (tag) => {
    sinceTag = 0;
    depth++;
    if (depth === 1) info = rootInfo(tag.name, tag.attributes, parser.line);
    else if (builder.open(depth, tag.name, tag.attributes)) {
      text = "";
      parser.on("text", collect);
      parser.on("cdata", collect);
    } else ignoreText();
    if (depth > MAX_DEPTH) throw refuseSize("depth", `has more than ${MAX_DEPTH} levels`, parser.line);
  });
  parser.on("closetag", () => {
    sinceTag = 0;
    if (depth > 1) builder.close(depth, text);
    ignoreText();
    text = "";
    depth--;
  });

  for await (const piece of decodeXml(chunks)) {
    parser.write(piece);
    sinceTag += piece.length;
    if (sinceTag > MAX_FIELD)
      throw refuseSize("huge-field", `has ${MAX_FIELD} characters without a tag`, parser.line);
  }
  parser.close();
  if (info === null) throw refuseSize("empty", "is empty", null);
  return info;
}

const refuseSize = (code: string, what: string, line: number | null) =>
  new DatasetRefused(code, `The document ${what}`, "Look at the document; it is not read as it is", line);

function rootInfo(name: string, attributes: Record<string, string>, line: number): DocumentInfo {
  const version = attributes.version ?? null;
  if (name === "iati-organisations") return { kind: "organisations", version };
  if (name !== "iati-activities")
    throw new DatasetRefused(
      "not-iati",
      `The root element is ${JSON.stringify(name.slice(0, 60))}, not iati-activities`,
      "The publisher's address gives something else; nothing to do here",
      line,
    );
  if (version !== null && !VERSION.test(version))
    throw new DatasetRefused(
      "version",
      `Version ${JSON.stringify(version.slice(0, 20))} of the standard is not known`,
      "Read what changed in that version before its documents are accepted",
      line,
    );
  return { kind: "activities", version };
}
