import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ISO3_OF } from "../../loaders/ucdp/gleditsch-ward.ts";
import { ucdp, ucdpApi } from "../../loaders/ucdp/live.ts";
import {
  answerOf,
  context,
  countries,
  PROTOTYPE_NAMES,
  pullAll,
  pullAndParse,
  rowsOf,
} from "../support/replay/pull-series.ts";
import { ucdpApiReplay, ucdpReplay, zipOf } from "../support/replay/ucdp.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/live/ucdp/${name}`, import.meta.url), "utf8");

async function readZip(bytes: Uint8Array) {
  const [request] = await ucdp.next([], context);
  if (!request) throw new Error("nothing asked");
  return ucdp.parse([await answerOf(request, bytes)], context);
}
const readFile = async (text: string, name = "organizedviolencecy_v25_1.csv") =>
  readZip(await zipOf([[name, text]]));

type Json = ReturnType<typeof JSON.parse>;
async function readApi(change: (rows: Json[], body: Json) => void = () => {}) {
  const body = JSON.parse(fixture("api.json"));
  change(body.Result, body);
  if (body.TotalCount === 6 && body.Result) body.TotalCount = body.Result.length;
  return readApiText(JSON.stringify(body));
}
async function readApiText(text: string) {
  const [request] = await ucdpApi.next([], context);
  if (!request) throw new Error("nothing asked");
  return ucdpApi.parse([await answerOf(request, text)], context);
}

const STATE_BASED = ["AFG 2024 812", "COD 2024 2400", "NAM 2024 0", "YEM 2024 450"];
const LEFT_OUT = {
  "years before 1997": 1,
  "no value upstream: unknown": 1,
  "state not in the Gleditsch–Ward table, without deaths: 999 Atlantis": 1,
};

describe("UCDP, good answers of both routes and versions", () => {
  it.each(["v25_1.csv", "v26_1.csv"])("%s", async (name) => {
    const got = await readFile(fixture(name));
    expect(rowsOf(got, "ucdp_state_based_deaths_best")).toEqual(STATE_BASED);
    expect(rowsOf(got, "ucdp_non_state_deaths_best")).toEqual(["AFG 2024 0", "COD 2024 310", "NAM 2024 0"]);
    expect(rowsOf(got, "ucdp_one_sided_deaths_best")).toContain("COD 2024 1900");
    expect(got.leftOut).toEqual(LEFT_OUT);
    expect(got.quarantined).toEqual([]);
    expect(got.as_of).toBe("2024");
    expect(got.rows.length + 3).toBe(got.records);
  });

  it("api.json, with numbers as numbers and as text", async () => {
    const got = await readApi();
    expect(rowsOf(got, "ucdp_api_state_based_deaths_best")).toEqual(STATE_BASED);
    expect(got.leftOut).toEqual(LEFT_OUT);
  });

  it("whole pulls pass the floors; the API is asked page by page", async () => {
    const file = await pullAndParse(ucdp, ucdpReplay);
    expect(file.rows.length).toBeGreaterThan(ucdp.min_rows);
    expect(file.quarantined).toEqual([]);
    const answers = await pullAll(ucdpApi, ucdpApiReplay);
    expect(answers).toHaveLength(8);
    const api = await ucdpApi.parse(answers, context);
    expect(api.rows.length).toBeGreaterThan(ucdpApi.min_rows);
    expect(api.as_of).toBe("2025");
    await expect(ucdpApi.parse(answers.slice(0, 7), context)).rejects.toMatchObject({ code: "drift" });
  });

  it("takes a byte order mark, and a file beside the table", async () => {
    const bytes = await zipOf([
      ["readme.txt", "Cite us"],
      ["a.csv", `\ufeff${fixture("v25_1.csv")}`],
    ]);
    expect(rowsOf(await readZip(bytes), "ucdp_state_based_deaths_best")).toEqual(STATE_BASED);
  });

  it("the token goes into its header only, and into no address", async () => {
    expect(ucdpApi.secret).toMatchObject({ env: "UCDP_TOKEN", header: "x-ucdp-access-token" });
    const answers = await pullAll(ucdpApi, ucdpApiReplay);
    expect(answers.every((a) => !a.url.includes("token"))).toBe(true);
  });

  it("each number of the table is a country of ours; only Serbia has two", () => {
    const codes = [...ISO3_OF.values()];
    expect(codes.filter((iso3) => !countries.has(iso3))).toEqual([]);
    expect(codes.filter((iso3, i) => codes.indexOf(iso3) !== i)).toEqual(["SRB"]);
    // Numbers that are easily confused: the two Congos, Sudans, Koreas, and the Pacific, where Correlates of War differs.
    const known = new Map([
      ["484", "COG"],
      ["490", "COD"],
      ["625", "SDN"],
      ["626", "SSD"],
      ["731", "PRK"],
      ["732", "KOR"],
      ["970", "KIR"],
      ["971", "NRU"],
    ]);
    for (const [number, iso3] of known) expect(ISO3_OF.get(number)).toBe(iso3);
  });
});

