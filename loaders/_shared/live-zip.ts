import { openZip, type Zip } from "../../src/archive/zip.ts";
import { ArchiveError, TooLargeError } from "../../src/errors/source-errors.ts";
import type { Answer } from "../../src/model/live-source.ts";

export interface Limits {
  maxMembers: number;
  /** Unpacked bytes of all members together. */
  maxBytes: number;
}

/** Unpacks a member, counting: a directory may lie about sizes. @throws TooLargeError, ArchiveError, TruncatedError */
async function unpack(zip: Zip, name: string, limits: Limits, file: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of zip.open(name)) {
    bytes += part.length;
    if (bytes > limits.maxBytes) {
      throw new TooLargeError(
        `A member unpacks to more than ${limits.maxBytes} bytes`,
        { file, value: name },
        "Look at the archive by hand before you trust this source again",
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function withZip<T>(answer: Answer, limits: Limits, use: (zip: Zip) => Promise<T>): Promise<T> {
  const zip = await openZip(answer.path, limits);
  try {
    return await use(zip);
  } finally {
    await zip.close();
  }
}

/**
 * The bytes of an archive all of whose members are known to unpack whole and within limits, for a library that
 * unpacks them without any limit of its own (a workbook is such an archive).
 * @throws TooLargeError, ArchiveError, TruncatedError
 */
export function safeArchive(answer: Answer, limits: Limits): Promise<Uint8Array> {
  return withZip(answer, limits, async (zip) => {
    for (const { name } of zip.members) await unpack(zip, name, limits, answer.name);
    return answer.read();
  });
}

/** The only member whose name ends as given. @throws ArchiveError where there is none, or more than one. */
export function onlyMember(answer: Answer, ending: string, limits: Limits) {
  return withZip(answer, limits, async (zip) => {
    const found = zip.members.filter((m) => m.name.toLowerCase().endsWith(ending));
    const [member] = found;
    if (!member || found.length > 1) {
      throw new ArchiveError(
        `The archive has ${found.length} members that end in ${ending}, not one`,
        { file: answer.name, value: found.map((m) => m.name).join(", ") },
        "Look at the archive: its layout may have changed",
      );
    }
    return { name: member.name, bytes: await unpack(zip, member.name, limits, answer.name) };
  });
}
