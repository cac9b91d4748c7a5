import { describe, expect, it } from "vitest";
import { wphf } from "../../loaders/wphf/source.ts";
import { DriftError } from "../../src/errors/source-errors.ts";
import { answerOf, context, pull, runExtract } from "../support/iati-work.ts";
import { wphfReplay } from "../support/replay/wphf.ts";
import { tempFolder } from "../support/temp.ts";

const xml = (activities: string) => `<iati-activities version="2.03">${activities}</iati-activities>`;
const transaction = (value: number, more = "") =>
  `<transaction><transaction-type code="3"/><transaction-date iso-date="2022-01-01"/><value>${value}</value>${more}</transaction>`;
const activity = (id: string, title: string, rest: string, updated = "2026-01-01") =>
  `<iati-activity default-currency="USD" last-updated-datetime="${updated}"><iati-identifier>${id}</iati-identifier><reporting-org ref="R"/>
   <title><narrative>${title}</narrative></title><recipient-country code="IQ"/>${rest}</iati-activity>`;

const extractOf = async (...documents: string[]) => {
  const folder = await tempFolder();
  const answers = documents.map((text, n) => answerOf(folder, `d${n}.xml`, "xml", text));
  return runExtract(wphf, await Promise.all(answers));
};
const rowsOf = async (...documents: string[]) => {
  const { query } = await extractOf(...documents);
  return query(
    "SELECT iso3, partner, stage, year, CAST(amount AS INTEGER) AS amount FROM fund_allocation ORDER BY amount",
  );
};

describe("the fund in the replayed bulk service", () => {
  it("is pulled from its two publishers only, and keeps stages apart", async () => {
    const answers = await pull(wphf, wphfReplay);
    expect(answers.map((a) => a.name)).toEqual([
      "datasets-minimal.json",
      "reporting-orgs.json",
      "mptf-activities.xml",
      "unwomen-activities.xml",
    ]);
    const { report, query } = await runExtract(wphf, answers);
    expect(report.rows.fund_allocation).toBe(8 * 3 * 2);
    expect(report.leftOut).toEqual({ "activities of other funds": 1 });
    // 1,000 x (1 + 2 + … + 8) = 36,000 a year paid, twice as much committed.
    expect(
      await query(
        "SELECT stage, year, CAST(sum(amount) AS INTEGER) AS amount FROM fund_allocation WHERE year = 2022 GROUP BY ALL ORDER BY stage",
      ),
    ).toEqual([
      { stage: "commitment", year: 2022, amount: 72_000 },
      { stage: "disbursement", year: 2022, amount: 36_000 },
    ]);
  });
});

describe("activities of the fund", () => {
  it("are known by its code, name or short name, not by words that only look so", async () => {
    const rows = await rowsOf(
      xml(
        activity("X-GAI00-1", "a", transaction(1)) +
          activity("X-2", "Women&#8217;s Peace &amp; Humanitarian Fund", transaction(2)) +
          activity(
            "X-3",
            "a",
            `<participating-org role="1"><narrative>WPHF</narrative></participating-org>${transaction(4)}`,
          ) +
          activity("X-GAI001", "a", transaction(8)) +
          activity("X-5", "Peace fund for women", transaction(16)),
      ),
    );
    expect(rows.map((r) => (r as { amount: number }).amount)).toEqual([7]);
  });

  it("name the receiver, else the only implementing organisation, else nobody", async () => {
    const one = '<participating-org role="4"><narrative>One</narrative></participating-org>';
    const receiver = '<receiver-org ref="Z"><narrative>Other</narrative></receiver-org>';
    const rows = await rowsOf(
      xml(
        activity("GAI00-1", "a", one + transaction(1) + transaction(2, receiver)) +
          activity("GAI00-2", "a", one + one + transaction(4)),
      ),
    );
    expect(rows.map((r) => (r as { partner: string | null }).partner)).toEqual(["One", "Other", null]);
  });

  it("count once, the newest, when they are in two datasets", async () => {
    const rows = await rowsOf(
      xml(activity("GAI00-1", "a", transaction(1), "2025-01-01")),
      xml(activity("GAI00-1", "a", transaction(2), "2026-01-01")),
    );
    expect(rows.map((r) => (r as { amount: number }).amount)).toEqual([2]);
  });

  it("of one broken dataset are refused, the others kept", async () => {
    const { report } = await extractOf(xml(activity("GAI00-1", "a", transaction(1))), "<iati-activities>");
    expect(report.rows.fund_allocation).toBe(1);
    expect(report.quarantined.map((q) => `${q.table} ${q.file} ${q.code}`)).toEqual([
      "fund_allocation d1.xml broken-xml",
    ]);
  });

  it("must be there: none is a drift, with the names looked for", async () => {
    await expect(extractOf(xml(activity("A", "b", "")))).rejects.toThrow(/GAI00/);
  });
});

describe("publishers", () => {
  const ask = async (reporters: unknown, datasets: unknown[]) => {
    const folder = await tempFolder();
    const index = JSON.stringify({ index_created: "2026-01-01", datasets });
    return wphf.next(
      [
        await answerOf(folder, "datasets-minimal.json", "json", index),
        await answerOf(folder, "reporting-orgs.json", "json", JSON.stringify(reporters)),
      ],
      context(),
    );
  };
  const dataset = {
    short_name: "d",
    reporting_org_short_name: "someone",
    last_known_good_dataset: { cached_dataset_url_xml: "https://bulk-data.iatistandard.org/d.xml" },
  };
  const list = (orgs: unknown[]) => ({ index_created: "2026-01-01", reporting_orgs: orgs });

  it.each([
    ["no publisher", list([{ short_name: "x" }]), /XM-DAC-41146.*Multi-Partner/],
    [
      "no dataset",
      list([{ short_name: "unw", organisation_identifier: "XM-DAC-41146" }]),
      /no dataset of unw/,
    ],
    ["another shape", { index_created: "2026-01-01", orgs: [] }, /no list of reporting organisations/],
    ["no short name", list([{}]), /no short name/],
  ])("that cannot be found are a drift that says what was looked for: %s", async (_, reporters, message) => {
    await expect(ask(reporters, [dataset])).rejects.toThrow(DriftError);
    await expect(ask(reporters, [dataset])).rejects.toThrow(message);
  });
});