describe("UCDP file, drift", () => {
  const good = fixture("v25_1.csv");
  it.each<[string, string, string, RegExp]>([
    [
      "column renamed",
      good.replace("sb_total_deaths_best_cy", "sb_deaths_cy"),
      "drift",
      /sb_total_deaths_best_cy/,
    ],
    ["column missing", good.replaceAll(/^([^,]*,[^,]*),[^,]*,/gm, "$1,"), "drift", /year_cy/],
    ["columns of two versions", good.replace("region_cy", "country_id"), "drift", /two versions/],
    ["column twice", good.replace("region_cy", "year_cy"), "drift", /twice/],
    ["duplicate key", `${good}700,Afghanistan,2024,Asia,1,812,0,0,1,151\n`, "drift", /AFG 2024/],
    ["no records", good.split("\n")[0] ?? "", "drift", /no records/],
    ["web page", "<html>Sorry</html>", "answer-kind", /web page/],
    ["cut row", good.slice(0, -4), "csv-structure", /cells/],
    ["Latin-1", "", "encoding", /UTF-8/],
  ])("%s", async (name, text, code, what) => {
    const failed = name === "Latin-1" ? readZip(await latin1()) : readFile(text);
    await expect(failed).rejects.toMatchObject({ code });
    await expect(failed).rejects.toThrow(what);
  });

  it("an archive with two tables, with none, or that is none", async () => {
    const twice = zipOf([
      ["a.csv", good],
      ["b.csv", good],
    ]);
    await expect(readZip(await twice)).rejects.toMatchObject({ code: "archive" });
    await expect(readZip(await zipOf([["a.txt", good]]))).rejects.toMatchObject({ code: "archive" });
    await expect(readZip(new TextEncoder().encode("<html>Sorry, no such file</html>"))).rejects.toMatchObject(
      {
        code: "archive",
      },
    );
  });
});

/** A table whose state is written in Latin-1. */
async function latin1(): Promise<Uint8Array> {
  const { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } = await import("@zip.js/zip.js");
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  const bytes = Buffer.from(fixture("v25_1.csv").replace("Namibia", "Côte"), "latin1");
  await zip.add("a.csv", new Uint8ArrayReader(bytes));
  return zip.close();
}

describe("UCDP API, drift", () => {
  it.each<[string, (rows: Json[], body: Json) => void, RegExp]>([
    ["column missing", (rows) => delete rows[1].os_total_deaths_best, /os_total_deaths_best/],
    ["type change", (rows) => (rows[1].year = [2024]), /year is neither/],
    ["duplicate key", (rows) => rows.push({ ...rows[1] }), /AFG 2024/],
    ["empty list", (rows) => rows.splice(0), /list is empty/],
    ["fewer records than announced", (_, body) => (body.TotalCount = 7), /6 records came, 7/],
    ["fewer pages than announced", (_, body) => (body.TotalPages = 2), /not complete/],
    ["no Result", (_, body) => delete body.Result, /Result is nothing/],
    ["no totals", (_, body) => delete body.TotalCount, /TotalCount/],
  ])("%s", async (_, change, what) => {
    const failed = readApi(change);
    await expect(failed).rejects.toMatchObject({ code: "drift" });
    await expect(failed).rejects.toThrow(what);
  });

  it("a web page and plain words", async () => {
    await expect(readApiText("<html>Login</html>")).rejects.toMatchObject({ code: "answer-kind" });
    await expect(readApiText("Version not found")).rejects.toMatchObject({ code: "drift" });
  });
});

describe("UCDP, states that are not mapped, bad cells and hostile text", () => {
  it("a state with deaths that is not in the table is kept in quarantine", async () => {
    const got = await readFile(
      fixture("v25_1.csv").replace(
        "999,Atlantis,2024,Europe,0,0,0,0,0",
        "999,Atlantis,2024,Europe,0,0,1,40,0",
      ),
    );
    expect(got.quarantined).toMatchObject([
      { code: "unknown-code", column: "country_id", value: "999", row: 7 },
    ]);
    expect(got.quarantined[0]?.raw).toContain("40");
  });

  it.each(["n/a", "-1", "1,5"])("deaths of %j go to quarantine, others of the row stay", async (value) => {
    const got = await readApi((rows) => (rows[1].sb_total_deaths_best = value));
    expect(got.quarantined).toHaveLength(1);
    expect(rowsOf(got, "ucdp_api_state_based_deaths_best")).toEqual(STATE_BASED.slice(1));
    expect(rowsOf(got, "ucdp_api_one_sided_deaths_best")).toContain("AFG 2024 151");
  });

  it.each([...PROTOTYPE_NAMES, "\u202e007", "x".repeat(1_000_000)])(
    "state %.20s goes to quarantine",
    async (id) => {
      const got = await readApi((rows) => (rows[1].country_id = id));
      expect(got.quarantined).toMatchObject([{ code: "unknown-code", row: 2 }]);
      expect(got.quarantined[0]?.raw.length).toBeLessThan(11_000);
    },
  );
});
