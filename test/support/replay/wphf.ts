import { createHash } from "node:crypto";
import type { Replay } from "./replay.ts";

const HOST = "bulk-data.iatistandard.org";
const COUNTRIES = ["AF", "CD", "CO", "IQ", "LR", "ML", "UA", "UG"];

/** One activity of the fund in a country: made-up amounts, in the shape of the standard. */
const grant = (
  country: string,
  n: number,
) => `<iati-activity default-currency="USD" last-updated-datetime="2026-10-01">
<iati-identifier>XX-MPTF-GAI00-${n}</iati-identifier><reporting-org ref="XX-MPTF" type="40"><narrative>MPTF Office</narrative></reporting-org>
<title><narrative>Support to women&apos;s organisations ${n}</narrative></title>
<participating-org role="4" ref="XX-ORG-${n}"><narrative>Partner ${n}</narrative></participating-org>
<recipient-country code="${country}"/>
${[2021, 2022, 2023]
  .map(
    (
      year,
    ) => `<transaction><transaction-type code="3"/><transaction-date iso-date="${year}-03-01"/><value value-date="${year}-03-01">${1000 * (n + 1)}</value></transaction>
<transaction><transaction-type code="2"/><transaction-date iso-date="${year}-01-01"/><value value-date="${year}-01-01">${2000 * (n + 1)}</value></transaction>`,
  )
  .join("\n")}
</iati-activity>`;

const other = `<iati-activity><iati-identifier>XM-DAC-41146-1</iati-identifier><reporting-org ref="XM-DAC-41146"/><title><narrative>Another programme</narrative></title></iati-activity>`;
/** Dataset → its document. */
export const documents = new Map([
  ["mptf-activities", `<iati-activities version="2.03">${COUNTRIES.map(grant).join("\n")}</iati-activities>`],
  ["unwomen-activities", `<iati-activities version="2.03">${other}</iati-activities>`],
]);

const index = JSON.stringify({
  index_created: "2026-11-20 04:00:00+00:00",
  datasets: [
    ...[...documents.keys()].map((name) => ({
      short_name: name,
      reporting_org_short_name: name.replace("-activities", ""),
      last_known_good_dataset: { cached_dataset_url_xml: `https://${HOST}/${name}.xml` },
    })),
    {
      short_name: "someone-else",
      reporting_org_short_name: "someone",
      last_known_good_dataset: { cached_dataset_url_xml: `https://${HOST}/someone-else.xml` },
    },
  ],
});
const reporters = JSON.stringify({
  index_created: "2026-11-20 04:00:00+00:00",
  reporting_orgs: [
    { short_name: "unwomen", organisation_identifier: "XM-DAC-41146", human_readable_name: "UN Women" },
    {
      short_name: "mptf",
      organisation_identifier: "XX-MPTF",
      human_readable_name: "UN Multi-Partner Trust Fund Office",
    },
    { short_name: "someone", organisation_identifier: "XX-1", human_readable_name: "Someone else" },
  ],
});

/** The bulk service as far as the fund needs it; the document of someone else is not there to be asked. */
export const wphfReplay: Replay = {
  hosts: [HOST],
  answer(url) {
    const name = url.pathname.slice(1);
    const json = name === "datasets-minimal" ? index : name === "reporting-orgs" ? reporters : null;
    const body = json ?? documents.get(name.replace(/\.xml$/, "")) ?? null;
    if (body === null) return null;
    const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
    const type = json === null ? "application/xml" : "application/json";
    return {
      headers: { "content-type": type, etag, "last-modified": "Fri, 20 Nov 2026 04:00:00 GMT" },
      body,
    };
  },
};
