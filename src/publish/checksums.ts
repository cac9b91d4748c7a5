import { createHash } from "node:crypto";

export const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");

/** The text of SHA256SUMS, which `sha256sum -c` reads in the folder of the files. */
export const checksumText = (files: { path: string; sha256: string }[]) =>
  files.map((f) => `${f.sha256}  ${f.path}\n`).join("");
