import { readFileSync } from "node:fs";
import type { Replay } from "./replay.ts";
import { countries, seeded } from "./series-data.ts";

const FIXTURES = new URL("../../fixtures/live/our-world-in-data/", import.meta.url);
const ETAG = '"owid-2026-03-17"';

/** Charts, the short name of their measure, and whether they carry the region of Our World in Data. */
const CHARTS = new Map([
  ["women-political-empowerment-index", { short: "wom_emp_vdem__estimate_best", top: 1, region: true }],
  ["share-of-women-in-parliament", { short: "wom_parl_vdem__estimate_best", top: 60, region: false }],
]);

/** Every country from 1789 in steps, each year from 1990, and the groups and Kosovo as upstream codes them. */
function table(slug: string): string | null {
  const chart = CHARTS.get(slug);
  if (!chart) return null;
  const random = seeded(slug.length);
  const places = [...countries.values()].map((c) => [c.name, c.iso3 === "XKX" ? "OWID_KOS" : c.iso3]);
  places.push(["World", "OWID_WRL"], ["Africa", ""], ["European Union (27)", "OWID_EU27"]);
  const years = [1789, 1850, 1900, 1950, ...Array.from({ length: 36 }, (_, i) => 1990 + i)];
  const lines = [`entity,code,year,${chart.short}${chart.region ? ",owid_region" : ""}`];
  for (const [name, code] of places) {
    for (const year of years) {
      const value = (random() * chart.top).toFixed(3);
      const quoted = name?.includes(",") ? `"${name}"` : name;
      lines.push(`${quoted},${code},${year},${value}${chart.region ? "," : ""}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** The two charts at full size from a seed, with their metadata; answers 304 to its own ETag. */
export const ourWorldInDataReplay: Replay = {
  hosts: ["ourworldindata.org"],
  answer(url, asked) {
    const [, slug = "", kind] = /^\/grapher\/([\w-]+)\.(csv|metadata\.json)$/.exec(url.pathname) ?? [];
    if (!kind || url.searchParams.get("useColumnShortNames") !== "true" || !CHARTS.has(slug)) return null;
    const headers = {
      etag: ETAG,
      "content-type": kind === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8",
    };
    if (asked["if-none-match"] === ETAG) return { status: 304, headers, body: "" };
    const body =
      kind === "csv" ? table(slug) : readFileSync(new URL(`${slug}.metadata.json`, FIXTURES), "utf8");
    return body === null ? null : { headers, body };
  },
};
