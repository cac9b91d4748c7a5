import { TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { ISO3_OF } from "../../../loaders/ucdp/gleditsch-ward.ts";
import type { Replay } from "./replay.ts";
import { countries, seeded } from "./series-data.ts";

export const COLUMNS = [
  "country_id",
  "country",
  "year",
  "region",
  "sb_exist",
  "sb_total_deaths_best",
  "ns_exist",
  "ns_total_deaths_best",
  "os_exist",
  "os_total_deaths_best",
] as const;

type Record = readonly (string | number)[];

/** Every state and year from 1989; three in four without deaths, the rest from a seed. */
function records(lastYear: number): Record[] {
  const random = seeded(lastYear);
  const deaths = () => (random() < 0.75 ? 0 : Math.floor(random() * 4000));
  const years = Array.from({ length: lastYear - 1988 }, (_, i) => 1989 + i);
  // UCDP writes Serbia as 345, never as 340.
  const states = [...ISO3_OF].filter(([id]) => id !== "340");
  return states.flatMap(([id, iso3]) =>
    years.map((year) => {
      const [sb, ns, os] = [deaths(), deaths(), deaths()];
      const name = countries.get(iso3)?.name ?? iso3;
      return [id, name, year, "Africa", +(sb > 0), sb, +(ns > 0), ns, +(os > 0), os];
    }),
  );
}

/** The file of a version: 25.1 ends its columns in `_cy`, 26.1 does not. */
export function csvOf(rows: readonly Record[], suffix: "_cy" | ""): string {
  const quote = (cell: string | number) => (/[",]/.test(String(cell)) ? `"${cell}"` : String(cell));
  return `${[COLUMNS.map((c) => c + suffix), ...rows].map((row) => row.map(quote).join(",")).join("\n")}\n`;
}

/** A zip archive of text files; the same texts give the same bytes. */
export async function zipOf(files: readonly (readonly [string, string])[]): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, extendedTimestamp: false });
  const lastModDate = new Date(2025, 5, 10);
  for (const [name, text] of files) await zip.add(name, new TextReader(text), { lastModDate });
  return zip.close();
}

const archive = await zipOf([["organizedviolencecy_v25_1.csv", csvOf(records(2024), "_cy")]]);

/** The token-free file of version 25.1. */
export const ucdpReplay: Replay = {
  hosts: ["ucdp.uu.se"],
  answer(url, asked) {
    if (url.pathname !== "/downloads/organizedviolencecy/organizedviolencecy-251-csv.zip") return null;
    const headers = {
      "content-type": "application/x-zip-compressed",
      etag: '"ucdp-251"',
      "last-modified": "Tue, 10 Jun 2025 08:00:00 GMT",
    };
    if (asked["if-none-match"] === headers.etag) return { status: 304, headers, body: "" };
    return { headers, body: archive };
  },
};

const newest = records(2025).map((row) => Object.fromEntries(COLUMNS.map((name, i) => [name, row[i]])));

/** The API with version 26.1, pages counted from 0; 401 without a token, as the real one. */
export const ucdpApiReplay: Replay = {
  hosts: ["ucdpapi.pcr.uu.se"],
  answer(url, asked) {
    if (url.pathname !== "/api/organizedviolencecy/26.1") return null;
    if (!asked["x-ucdp-access-token"]) return { status: 401, body: "" };
    const size = Math.min(Number(url.searchParams.get("pagesize")), 1000);
    const page = Number(url.searchParams.get("page"));
    const pages = Math.ceil(newest.length / size);
    const at = (number: number) =>
      number < 0 || number >= pages ? "" : `${url.origin}${url.pathname}?pagesize=${size}&page=${number}`;
    const body = JSON.stringify({
      TotalCount: newest.length,
      TotalPages: pages,
      PreviousPageUrl: at(page - 1),
      NextPageUrl: at(page + 1),
      Result: newest.slice(page * size, (page + 1) * size),
    });
    return { headers: { "content-type": "application/json; charset=utf-8" }, body };
  },
};
