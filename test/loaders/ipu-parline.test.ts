import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ipuParline } from "../../loaders/ipu-parline/live.ts";
import { ipuParlineReplay } from "../support/replay/ipu-parline.ts";
import { answerOf, context, PROTOTYPE_NAMES, pullAll, rowsOf } from "../support/replay/pull-series.ts";

const fixture = readFileSync(new URL("../fixtures/live/ipu-parline/chambers.json", import.meta.url), "utf8");
const LOWER = "ipu_women_share_lower_chamber_current_pct";
const UPPER = "ipu_women_share_upper_chamber_current_pct";

type Json = ReturnType<typeof JSON.parse>;
async function readText(text: string) {
  const [request] = await ipuParline.next([], context);
  if (!request) throw new Error("nothing asked");
  return ipuParline.parse([await answerOf(request, text)], context);
}
async function read(change: (data: Json[], body: Json) => void = () => {}) {
  const body = JSON.parse(fixture);
  change(body.data, body);
  if (body.meta?.total === 6 && body.data) body.meta.total = body.data.length;
  return readText(JSON.stringify(body));
}

describe("IPU Parline, good answers", () => {
  it("takes the share in force of each chamber, and counts unknown ones", async () => {
    const got = await read();
    expect(rowsOf(got, LOWER)).toEqual(["NAM 2026 40.6", "JPN 2026 15.7"]);
    expect(rowsOf(got, UPPER)).toEqual(["NAM 2026 21.4"]);
    expect(got.leftOut).toEqual({
      "no share in force: unknown": 1,
      "a share of 0 without a number of women: unknown": 1,
      "country not in our table: XX": 1,
    });
    expect(got.as_of).toBe("2026-11-24");
    expect(got.rows.length + 3).toBe(got.records);
  });

  it("keeps a share of zero where no woman is a member", async () => {
    const got = await read((d) => (d[4].attributes.current_women_number = { value: 0 }));
    expect(rowsOf(got, LOWER)).toContain("MMR 2026 0");
  });

  it("pages through all chambers and passes its own floor", async () => {
    const answers = await pullAll(ipuParline, ipuParlineReplay);
    expect(answers.map((a) => a.name)).toEqual(["chambers.p1.json", "chambers.p2.json", "chambers.p3.json"]);
    const got = await ipuParline.parse(answers, context);
    expect(got.rows.length).toBeGreaterThan(ipuParline.min_rows);
    expect(got.quarantined).toEqual([]);
    await expect(ipuParline.parse(answers.slice(0, 2), context)).rejects.toMatchObject({ code: "drift" });
  });

  it("takes a byte order mark", async () => {
    expect(rowsOf(await readText(`\ufeff${fixture}`), LOWER)).toHaveLength(2);
  });
});

describe("IPU Parline, drift", () => {
  it.each<[string, (data: Json[], body: Json) => void, RegExp]>([
    ["attributes gone", (d) => delete d[0].attributes, /attributes is nothing/],
    ["code gone", (d) => delete d[0].id, /id is nothing/],
    [
      "a bare number",
      (d) => (d[0].attributes.current_women_percent = 40.6),
      /current_women_percent is number/,
    ],
    [
      "an entry without value",
      (d) => (d[0].attributes.current_women_percent = { term: "x" }),
      /has no value/,
    ],
    [
      "two entries in force",
      (d) => (d[0].attributes.current_women_percent[0].date_to = null),
      /in force at once/,
    ],
    [
      "the share renamed everywhere",
      (d) => {
        for (const item of d) {
          item.attributes.women_share = item.attributes.current_women_percent;
          delete item.attributes.current_women_percent;
        }
      },
      /No usable value/,
    ],
    ["a second lower chamber", (d) => d.push({ ...d[2], id: "JP-LC02" }), /JPN 2026/],
    ["empty list", (d) => d.splice(0), /list is empty/],
    ["fewer chambers than announced", (_, b) => (b.meta.total = 7), /6 chambers came, 7/],
    ["fewer pages than announced", (_, b) => (b.meta.total = 101), /not complete/],
    ["no total", (_, b) => delete b.meta.total, /total is nothing/],
    ["an error object", (_, b) => delete b.data, /data is nothing/],
  ])("%s", async (_, change, what) => {
    const failed = read(change);
    await expect(failed).rejects.toMatchObject({ code: "drift" });
    await expect(failed).rejects.toThrow(what);
  });

  it("a web page is named", async () => {
    await expect(readText("<html>403 Forbidden</html>")).rejects.toMatchObject({ code: "answer-kind" });
  });
});

describe("IPU Parline, bad cells and hostile text", () => {
  it.each<[unknown, string]>([
    ["n/a", "not-a-number"],
    [{ percent: 3 }, "not-a-number"],
    [140, "contradiction"],
    [12.5, "contradiction"],
  ])("the share %j goes to quarantine", async (value, code) => {
    const got = await read((d) => (d[2].attributes.current_women_percent = { value }));
    expect(got.quarantined).toMatchObject([{ code, row: 3 }]);
    expect(rowsOf(got, LOWER)).toEqual(["NAM 2026 40.6"]);
  });

  it.each([...PROTOTYPE_NAMES, "J\u202eP-LC01", "x".repeat(1_000_000)])(
    "chamber %.20s goes to quarantine",
    async (id) => {
      const got = await read((d) => (d[2].id = id));
      expect(got.quarantined).toMatchObject([{ code: "wrong-form", column: "id" }]);
      expect(got.quarantined[0]?.raw.length).toBeLessThan(11_000);
    },
  );
});
