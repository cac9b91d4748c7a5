import { DriftError } from "../../src/errors/source-errors.ts";
import type { Answer, AsOf, SourceRequest } from "../../src/model/live-source.ts";
import { checkVersion, latestVersion, structure } from "../_shared/sdmx-requests.ts";
import { type ExternalResource, readDataflow } from "../_shared/sdmx-structure.ts";

const FLOW = "DSD_CRS@DF_CRS";
/** Versions whose structure was compared with this loader: 1.4 to 1.6 were seen in use. */
export const KNOWN_VERSIONS = ["1.4", "1.5", "1.6"];
export const HOSTS = ["sdmx.oecd.org", "stats.oecd.org", "webfs-dcd.oecd.org"];

/**
 * Which files to ask for: the whole in Parquet first, because it is one file with types and without dialects; then its
 * reduced form, whose lack of a column would be found by the header check; then a text file per year.
 */
const WHOLE = ["CRS-Parquet", "CRS-reduced-parquet"];
const YEARS = /^CRS (\d{4})(?:-(\d{2}))? \(dotStat format\)$/;
/** Years from here on have a file each. */
const SINGLE_FROM = 2006;

/** The questions of a pull: the current version, what it offers, the files. */
export async function nextCrs(answers: readonly Answer[]): Promise<SourceRequest[]> {
  const latest = answers.find((a) => a.name === "latest.xml");
  if (!latest) return [latestVersion(FLOW, "latest.xml")];
  const offered = answers.find((a) => a.name === "structure.xml");
  if (!offered) {
    const version = checkVersion(await dataflow(latest), KNOWN_VERSIONS, "oecd-crs");
    return [structure(FLOW, version, "structure.xml")];
  }
  if (answers.length > 2) return [];
  const flow = await dataflow(offered);
  checkVersion(flow, KNOWN_VERSIONS, "oecd-crs");
  return chooseFiles(flow.resources);
}

async function dataflow(answer: Answer) {
  return readDataflow(new TextDecoder("utf-8", { fatal: true }).decode(await answer.read()), answer.name);
}

/** @throws DriftError where neither the whole nor all years are offered. */
export function chooseFiles(resources: readonly ExternalResource[]): SourceRequest[] {
  for (const label of WHOLE) {
    const found = resources.find((r) => r.label === label);
    if (found) return [fileRequest(found, label.toLowerCase(), 3_000_000_000)];
  }
  const years = resources.flatMap((r) => {
    const [, from, to] = YEARS.exec(r.label) ?? [];
    return from ? [{ resource: r, from: Number(from), name: `crs-${from}${to ? `-${to}` : ""}` }] : [];
  });
  const single = years.map((y) => y.from).filter((y) => y >= SINGLE_FROM);
  const missing = [];
  for (let y = SINGLE_FROM; y <= Math.max(...single); y++) if (!single.includes(y)) missing.push(y);
  if (single.length === 0 || missing.length > 0)
    throw new DriftError(
      single.length === 0
        ? "The dataflow offers neither CRS-Parquet nor CRS-reduced-parquet nor files by year"
        : `The dataflow offers files by year, but none for ${missing.join(", ")}`,
      { source: "oecd-crs", value: resources.map((r) => r.label).join("; ") },
      "Look at the annotations of the dataflow: labels have changed. Adapt loaders/oecd-crs/requests.ts",
    );
  return years.sort((a, b) => a.from - b.from).map((y) => fileRequest(y.resource, y.name, 1_000_000_000));
}

function fileRequest(resource: ExternalResource, name: string, maxBytes: number): SourceRequest {
  const url = URL.canParse(resource.url) ? new URL(resource.url) : null;
  if (url?.protocol !== "https:" || !HOSTS.includes(url.hostname))
    throw new DriftError(
      `The file ${resource.label} is at an address that is none of OECD's known hosts`,
      { source: "oecd-crs", value: resource.url },
      "Check the address; if it is OECD's, add the host to HOSTS in loaders/oecd-crs/requests.ts",
    );
  const plain = url.pathname.endsWith(".parquet");
  return {
    name: `${name}.${plain ? "parquet" : "zip"}`,
    url: url.href,
    kind: plain ? "parquet" : "zip",
    minBytes: 100_000,
    maxBytes,
    deadlineSeconds: 3600,
  };
}

/** The release that the label of the files names; else the day of the pull. */
export async function releaseOf(answers: readonly Answer[]): Promise<AsOf> {
  const offered = answers.find((a) => a.name === "structure.xml");
  const released = offered
    ? (await dataflow(offered)).resources.flatMap((r) =>
        r.released && (WHOLE.includes(r.label) || YEARS.test(r.label)) ? [r.released] : [],
      )
    : [];
  const latest = released.sort().at(-1);
  if (latest) return { as_of: latest, as_of_basis: "release that the label of the bulk file names" };
  const pulled =
    answers
      .map((a) => a.retrieved.slice(0, 10))
      .sort()
      .at(-1) ?? "";
  return { as_of: pulled, as_of_basis: "day of the pull; the label of the bulk file names no release" };
}
