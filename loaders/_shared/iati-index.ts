import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer, SourceRequest } from "../../src/model/live-source.ts";

export const BULK_HOST = "bulk-data.iatistandard.org";

/** One dataset of the bulk service's index. */
export interface Dataset {
  name: string;
  publisher: string;
  /** Address of the cached copy; null where the service could never fetch the dataset. */
  url: string | null;
}

export interface DatasetIndex {
  created: string;
  datasets: Dataset[];
}

export const indexRequest: SourceRequest = {
  name: "datasets-minimal.json",
  url: `https://${BULK_HOST}/datasets-minimal`,
  kind: "json",
  minBytes: 100,
  maxBytes: 100_000_000,
  deadlineSeconds: 300,
};

const REMEDY =
  "Compare the answer with the bulk service's documentation and adapt loaders/_shared/iati-index.ts";

const drift = (what: string, answer: Answer, column?: string): DriftError =>
  new DriftError(what, { file: answer.name, ...(column ? { column } : {}) }, REMEDY);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** Parses an answer as a JSON object with the day on which the service made it. @throws DriftError */
export async function readJson(answer: Answer): Promise<{ body: Record<string, unknown>; created: string }> {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await answer.read()));
  } catch {
    throw drift("The index is not JSON in UTF-8", answer);
  }
  if (!isObject(body)) throw drift("The index is no JSON object", answer);
  const created = textOf(body.index_created);
  if (created === null || !/^\d{4}-\d{2}-\d{2}/.test(created))
    throw drift("The index does not say when it was made", answer, "index_created");
  return { body, created: created.slice(0, 10) };
}

/**
 * The datasets of the index, in either of its two shapes: an object by name (2024) or a list with `short_name`.
 * @throws DriftError for any other shape, or where no dataset has a cached copy.
 */
export async function readIndex(answer: Answer): Promise<DatasetIndex> {
  const { body, created } = await readJson(answer);
  const { datasets } = body;
  const read = Array.isArray(datasets)
    ? datasets.map((entry) => fromList(entry, answer))
    : isObject(datasets)
      ? Object.entries(datasets).map(([name, entry]) => fromObject(name, entry, answer))
      : null;
  if (read === null)
    throw drift("The index has neither a list nor an object of datasets", answer, "datasets");
  if (!read.some((d) => d.url !== null)) throw drift("No dataset of the index has a cached copy", answer);
  return { created, datasets: read };
}

function fromList(entry: unknown, answer: Answer): Dataset {
  const name = isObject(entry) ? textOf(entry.short_name) : null;
  const publisher = isObject(entry) ? textOf(entry.reporting_org_short_name) : null;
  if (!isObject(entry) || name === null || publisher === null)
    throw drift("A dataset of the index has no name or publisher", answer, "short_name");
  const good = isObject(entry.last_known_good_dataset) ? entry.last_known_good_dataset : {};
  return { name, publisher, url: textOf(good.cached_dataset_url_xml) ?? textOf(good.cached_dataset_xml_url) };
}

function fromObject(name: string, entry: unknown, answer: Answer): Dataset {
  const publisher = isObject(entry) ? (textOf(entry.publisher_name) ?? textOf(entry.publisher_id)) : null;
  if (!isObject(entry) || publisher === null)
    throw drift("A dataset of the index has no publisher", answer, "publisher_name");
  return { name, publisher, url: textOf(entry.url_xml) };
}
