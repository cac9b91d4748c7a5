import { SaxesParser } from "saxes";
import { AnswerKindError, DriftError } from "../../src/errors/source-errors.ts";

/** A file that a dataflow offers beside its data: `CRS-Parquet-v20260803|https://…`. */
export interface ExternalResource {
  label: string;
  /** Day of the release, YYYY-MM-DD, where the label ends in a stamp. */
  released: string | null;
  url: string;
}

export interface Dataflow {
  id: string;
  version: string;
  resources: ExternalResource[];
}

const local = (name: string) => name.slice(name.indexOf(":") + 1);

/**
 * Reads a dataflow's version and its external resources from the structure message.
 * @throws AnswerKindError where it is not XML, DriftError where there is not exactly one dataflow with a version.
 */
export function readDataflow(xml: string, file: string): Dataflow {
  const flows: Dataflow[] = [];
  let path: string[] = [];
  let text = "";
  let pending: string[] = [];
  let isResource = false;
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    path.push(local(tag.name));
    text = "";
    if (local(tag.name) === "Annotation") {
      pending = [];
      isResource = false;
    }
    if (local(tag.name) === "Dataflow") {
      const { id, version } = tag.attributes;
      flows.push({ id: id ?? "", version: version ?? "", resources: [] });
    }
  });
  parser.on("text", (part) => {
    text += part;
  });
  parser.on("closetag", (tag) => {
    const name = local(tag.name);
    if (name === "AnnotationType") isResource = text.trim() === "EXT_RESOURCE";
    if (name === "AnnotationText") pending.push(text.trim());
    if (name === "Annotation" && isResource)
      flows.at(-1)?.resources.push(...pending.flatMap((line) => readResource(line)));
    path = path.slice(0, -1);
    text = "";
  });
  parser.on("error", (fault) => {
    throw new AnswerKindError(
      `The answer is not well-formed XML: ${fault.message}`,
      { file },
      "Try again later; if it stays, look at the address in a browser",
      { cause: fault },
    );
  });
  parser.write(xml).close();
  return single(flows, file);
}

function single(flows: Dataflow[], file: string): Dataflow {
  const [flow] = flows;
  if (flows.length === 1 && flow && flow.id !== "" && /^\d+(\.\d+)+$/.test(flow.version)) return flow;
  throw new DriftError(
    `The structure message names ${flows.length} dataflows${flow ? ` (version "${flow.version}")` : ""}, not one with a version`,
    { file },
    "Look at the answer: the address or the form of OECD's structure messages has changed",
  );
}

/** `label|url`; the label may end in `-vYYYYMMDD` or `-vYYYYMMDD-N`. Text of another form is no resource. */
function readResource(line: string): ExternalResource[] {
  const bar = line.indexOf("|");
  if (bar < 0) return [];
  const stamp = /^(.*?)(?:-v(\d{4})(\d{2})(\d{2})(?:-\d+)?)?$/.exec(line.slice(0, bar).trim());
  const [, label = "", year, month, day] = stamp ?? [];
  return [{ label, released: year ? `${year}-${month}-${day}` : null, url: line.slice(bar + 1).trim() }];
}
