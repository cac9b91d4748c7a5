import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { threadsFor } from "../../loaders/iati/extract.ts";
import { readAll } from "../../loaders/iati/read-all.ts";
import { iati } from "../../loaders/iati/source.ts";
import { NapError } from "../../src/errors/nap-error.ts";
import { DriftError, TruncatedError } from "../../src/errors/source-errors.ts";
import { answerOf, context, pull, runExtract } from "../support/iati-work.ts";
import { iatiReplay, iatiTotals } from "../support/replay/iati.ts";
import { tempFolder } from "../support/temp.ts";
import { zipOf } from "../support/zip-of.ts";

const document = (activities: string, attributes = 'version="2.03"') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities ${attributes}>${activities}</iati-activities>`;

interface Pieces {
  id?: string;
  updated?: string;
  lists?: string;
  transactions: string;
}
const activity = ({ id = "A-1", updated = "2026-01-01", lists = "", transactions }: Pieces) =>
  `<iati-activity default-currency="USD" last-updated-datetime="${updated}"><iati-identifier>
    ${id} </iati-identifier><reporting-org ref="XM-1"><narrative>One &amp; only</narrative></reporting-org>${lists}${transactions}</iati-activity>`;
const paid = (value: string, more = "", type = "3", date = "2020-05-01") =>
  `<transaction><transaction-type code="${type}"/><transaction-date iso-date="${date}"/><value value-date="2021-01-01">${value}</value>${more}</transaction>`;

const indexOf = (names: string[]) =>
  JSON.stringify({
    index_created: "2026-11-20T00:00:00Z",
    datasets: names.map((name) => ({
      short_name: name,
      reporting_org_short_name: "p",
      last_known_good_dataset: { cached_dataset_url_xml: `https://bulk-data.iatistandard.org/p/${name}.xml` },
    })),
  });

/** Extracts from documents by name, as the archive would hold them. */
async function extractOf(documents: Record<string, string | Uint8Array>) {
  const folder = await tempFolder();
  const names = Object.keys(documents);
  const members = Object.fromEntries(names.map((n) => [`iati-data/p/${n}.xml`, documents[n] ?? ""]));
  return runExtract(iati, [
    await answerOf(folder, "datasets-minimal.json", "json", indexOf(names)),
    await answerOf(folder, "iati-data.zip", "zip", await zipOf(members)),
  ]);
}

const FLOWS =
  "SELECT coalesce(iso3, recipient_code, '-') AS place, coalesce(CAST(year AS VARCHAR), '-') AS year, stage, sector, gender, coalesce(currency, '-') AS currency, coalesce(CAST(amount AS VARCHAR), '-') AS amount, transactions, without_amount FROM iati_flow ORDER BY ALL";
type Flow = Record<string, string | number>;
const flowsOf = async (documents: Record<string, string | Uint8Array>) => {
  const { query } = await extractOf(documents);
  return (await query<Flow>(FLOWS)).map((f) => Object.values(f).join(" "));
};

const KENYA = '<recipient-country code="KE"/>';

