import { DriftError } from "../../src/errors/source-errors.ts";
import type { SourceRequest } from "../../src/model/live-source.ts";
import type { Dataflow } from "./sdmx-structure.ts";

export const SDMX_HOST = "sdmx.oecd.org";
/** The client that was read keeps to 20 calls in 60 seconds; OECD's own figure is not known. */
export const SDMX_PACE_MS = 3100;
const AGENCY = "OECD.DCD.FSD";

/** Short texts by which the service refuses, often with status 200. */
export const SDMX_ERRORS: Readonly<Record<string, string>> = {
  NoRecordsFound:
    "OECD says that there are no records. Around a release this happens for hours to good queries: try again later",
  "Could not find Dataflow": "OECD does not know this version of the dataflow: it was replaced",
  "Could not find DSD": "OECD does not know the structure of this dataflow: it was replaced",
  "not set to":
    "OECD moved this dataflow between its two endpoints: exchange dcd-public and public in the address of this source",
};

/** Asks which version of a dataflow is current. */
export function latestVersion(flow: string, name: string): SourceRequest {
  return structure(flow, "latest", name);
}

/** The structure message of one version, with the files it offers. */
export function structure(flow: string, version: string, name: string): SourceRequest {
  return {
    name,
    url: `https://${SDMX_HOST}/public/rest/dataflow/${AGENCY}/${flow}/${version}`,
    kind: "xml",
    minBytes: 200,
    maxBytes: 20_000_000,
    deadlineSeconds: 120,
    errorTexts: SDMX_ERRORS,
  };
}

export interface DataQuery {
  name: string;
  flow: string;
  version: string;
  /** Values of the dimensions in their order; an empty one means all. */
  key: readonly string[];
  endpoint: "public" | "dcd-public";
  from: number;
  to: number;
}

/** A query for observations, answered as CSV with a code and a label column per dimension. */
export function dataQuery(query: DataQuery): SourceRequest {
  const { flow, version, key, endpoint, from, to } = query;
  return {
    name: query.name,
    url:
      `https://${SDMX_HOST}/${endpoint}/rest/data/${AGENCY},${flow},${version}/${key.join(".")}` +
      `?startPeriod=${from}&endPeriod=${to}&dimensionAtObservation=AllDimensions&format=csvfilewithlabels`,
    kind: "csv",
    minBytes: 100,
    maxBytes: 2_000_000_000,
    deadlineSeconds: 900,
    errorTexts: SDMX_ERRORS,
  };
}

/**
 * A version that nobody has looked at may hold other codes under the same names.
 * @throws DriftError for a version that is not among those reviewed.
 */
export function checkVersion(flow: Dataflow, known: readonly string[], source: string): string {
  if (known.includes(flow.version)) return flow.version;
  throw new DriftError(
    `Dataflow ${flow.id} is at version ${flow.version}; reviewed are ${known.join(", ")}`,
    { source, value: flow.version },
    `Compare the new structure with the old one, then add the version to KNOWN_VERSIONS in loaders/${source}. Last good data stays in use`,
  );
}
