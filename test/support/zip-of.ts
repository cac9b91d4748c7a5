import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";

configure({ useWebWorkers: false });

/** A zip archive of texts or bytes, packed with Deflate; the same members give the same bytes. */
export async function zipOf(members: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { lastModDate: new Date("2026-11-01T00:00:00Z") });
  for (const [name, body] of Object.entries(members)) {
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    await writer.add(name, new Uint8ArrayReader(bytes));
  }
  return writer.close();
}