describe("the replayed bulk service", () => {
  it("gives sums that agree with what was generated, to the cent", async () => {
    const answers = await pull(iati, iatiReplay);
    const { report, query } = await runExtract(iati, answers);
    expect(report.records).toBe(iatiTotals.activities);
    expect(report.rows.iati_flow).toBeGreaterThan(iati.min_rows);
    expect(report.as_of).toBe("2026-11-20");
    const sums = await query<{ key: string; amount: string }>(
      "SELECT CASE stage WHEN 'commitment' THEN 2 WHEN 'disbursement' THEN 3 ELSE 4 END || '|' || currency AS key, CAST(sum(amount) AS DECIMAL(30,2)) AS amount FROM iati_flow GROUP BY ALL",
    );
    expect(sums.length).toBe(iatiTotals.cents.size);
    for (const { key, amount } of sums)
      expect(BigInt(amount.replace(".", ""))).toBe(iatiTotals.cents.get(key));
    const left = Object.values(report.leftOut).reduce((a, b) => a + b, 0);
    expect(left).toBe(iatiTotals.leftOut);
    const [kenya] = await query<{ amount: number }>(
      "SELECT CAST(sum(amount) AS DOUBLE) AS amount FROM iati_flow WHERE iso3 = 'KEN' AND stage = 'disbursement' AND currency = 'EUR'",
    );
    expect(kenya?.amount).toBeCloseTo(iatiTotals.byCountry.get("3|EUR|KE") ?? -1, 1);
  });

  it("gives the same rows in the same order whatever the number of threads", async () => {
    const answers = await pull(iati, iatiReplay);
    const archive = answers.find((a) => a.name === "iati-data.zip")?.path ?? "";
    const jobs = Array.from({ length: 6 }, (_, n) => ({
      member: `iati-data/publisher-${n}/publisher-${n}-activities.xml`,
      dataset: n,
    }));
    const lines = async (threads: number, order: typeof jobs) => {
      const folder = await tempFolder();
      const results = await readAll(archive, folder, order, threads);
      const texts = ["activity", "flow"].flatMap((name) =>
        Array.from({ length: threads }, (_, n) => readFileSync(join(folder, `${name}-${n}.csv`), "utf8")),
      );
      return { results, lines: texts.join("").split("\n").sort() };
    };
    expect(await lines(2, jobs)).toEqual(await lines(1, [...jobs].reverse()));
    const rows = async () => (await runExtract(iati, answers)).query("SELECT * FROM iati_flow");
    expect(await rows()).toEqual(await rows());
  });

  it("passes a fault of the archive on from a thread by its class", async () => {
    const folder = await tempFolder();
    const bytes = await zipOf({ "a.xml": "<a/>".repeat(50), "b.xml": "<b/>" });
    bytes[45] = (bytes[45] ?? 0) ^ 0xff;
    const path = (await answerOf(folder, "x.zip", "zip", bytes)).path;
    const jobs = [
      { member: "a.xml", dataset: 0 },
      { member: "b.xml", dataset: 1 },
    ];
    await expect(readAll(path, folder, jobs, 2)).rejects.toThrow(NapError);
    await expect(readAll(path, folder, jobs, 1)).rejects.toThrow(NapError);
  });

  it("takes a second thread only where there is work for it", () => {
    expect(threadsFor([{ bytes: 1e9 }, { bytes: 1e9 }], 2)).toBe(2);
    expect(threadsFor([{ bytes: 1e9 }], 2)).toBe(1);
    expect(threadsFor([{ bytes: 1e3 }, { bytes: 1e3 }], 2)).toBe(1);
  });
});

