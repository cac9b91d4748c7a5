import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { partnershipsData } from "../../src/site/page-data/partnerships.ts";
import { twinningData } from "../../src/site/page-data/twinning.ts";
import { prerender } from "../../src/site/prerender.ts";
import type { Database } from "../../src/warehouse/database.ts";
import type { PartnershipData } from "../../src/web/data/partnership.ts";
import type { TwinningData } from "../../src/web/data/twinning.ts";
import * as partnership from "../../src/web/pages/partnership.ts";
import * as twinning from "../../src/web/pages/twinning.ts";
import { testWarehouse } from "../support/warehouse.ts";

let db: Database;
let data: TwinningData;
let pages: PartnershipData[];

beforeAll(async () => {
  db = await testWarehouse();
  data = (await twinningData(db))[0]?.[1] as TwinningData;
  pages = (await partnershipsData(db)).map(([, value]) => value as PartnershipData);
});
afterAll(() => db.close());

function drawn(module: typeof twinning | typeof partnership, value: unknown) {
  const { document } = parseHTML('<html><body><div id="app" data-base="../"></div></body></html>');
  const root = document.getElementById("app") as unknown as HTMLElement;
  const meta = prerender(document, root, value, module);
  return { root, meta, text: root.textContent ?? "" };
}

/** Text of things that are not there, and words that claim an effect. */
const BROKEN = /\bundefined\b|\bNaN\b|\bnull\b|\[object|Infinity/;
const CAUSAL = /\b(caused|causes|led to|thanks to|because of twinning|improved)\b/i;

const headings = (root: HTMLElement) =>
  [...root.querySelectorAll("h1, h2, h3, h4")].map((e) => Number(e.tagName.slice(1)));

function expectSound(root: HTMLElement, text: string) {
  expect(text.match(BROKEN)?.[0]).toBeUndefined();
  expect(root.querySelectorAll("h1")).toHaveLength(1);
  const levels = headings(root);
  for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0)).toBeLessThanOrEqual(1);
  const ids = [...root.querySelectorAll("[id]")].map((e) => e.getAttribute("id"));
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
}

describe("Twinning page without a browser", () => {
  it("lists every arrangement once, those that count first", () => {
    const { root, text } = drawn(twinning, data);
    expectSound(root, text);
    const entries = [...root.querySelectorAll(".arrangements > li")].map((li) => li.getAttribute("data-id"));
    expect([...entries].sort()).toEqual(data.arrangements.map((a) => a.id));
    expect(entries.slice(0, 5).sort()).toEqual(["P01", "P02", "P03", "P05", "P10"]);
    expect(root.querySelectorAll(".arrangements > li.counting")).toHaveLength(5);
    expect(root.querySelector(".lead")?.textContent).toContain(
      "one completed, one lapsed and three of unknown status",
    );
  });

  it("draws a mark for every country and says in the table what each line is", () => {
    const { root } = drawn(twinning, data);
    const network = root.querySelector("#network");
    const marks = [...(network?.querySelectorAll("[data-node]") ?? [])].map((e) =>
      e.getAttribute("data-node"),
    );
    expect(marks).toEqual(expect.arrayContaining(["IRL", "LBR", "TLS", "FIN", "KEN", "P05"]));
    const lines = network?.querySelectorAll(".link").length;
    expect(network?.querySelectorAll("tbody tr")).toHaveLength(lines ?? -1);
  });

  it("names the countries that are twinned on the drawing", () => {
    const { root } = drawn(twinning, data);
    const names = [...(root.querySelectorAll("#network svg text.strong") ?? [])].map((e) => e.textContent);
    const twinned = Object.keys(data.statuses.twinning ?? {});
    expect(names).toHaveLength(twinned.length);
  });

  it("puts a row on the timeline for each arrangement and counts those without a year", () => {
    const { root } = drawn(twinning, data);
    const timeline = root.querySelector("#timeline");
    expect(timeline?.querySelectorAll("tbody tr")).toHaveLength(62);
    const unknown = data.arrangements.filter((a) => a.start === null).length;
    expect(timeline?.textContent).toContain(`First year unknown: ${unknown}`);
  });
});

describe("Pages of arrangements without a browser", () => {
  it("are sound for all 62, whatever is unknown", () => {
    for (const page of pages) {
      const { root, text, meta } = drawn(partnership, page);
      expectSound(root, text);
      expect(meta.description).not.toMatch(BROKEN);
      expect(root.querySelectorAll(".activities > li")).toHaveLength(page.activities.length);
      expect(root.querySelectorAll(".claims > li")).toHaveLength(page.claims.length);
      expect(root.querySelectorAll(".definitions tbody tr")).toHaveLength(7);
    }
  });

  it("use no causal word of their own", () => {
    const bare = pages.map((page) => ({
      ...page,
      claims: [],
      activities: [],
      support: [],
      sources: [],
      arrangement: { ...page.arrangement, note: null, name: "A – B" },
    }));
    for (const page of bare) expect(drawn(partnership, page).text).not.toMatch(CAUSAL);
  });

  it("show a record's markup as text", () => {
    const page = pages[0];
    if (!page) throw new Error("No page");
    const hostile = '<img src=x onerror="alert(1)">';
    const { root, text } = drawn(partnership, {
      ...page,
      arrangement: { ...page.arrangement, name: hostile, note: hostile },
      sources: [
        { id: "twinning:S001", title: hostile, publisher: hostile, year: null, url: "javascript:alert(1)" },
      ],
    });
    expect(root.querySelectorAll("img")).toHaveLength(0);
    expect(text).toContain(hostile);
    expect(
      [...root.querySelectorAll("a")].some((a) => a.getAttribute("href")?.startsWith("javascript")),
    ).toBe(false);
  });
});
