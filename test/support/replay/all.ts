import { createHash } from "node:crypto";
import { zipOf } from "../zip-of.ts";
import { documents as iatiDocuments, iatiReplay } from "./iati.ts";
import { iatiTablesReplay } from "./iati-tables.ts";
import { ipuParlineReplay } from "./ipu-parline.ts";
import { oecdCrsReplay } from "./oecd-crs.ts";
import { oecdCrsQueryReplay } from "./oecd-crs-query.ts";
import { oecdDacReplay } from "./oecd-dac.ts";
import { ourWorldInDataReplay } from "./our-world-in-data.ts";
import { peacewomenPlansReplay } from "./peacewomen-plans.ts";
import type { Replay } from "./replay.ts";
import { ucdpApiReplay, ucdpReplay } from "./ucdp.ts";
import { unSdgReplay } from "./un-sdg.ts";
import { worldBankReplay } from "./world-bank.ts";
import { documents as fundDocuments, wphfReplay } from "./wphf.ts";
import { wpsIndexWorkbookReplay } from "./wps-index-workbook.ts";

const BULK = "https://bulk-data.iatistandard.org";

/** Two sources ask the bulk service: one index and one archive that hold what both look for. */
async function bulkService(): Promise<Replay> {
  const index: { datasets: { short_name: string }[] } = { datasets: [] };
  for (const replay of [wphfReplay, iatiReplay]) {
    const part = JSON.parse(String(replay.answer(new URL(`${BULK}/datasets-minimal`), {})?.body));
    Object.assign(index, { ...part, datasets: [...index.datasets, ...part.datasets] });
  }
  index.datasets = index.datasets.filter((d) => d.short_name !== "someone-else");
  const archive = await zipOf({
    ...Object.fromEntries([...iatiDocuments].map(([n, xml]) => [`iati-data/${n}/${n}-activities.xml`, xml])),
    ...Object.fromEntries(
      [...fundDocuments].map(([n, xml]) => [`iati-data/${n.replace("-activities", "")}/${n}.xml`, xml]),
    ),
  });
  const answerWith = (body: string | Uint8Array, type: string) => ({
    headers: {
      "content-type": type,
      etag: `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`,
    },
    body,
  });
  return {
    hosts: iatiReplay.hosts,
    answer: (url, headers) => {
      if (url.pathname === "/datasets-minimal") return answerWith(JSON.stringify(index), "application/json");
      if (url.pathname === "/iati-data.zip") return answerWith(archive, "application/zip");
      return wphfReplay.answer(url, headers);
    },
  };
}

/** Every source of the registry, replayed. */
export const ALL_REPLAYS: readonly Replay[] = [
  worldBankReplay,
  ourWorldInDataReplay,
  wpsIndexWorkbookReplay,
  unSdgReplay,
  ipuParlineReplay,
  ucdpReplay,
  ucdpApiReplay,
  oecdCrsReplay,
  oecdCrsQueryReplay,
  oecdDacReplay,
  await bulkService(),
  iatiTablesReplay,
  peacewomenPlansReplay,
];