describe("the split", () => {
  it("multiplies recipients by sectors, and keeps stages and the marker apart", async () => {
    const lists = `<recipient-country code="KE" percentage="60"/><recipient-country code="UG" percentage="40"/>
      <sector code="15170" percentage="70"/><sector vocabulary="1" code="11110" percentage="30"/><sector vocabulary="99" code="x"/>
      <policy-marker code="1" significance="2"/><policy-marker vocabulary="99" code="1" significance="0"/>`;
    const flows = await flowsOf({
      a: document(activity({ lists, transactions: paid("1000") + paid("50", "", "2") })),
    });
    // 1000 x 60% x 70% = 420; x 30% = 180; 40% x 70% = 280; x 30% = 120; the commitment of 50 likewise.
    expect(flows).toEqual([
      "KEN 2020 commitment 15170 2 USD 21.000000 1 0",
      "KEN 2020 commitment other 2 USD 9.000000 1 0",
      "KEN 2020 disbursement 15170 2 USD 420.000000 1 0",
      "KEN 2020 disbursement other 2 USD 180.000000 1 0",
      "UGA 2020 commitment 15170 2 USD 14.000000 1 0",
      "UGA 2020 commitment other 2 USD 6.000000 1 0",
      "UGA 2020 disbursement 15170 2 USD 280.000000 1 0",
      "UGA 2020 disbursement other 2 USD 120.000000 1 0",
    ]);
  });

  it("lets a sector and a place on the transaction win", async () => {
    const own = '<sector code="15220"/><recipient-country code="NP"/>';
    const flows = await flowsOf({
      a: document(
        activity({ lists: `${KENYA}<sector code="11110"/>`, transactions: paid("10", own) + paid("1") }),
      ),
    });
    expect(flows).toEqual([
      "KEN 2020 disbursement other not_screened USD 1.000000 1 0",
      "NPL 2020 disbursement 15220 not_screened USD 10.000000 1 0",
    ]);
  });

  it("keeps three-digit sectors, other vocabularies and regions apart", async () => {
    const flows = await flowsOf({
      a: document(
        activity({
          lists: '<recipient-region code="298"/><sector vocabulary="2" code="151"/>',
          transactions: paid("5"),
        }) +
          activity({
            id: "A-2",
            lists: `${KENYA}<sector vocabulary="10" code="15170"/>`,
            transactions: paid("6"),
          }) +
          activity({
            id: "A-3",
            transactions: paid("7", '<recipient-region vocabulary="99" code="sahel"/>'),
          }),
      ),
    });
    expect(flows).toEqual([
      "298 2020 disbursement 151 not_screened USD 5.000000 1 0",
      "99:SAHEL 2020 disbursement unknown not_screened USD 7.000000 1 0",
      "KEN 2020 disbursement unknown not_screened USD 6.000000 1 0",
    ]);
  });

  it("keeps what has no value, date, recipient or readable share, as unknown", async () => {
    const lists = '<recipient-country code="KE" percentage="most"/><policy-marker code="1"/>';
    const { query, report } = await extractOf({
      a: document(
        activity({
          lists,
          transactions: paid("1,000") + paid("", "", "3", "soon").replace(/ value-date="[^"]*"/, ""),
        }),
      ),
    });
    expect((await query<Flow>(FLOWS)).map((f) => Object.values(f).join(" "))).toEqual([
      "- - disbursement unknown unknown USD - 1 1",
      "- 2020 disbursement unknown unknown USD - 1 1",
    ]);
    expect(report.quarantined.map((q) => q.code).sort()).toEqual(["not-a-percentage", "not-an-amount"]);
  });

  it("takes the value date where there is no transaction date, and counts other types as left out", async () => {
    const undated = paid("3").replace(/<transaction-date[^>]*>/, "");
    const others = ["1", "11", "5", "12", "99"].map((type) => paid("9", "", type)).join("");
    const { query, report } = await extractOf({
      a: document(activity({ lists: KENYA, transactions: undated + others })),
    });
    expect((await query<Flow>(FLOWS)).map((f) => Object.values(f).join(" "))).toEqual([
      "KEN 2021 disbursement unknown not_screened USD 3.000000 1 0",
    ]);
    expect(report.leftOut).toEqual({
      "incoming commitments": 1,
      "incoming funds": 1,
      "interest payments": 1,
      "outgoing pledges": 1,
      "transactions of an unknown type": 1,
    });
  });
});

