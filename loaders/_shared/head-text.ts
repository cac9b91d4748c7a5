import { open } from "node:fs/promises";

const HEAD_BYTES = 64 * 1024;

/** The first 64 kB of a file as UTF-8 text without a byte order mark: enough for any header. */
export async function headText(path: string): Promise<string> {
  const handle = await open(path, "r");
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  await handle.close();
  return buffer
    .subarray(0, bytesRead)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
}
