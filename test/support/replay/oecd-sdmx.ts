import { createHash } from "node:crypto";
import type { ReplayAnswer } from "./replay.ts";

/** A structure message of one dataflow, in OECD's form. */
export function dataflowXml(id: string, version: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<message:Structure xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" xmlns:structure="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure" xmlns:common="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common">
  <message:Structures><structure:Dataflows>
    <structure:Dataflow id="${id}" agencyID="OECD.DCD.FSD" version="${version}" isFinal="true">
      <common:Name xml:lang="en">${id}</common:Name>
    </structure:Dataflow>
  </structure:Dataflows></message:Structures>
</message:Structure>
`;
}

/** An answer with a tag made of its bytes, and 304 to who has them. */
export function tagged(
  body: string | Uint8Array,
  type: string,
  asked: Readonly<Record<string, string | undefined>>,
): ReplayAnswer {
  const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
  if (asked["if-none-match"] === etag) return { status: 304, headers: { etag }, body: "" };
  return { headers: { "content-type": type, etag }, body };
}

export const XML = "application/xml; charset=utf-8";
export const CSV = "application/vnd.sdmx.data+csv; charset=utf-8; version=2.0; labels=both";

/** Years that a query asks for. */
export function yearsOf(url: URL): number[] {
  const from = Number(url.searchParams.get("startPeriod"));
  const to = Number(url.searchParams.get("endPeriod"));
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** The key of a data query, by position. */
export function keyOf(url: URL): string[] {
  return (url.pathname.split("/").at(-1) ?? "").split(".");
}