describe("activities published twice", () => {
  it("count once when they are exact copies, in whatever order, and the newest when they contradict", async () => {
    const one = activity({ lists: KENYA, transactions: paid("1") + paid("2") });
    const turned = activity({ lists: KENYA, transactions: paid("2") + paid("1") });
    const old = activity({ id: "B-1", updated: "2020-01-01", lists: KENYA, transactions: paid("100") });
    const fresh = activity({ id: "B-1", updated: "2026-01-01", lists: KENYA, transactions: paid("40") });
    const { query, report } = await extractOf({ a: document(one + old), b: document(turned + fresh) });
    expect(await query("SELECT CAST(amount AS VARCHAR) AS amount, activities FROM iati_flow")).toEqual([
      { amount: "43.000000", activities: 2 },
    ]);
    expect(report.leftOut).toEqual({
      "activities published twice, conflicting copies": 1,
      "activities published twice, exact copies": 1,
    });
    expect(report.quarantined[0]?.reason).toContain("iati-data/p/b.xml");
  });

  it("are not suspected where there is no identifier", async () => {
    const nameless = activity({ id: "", lists: KENYA, transactions: paid("1") });
    const { query } = await extractOf({ a: document(nameless + nameless) });
    expect(await query("SELECT CAST(amount AS VARCHAR) AS amount FROM iati_flow")).toEqual([
      { amount: "2.000000" },
    ]);
  });
});

describe("dialects", () => {
  const text = document(activity({ lists: KENYA, transactions: paid("7") }));
  const expected = ["KEN 2020 disbursement unknown not_screened USD 7.000000 1 0"];

  it("read UTF-16 with and without a mark, Latin-1, and a UTF-8 mark", async () => {
    const wide = Buffer.from(`\ufeff${text.replace("UTF-8", "UTF-16")}`, "utf16le");
    const latin = Buffer.from(text.replace("UTF-8", "ISO-8859-1").replace("One", "Génération"), "latin1");
    for (const bytes of [
      wide,
      wide.subarray(2),
      Buffer.from(wide).swap16(),
      latin,
      Buffer.from(`\ufeff${text}`),
    ])
      expect(await flowsOf({ a: bytes })).toEqual(expected);
  });

  it("read version 1 with its own codes", async () => {
    const old = `<iati-activity default-currency="GBP"><reporting-org ref="GB-1">DFID</reporting-org><iati-identifier>G</iati-identifier>
      <transaction><value value-date="2011-01-01">8</value><transaction-type code="D">Disbursement</transaction-type><transaction-date iso-date="2011-02-02">x</transaction-date></transaction>
      <policy-marker vocabulary="DAC" code="1" significance="1">Gender</policy-marker><sector vocabulary="DAC" code="15220">Peace</sector>
      <recipient-country code="ke" percentage="100">Kenya</recipient-country></iati-activity>`;
    const { query } = await extractOf({ a: document(old, 'version="1.03"') });
    expect((await query<Flow>(FLOWS)).map((f) => Object.values(f).join(" "))).toEqual([
      "KEN 2011 disbursement 15220 1 GBP 8.000000 1 0",
    ]);
    expect(await query("SELECT reporter_name FROM iati_flow")).toEqual([{ reporter_name: "DFID" }]);
  });

  it("reads entities, CDATA and comments as XML means them", async () => {
    const value = "<!-- <value>1</value> --><![CDATA[1]]>&#50;<!-- x -->.5";
    const flows = await flowsOf({ a: document(activity({ lists: KENYA, transactions: paid(value) })) });
    expect(flows).toEqual(["KEN 2020 disbursement unknown not_screened USD 12.500000 1 0"]);
  });

  it("passes over files on organisations", async () => {
    const { report } = await extractOf({ a: text, o: '<iati-organisations version="2.03"/>' });
    expect(report.leftOut).toEqual({ "files on organisations": 1 });
  });
});

