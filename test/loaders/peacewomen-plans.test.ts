import { describe, expect, it } from "vitest";
import { countryFinder } from "../../loaders/peacewomen-plans/country-names.ts";
import { plainText } from "../../loaders/peacewomen-plans/page.ts";
import { namedPlan } from "../../loaders/peacewomen-plans/propose.ts";
import { peacewomenPlans } from "../../loaders/peacewomen-plans/source.ts";
import { DriftError } from "../../src/errors/source-errors.ts";
import type { KnownPlan } from "../../src/model/live-source.ts";
import { answerOf, context, countries, pull } from "../support/iati-work.ts";
import { peacewomenPlansReplay } from "../support/replay/peacewomen-plans.ts";
import { tempFolder } from "../support/temp.ts";

const plan = (iso3: string, nap_sequence: number, start_year: number): KnownPlan => ({
  iso3,
  nap_sequence,
  adopted: null,
  start_year,
  end_year: start_year + 4,
});

const answer = async (body: unknown) =>
  answerOf(
    await tempFolder(),
    "pages-1.json",
    "json",
    typeof body === "string" ? body : JSON.stringify(body),
  );
const page = (
  title: string,
  modified = "2020-01-01T00:00:00",
  link = "https://1325naps.peacewomen.org/x/",
) => ({
  id: Math.abs([...title].reduce((h, c) => (h * 31 + c.charCodeAt(0)) | 0, 7)),
  title: { rendered: title },
  link,
  modified_gmt: modified,
});
const proposeOf = async (pages: unknown[], known: KnownPlan[], since = "2026-01-01") =>
  peacewomenPlans.propose([await answer(pages)], context(), known, since);

describe("the list of pages", () => {
  it("is asked page by page until WordPress names no next one", async () => {
    const answers = await pull(peacewomenPlans, peacewomenPlansReplay);
    expect(answers.map((a) => a.name)).toEqual(["pages-1.json", "pages-2.json"]);
    const known = [...countries().keys()].map((iso3) => plan(iso3, 1, 2020));
    const result = await peacewomenPlans.propose(answers, context(), known, "2026-10-01");
    expect(result.records).toBeGreaterThan(peacewomenPlans.min_rows);
    expect(result.proposals.filter((p) => p.action === "changed")).toHaveLength(2);
    expect(result.proposals[0]).toMatchObject({
      action: "new",
      iso3: "KEN",
      title: "Kenya’s Seventh NAP: 7th plan 2031–2035",
      reason: "The page names a plan: the register has no plan number 7 of this country",
    });
    expect(result.as_of).toBe("2026-11-01");
    expect(result.leftOut["pages whose title names no plan"]).toBe(2);
    const left = Object.values(result.leftOut).reduce((a, b) => a + b, 0);
    expect(left + result.proposals.length).toBe(result.records);
  });

  it("goes on after a full page and ends after a short one where the Link header is gone", async () => {
    const full = await answer(Array.from({ length: 100 }, (_, i) => page(`Kenya NAP ${i}`)));
    expect((await peacewomenPlans.next([full], context()))[0]?.name).toBe("pages-2.json");
    expect(await peacewomenPlans.next([await answer([page("Kenya NAP")])], context())).toEqual([]);
  });

  it.each([
    ['{"code":"rest_no_route"}', /not a list of pages/],
    ["<html>", /not JSON/],
    ['[{"id":1,"title":"Kenya","modified_gmt":"2020-01-01T00:00:00"}]', /has no title/],
    ['[{"id":1,"title":{"rendered":"Kenya"}}]', /when it was changed/],
    ['[{"title":{"rendered":"Kenya"}}]', /has no id/],
    ["[1]", /not an object/],
  ])("is refused by name in any other shape: %s", async (body, message) => {
    await expect(peacewomenPlans.next([await answer(body)], context())).rejects.toThrow(DriftError);
    await expect(peacewomenPlans.next([await answer(body)], context())).rejects.toThrow(message);
  });
});

describe("proposals", () => {
  const kenya = [plan("KEN", 1, 2016), plan("KEN", 2, 2020)];

  it("are new for a generation, a period or a country that the register lacks", async () => {
    const titles = [
      "Kenya Third NAP",
      "Kenya NAP 2025-2029",
      "Uganda NAP Overview",
      "Kenya Second NAP 2020–2024",
    ];
    const { proposals, leftOut } = await proposeOf(
      titles.map((t) => page(t)),
      kenya,
    );
    expect(proposals.map((p) => `${p.action} ${p.iso3} ${p.title}`).sort()).toEqual([
      "new KEN Kenya NAP 2025-2029",
      "new KEN Kenya Third NAP",
      "new UGA Uganda NAP Overview",
    ]);
    expect(leftOut).toEqual({ "unchanged pages of known plans": 1 });
  });

  it("are changed on and after the day of the last look, not before", async () => {
    const pages = ["2025-12-31T23:59:59", "2026-01-01T00:00:00"].map((m, i) =>
      page(`Kenya NAP Overview ${i}`, m),
    );
    const { proposals } = await proposeOf(pages, kenya);
    expect(proposals.map((p) => `${p.action} ${p.modified}`)).toEqual(["changed 2026-01-01T00:00:00"]);
  });

  it("never carry markup, or an address that is not the site's", async () => {
    const hostile = page(
      "<b>Chad</b> NAP <script>x()</script>&lt;i&gt;\u202e",
      undefined,
      "javascript:alert(1)",
    );
    const { proposals } = await proposeOf([hostile], []);
    expect(proposals[0]).toMatchObject({ iso3: "TCD", title: "Chad NAP <i>" });
    expect(proposals[0]?.url).toMatch(/^https:\/\/1325naps\.peacewomen\.org\/\?page_id=\d+$/);
  });
});

describe("names", () => {
  it("of countries match whole, the longest first, by aliases too", () => {
    const find = countryFinder(countries());
    const cases: [string, string[]][] = [
      ["South Sudan NAP Overview", ["SSD"]],
      ["Niger NAP", ["NER"]],
      ["Guinea-Bissau NAP", ["GNB"]],
      ["Democratic Republic of Congo NAP", ["COD"]],
      ["Côte d’Ivoire NAP", ["CIV"]],
      ["UK NAP", ["GBR"]],
      ["Kenya and Uganda NAP", ["KEN", "UGA"]],
      ["Regional Action Plan", []],
    ];
    for (const [title, expected] of cases) expect(find(title).sort(), title).toEqual(expected);
  });

  it("of plans are read from titles", () => {
    expect(namedPlan("Kenya Second NAP 2020-2024")).toEqual({ generation: 2, start: 2020, end: 2024 });
    expect(namedPlan("Kenya 3rd NAP")).toEqual({ generation: 3, start: null, end: null });
    expect(namedPlan("UN Resolution 1325 action plan")).toEqual({ generation: null, start: null, end: null });
  });

  it("lose their entities", () => {
    expect(plainText("Ireland &#8211; &quot;NAP&quot; &amp; more")).toBe('Ireland – "NAP" & more');
  });
});
