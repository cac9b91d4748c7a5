import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer, SourceRequest } from "../../src/model/live-source.ts";
import { BULK_HOST, type DatasetIndex, readJson } from "../_shared/iati-index.ts";

/** UN Women by its confirmed identifier; the trust fund office by name, for its identifier is not confirmed. */
const UN_WOMEN = "XM-DAC-41146";
const TRUST_FUND_OFFICE = /multi[- ]?(partner|donor) trust fund|\bmptfo?\b/i;

export const reportersRequest: SourceRequest = {
  name: "reporting-orgs.json",
  url: `https://${BULK_HOST}/reporting-orgs`,
  kind: "json",
  minBytes: 50,
  maxBytes: 30_000_000,
  deadlineSeconds: 120,
};

export interface Publisher {
  shortName: string;
  ref: string;
  name: string;
}

const place = { source: "wphf", file: reportersRequest.name };

/** The publishers that may report of the fund. @throws DriftError where the list has another shape, or none of them. */
export async function fundPublishers(answer: Answer): Promise<Publisher[]> {
  const { body } = await readJson(answer);
  const list = body.reporting_orgs;
  if (!Array.isArray(list))
    throw new DriftError(
      "The answer has no list of reporting organisations",
      { ...place, column: "reporting_orgs" },
      "Compare with the bulk service's documentation and adapt loaders/wphf",
    );
  const found = list.map(readPublisher).filter((p) => p.ref === UN_WOMEN || TRUST_FUND_OFFICE.test(p.name));
  if (found.length === 0)
    throw new DriftError(
      `No publisher has the identifier ${UN_WOMEN} or a name like "Multi-Partner Trust Fund Office" or "MPTF"`,
      place,
      "Look for UN Women and the MPTF Office among the publishers and adapt loaders/wphf",
    );
  return found.sort((a, b) => (a.shortName < b.shortName ? -1 : 1));
}

function readPublisher(entry: unknown): Publisher {
  const { short_name, organisation_identifier, iati_identifier, human_readable_name } = (
    typeof entry === "object" && entry !== null ? entry : {}
  ) as Record<string, unknown>;
  if (typeof short_name !== "string")
    throw new DriftError(
      "A reporting organisation has no short name",
      { ...place, column: "short_name" },
      "Compare with the bulk service's documentation and adapt loaders/wphf",
    );
  const ref = organisation_identifier ?? iati_identifier;
  const name = human_readable_name;
  return {
    shortName: short_name,
    ref: typeof ref === "string" ? ref : "",
    name: typeof name === "string" ? name : "",
  };
}

/** One request for each cached dataset of the publishers, by name. @throws DriftError where they have none. */
export function datasetRequests(index: DatasetIndex, publishers: readonly Publisher[]): SourceRequest[] {
  const wanted = new Set(publishers.map((p) => p.shortName));
  const datasets = index.datasets.filter((d) => wanted.has(d.publisher) && d.url !== null);
  if (datasets.length === 0)
    throw new DriftError(
      `The index has no dataset of ${[...wanted].join(" or ")} with a cached copy`,
      { source: "wphf", file: "datasets-minimal.json" },
      "Look for the datasets of UN Women and the MPTF Office in the index and adapt loaders/wphf",
    );
  const requests = datasets.map(
    (d): SourceRequest => ({
      name: `${d.name.replace(/[^A-Za-z0-9_.-]/g, "_")}.xml`,
      url: d.url ?? "",
      kind: "xml",
      minBytes: 20,
      maxBytes: 1_000_000_000,
      deadlineSeconds: 900,
    }),
  );
  return [...new Map(requests.map((r) => [r.name, r])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