describe("one bad dataset", () => {
  const good = document(activity({ lists: KENYA, transactions: paid("7") }));
  const bomb = `<!DOCTYPE a [<!ENTITY b "${"x".repeat(50)}"><!ENTITY c "&b;&b;&b;">]>${good.slice(good.indexOf("<iati"))}`;
  const faults: [string, string | Uint8Array, string][] = [
    ["cut off", good.slice(0, -25), "broken-xml"],
    ["tags that do not match", good.replace("</transaction>", "</transactions>"), "broken-xml"],
    ["an entity nobody defined", good.replace("&amp;", "&nbsp;"), "broken-xml"],
    ["entities of its own", bomb, "entities"],
    ["an external entity", bomb.replace('"x', 'SYSTEM "file:///etc/passwd" "x'), "entities"],
    ["a web page", "<html><body>Not found</body></html>", "not-iati"],
    ["a version to come", good.replace("2.03", "3.01"), "version"],
    ["wrong bytes", Buffer.from(good.replace("One", "Gén"), "latin1"), "encoding"],
    ["an encoding not read", good.replace("UTF-8", "EBCDIC-US"), "encoding"],
    ["NUL characters", good.replace("One", "O\u0000e"), "broken-xml"],
    ["depth beyond reason", good.replace("</iati-activities>", "<a>".repeat(100)), "depth"],
    ["a huge field", good.replace("One", "x".repeat(4_200_000)), "huge-field"],
    ["nothing at all", " ", "broken-xml"],
  ];

  it.each(faults)("is refused by name and the others kept: %s", async (_, bad, code) => {
    const { report, query } = await extractOf({ a: good, b: bad });
    expect(report.quarantined.map((q) => q.code)).toEqual([code]);
    expect(report.quarantined[0]?.file).toBe("iati-data/p/b.xml");
    expect(await query("SELECT CAST(amount AS VARCHAR) AS amount FROM iati_flow")).toEqual([
      { amount: "7.000000" },
    ]);
  });

  it("is named with its line", async () => {
    const { report } = await extractOf({ a: good, b: `${good.slice(0, -18)}\n\n</x>` });
    expect(report.quarantined[0]?.row).toBe(5);
  });
});

describe("a broken pull", () => {
  it("is refused where many datasets are broken", async () => {
    await expect(extractOf({ a: "<", b: "<", c: "<", d: document("") })).rejects.toThrow(DriftError);
  });

  it("is refused where the archive lacks what the index has", async () => {
    const folder = await tempFolder();
    const answers = [
      await answerOf(folder, "datasets-minimal.json", "json", indexOf(["a", "b"])),
      await answerOf(folder, "iati-data.zip", "zip", await zipOf({ "iati-data/p/a.xml": document("") })),
    ];
    await expect(runExtract(iati, answers)).rejects.toThrow(/1 of the 2 datasets of the index/);
  });

  it("is refused where the archive is cut", async () => {
    const folder = await tempFolder();
    const zip = await zipOf({ "iati-data/p/a.xml": document("") });
    const answers = [
      await answerOf(folder, "datasets-minimal.json", "json", indexOf(["a"])),
      await answerOf(folder, "iati-data.zip", "zip", zip.subarray(0, zip.length - 40)),
    ];
    await expect(runExtract(iati, answers)).rejects.toThrow(TruncatedError);
  });
});

describe("the index", () => {
  const ask = async (body: string) =>
    iati.next([await answerOf(await tempFolder(), "datasets-minimal.json", "json", body)], context());

  it("is read in both of its shapes", async () => {
    const older = {
      index_created: "2024-05-01 00:00:00",
      datasets: { "p-1": { publisher_name: "p", url_xml: "https://bulk-data.iatistandard.org/p/p-1.xml" } },
    };
    expect((await ask(JSON.stringify(older)))[0]?.name).toBe("iati-data.zip");
    expect((await ask(indexOf(["a"])))[0]?.name).toBe("iati-data.zip");
  });

  it.each([
    ["[]", /no JSON object/],
    ["<html>", /not JSON/],
    ['{"index_created":"2026-01-01","data":[]}', /neither a list nor an object/],
    ['{"datasets":[]}', /when it was made/],
    ['{"index_created":"2026-01-01","datasets":[{"name":"a"}]}', /no name or publisher/],
    ['{"index_created":"2026-01-01","datasets":[]}', /No dataset of the index has a cached copy/],
  ])("is refused by name in any other: %s", async (body, message) => {
    await expect(ask(body)).rejects.toThrow(DriftError);
    await expect(ask(body)).rejects.toThrow(message);
  });
});
