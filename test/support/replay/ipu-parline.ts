import type { Replay } from "./replay.ts";
import { countries, dataRows } from "./series-data.ts";

type Share = { value: number; date_from: string; date_to: string | null };

const chamber = (id: string, share: Share[] | { value: number }, members: number, women: number) => ({
  type: "chambers",
  id,
  attributes: {
    current_women_percent: share,
    current_members_number: { value: members },
    current_women_number: { value: women },
  },
  links: { self: `https://api.data.ipu.org/v1/chambers/${id}` },
});

/** The newest share of each country in the snapshot (real) as that of a lower chamber of 100,000 seats (made up). */
function chambers() {
  const newest = new Map<string, number>();
  for (const row of dataRows("snapshots/women-in-parliament/2026-10-10/women-in-parliament.csv")) {
    newest.set(row.get("iso3") ?? "", Number(row.get("value")));
  }
  return [...newest].flatMap(([iso3, share], i) => {
    const iso2 = countries.get(iso3)?.iso2;
    if (!iso2) return [];
    const history = [
      { value: 1, date_from: "2001-01-01", date_to: "2019-12-31" },
      { value: share, date_from: "2020-01-01", date_to: null },
    ];
    const lower = chamber(
      `${iso2}-LC01`,
      i % 2 === 0 ? history : { value: share },
      100_000,
      Math.round(share * 1000),
    );
    return i % 3 === 0 ? [lower, chamber(`${iso2}-UC01`, { value: 25 }, 40, 10)] : [lower];
  });
}

const all = chambers();

/** The chambers of Parline in JSON:API form; pages of at most 100. */
export const ipuParlineReplay: Replay = {
  hosts: ["api.data.ipu.org"],
  answer(url) {
    if (url.pathname !== "/v1/chambers" || !url.searchParams.get("fields")) return null;
    const size = Math.min(Number(url.searchParams.get("page[size]")), 100);
    const page = Number(url.searchParams.get("page[number]"));
    const data = all.slice((page - 1) * size, page * size);
    const meta = { total: all.length, licence: "CC BY-NC-SA 4.0" };
    return {
      headers: { "content-type": "application/vnd.api+json" },
      body: JSON.stringify({ data, meta, links: {} }),
    };
  },
};
