import { createHash } from "node:crypto";
import { emptyTotals, type IatiTotals, iatiXml } from "../generate/iati.ts";
import { zipOf } from "../zip-of.ts";
import type { Replay, ReplayAnswer } from "./replay.ts";

const HOST = "bulk-data.iatistandard.org";
const PUBLISHERS = 6;
const ACTIVITIES = 40;

/** What a reader of the replayed archive must find. */
export const iatiTotals: IatiTotals = emptyTotals();

/** Publisher → its one document. */
export const documents = new Map<string, string>();
for (let p = 0; p < PUBLISHERS; p++) {
  const options = { seed: p + 1, activities: ACTIVITIES, reporter: `XX-TEST-${p}`, textKilobytes: 0.5 };
  documents.set(`publisher-${p}`, [...iatiXml(options, iatiTotals)].join(""));
}
const archive = await zipOf(
  Object.fromEntries([...documents].map(([name, xml]) => [`iati-data/${name}/${name}-activities.xml`, xml])),
);

const index = JSON.stringify({
  index_created: "2026-11-20 04:00:00+00:00",
  datasets: [...documents].map(([name, xml]) => ({
    id: name,
    short_name: `${name}-activities`,
    reporting_org_short_name: name,
    source_url: `https://example.org/${name}.xml`,
    licence_id: "cc-by",
    last_known_good_dataset: {
      hash: createHash("sha1").update(xml).digest("hex"),
      cached_dataset_url_xml: `https://${HOST}/${name}/${name}-activities.xml`,
    },
  })),
});

const answerWith = (body: string | Uint8Array, type: string): ReplayAnswer => ({
  status: 200,
  headers: {
    "content-type": type,
    etag: `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`,
    "last-modified": "Fri, 20 Nov 2026 04:00:00 GMT",
  },
  body,
});

/** The bulk service with six publishers of generated documents: index and archive. */
export const iatiReplay: Replay = {
  hosts: [HOST],
  answer(url) {
    if (url.pathname === "/datasets-minimal") return answerWith(index, "application/json");
    if (url.pathname === "/iati-data.zip") return answerWith(archive, "application/zip");
    return null;
  },
};
