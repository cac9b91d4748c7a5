import { type Cell, economyRow, headerRows, workbook } from "../../fixtures/live/wps-index-workbook/build.ts";
import type { Replay } from "./replay.ts";
import { countries, dataRows, seeded } from "./series-data.ts";

/** Largest made-up value of each input, within what the loader takes for believable. */
export const TOPS = [14, 90, 100, 100, 60, 100, 4, 900, 1.15, 40, 95, 3, 100];

/** All economies of the edition of 2025 with their real ranks and scores; inputs from a seed, one in forty imputed. */
function rows(): Cell[][] {
  const ranks = new Map<string, number>();
  const scores = new Map<string, number>();
  for (const row of dataRows("snapshots/wps-index/2025/wps-index.csv")) {
    if (row.get("year") !== "2025") continue;
    const target = row.get("indicator") === "wps_index_rank" ? ranks : scores;
    target.set(row.get("iso3") ?? "", Number(row.get("value")));
  }
  const random = seeded(2025);
  const inputs = () =>
    TOPS.map((top): [Cell, Cell] => {
      const value = Number((0.5 + random() * (top - 0.5)).toFixed(3));
      return random() < 0.025 ? [value, "ae"] : [value, random() < 0.2 ? "a" : null];
    });
  const economies = [...ranks]
    .sort((a, b) => a[1] - b[1])
    .map(([iso3, rank]) => {
      // Names end in a space here and there, as Palestine's does upstream.
      const name = iso3 === "PSE" ? "Palestine " : (countries.get(iso3)?.name ?? iso3);
      return economyRow(rank, name, iso3, scores.get(iso3) ?? null, inputs());
    });
  const group = economyRow(null, "Sub-Saharan Africa", "", 0.5, inputs());
  return [
    ...headerRows(),
    ["TOP QUINTILE"],
    ...economies.slice(0, 36),
    ["SECOND QUINTILE"],
    ...economies.slice(36),
    [],
    ["COUNTRIES WITHOUT A RANK"],
    economyRow(null, "Monaco", "MCO", null, inputs()),
    ["REGIONS"],
    group,
    ["Notes: ae Imputed from group means."],
  ];
}

const body = await workbook("TABLE 1", rows());

/** The workbook of 2025/26 at full size. */
export const wpsIndexWorkbookReplay: Replay = {
  hosts: ["giwps.georgetown.edu"],
  answer(url, asked) {
    if (url.pathname !== "/wp-content/uploads/2025/10/WPS-Index-2025-Data.xlsx") return null;
    const headers = {
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      etag: '"wps-2025"',
      "last-modified": "Mon, 20 Oct 2025 12:00:00 GMT",
    };
    if (asked["if-none-match"] === headers.etag) return { status: 304, headers, body: "" };
    return { headers, body };
  },
};
