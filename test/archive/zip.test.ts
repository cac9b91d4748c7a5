import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openZip, type ZipLimits } from "../../src/archive/zip.ts";
import { ArchiveError, TooLargeError, TruncatedError } from "../../src/errors/source-errors.ts";
import { tempFolder } from "../support/temp.ts";
import { type Made, makeZip } from "./make-zip.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/archive");
const COUNTRIES = "5450c0fc1bd0fac85b265d9a6d458d7aa86802966dfb7e813e818f3b35c0fba4";
const SIX_TIMES = "1fcfbe159a73a801464b20c90019094600c3660941334befca9ae2e01a0680c9";
const LIMITS: ZipLimits = { maxMembers: 10, maxBytes: 1_000_000 };

async function sumOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of bytes) hash.update(chunk);
  return hash.digest("hex");
}

async function onDisk(bytes: Uint8Array): Promise<string> {
  const path = join(await tempFolder(), "some.zip");
  await writeFile(path, bytes);
  return path;
}

/** Opens and reads every member to its end. */
async function readAll(path: string, limits: ZipLimits = LIMITS): Promise<Map<string, string>> {
  const zip = await openZip(path, limits);
  try {
    const read = new Map<string, string>();
    for (const { name } of zip.members) {
      const parts: Uint8Array[] = [];
      for await (const chunk of zip.open(name)) parts.push(chunk);
      read.set(name, Buffer.concat(parts).toString());
    }
    return read;
  } finally {
    await zip.close();
  }
}

const readMade = async (members: readonly Made[], limits?: ZipLimits) =>
  readAll(await onDisk(makeZip(members)), limits);

/** Files this process has open below a folder: none may stay open after a refusal. */
async function openFiles(): Promise<number> {
  return (await readdir("/proc/self/fd")).length;
}

describe("archives of other programs", () => {
  test("Deflate64, as OECD packs its files, in folders", async () => {
    const zip = await openZip(join(FIXTURES, "deflate64.zip"), LIMITS);
    expect(zip.members.map(({ name, bytes, method }) => ({ name, bytes, method }))).toEqual([
      { name: "countries.csv", bytes: 14725, method: 9 },
      { name: "year/countries-6-times.csv", bytes: 88350, method: 9 },
    ]);
    expect(await sumOf(zip.open("countries.csv"))).toBe(COUNTRIES);
    expect(await sumOf(zip.open("year/countries-6-times.csv"))).toBe(SIX_TIMES);
    expect(await sumOf(zip.open("countries.csv")), "a second time").toBe(COUNTRIES);
    await zip.close();
  });

  test.each([
    ["deflate.zip", "countries.csv"],
    ["descriptor.zip", "-"],
    ["zip64.zip", "-"],
  ])("%s", async (file, name) => {
    const zip = await openZip(join(FIXTURES, file), LIMITS);
    expect(zip.members.map((member) => [member.name, member.bytes, member.method])).toEqual([
      [name, 14725, 8],
    ]);
    expect(await sumOf(zip.open(name))).toBe(COUNTRIES);
    await zip.close();
  });

  test("folders are no members, names are read as UTF-8", async () => {
    expect([...(await readAll(join(FIXTURES, "folders.zip")))]).toEqual([
      ["a/b.txt", "b\n"],
      ["Zoë.txt", "z\n"],
    ]);
  });

  test.each([
    ["bzip2.zip", /method 12 \(bzip2\)/],
    ["encrypted.zip", /encrypted/],
    ["link.zip", /a link/],
  ])("%s is refused", async (file, words) => {
    const fault = await openZip(join(FIXTURES, file), LIMITS).catch((error) => error);
    expect(fault).toBeInstanceOf(ArchiveError);
    expect(fault.message).toMatch(words);
    expect(fault.place.file).toBe(file);
    expect(fault.place.value).toBe(file === "link.zip" ? "link.csv" : "countries.csv");
  });
});

describe("damaged archives", () => {
  test("an archive cut anywhere is refused as cut, never read in part", async () => {
    const whole = await readFile(join(FIXTURES, "deflate64.zip"));
    for (let kept = 0; kept < whole.length; kept += 97) {
      const fault = await readAll(await onDisk(whole.subarray(0, kept))).catch((error) => error);
      expect(fault, `${kept} bytes`).toBeInstanceOf(TruncatedError);
    }
    const fault = await readAll(await onDisk(whole.subarray(0, -1))).catch((error) => error);
    expect(fault).toBeInstanceOf(TruncatedError);
  });

  test("a flipped byte in any member is found", async () => {
    for (const file of ["deflate64.zip", "deflate.zip"]) {
      const whole = await readFile(join(FIXTURES, file));
      for (let at = 60; at < 4400; at += 211) {
        const damaged = Buffer.from(whole);
        damaged.writeUInt8(damaged.readUInt8(at) ^ 0x10, at);
        const fault = await readAll(await onDisk(damaged)).catch((error) => error);
        expect(fault?.constructor?.name, `${file} at ${at}`).toMatch(/^(TruncatedError|ArchiveError)$/);
        expect(fault.place.value).toBe("countries.csv");
      }
    }
  });

  test("a wrong checksum names the member", async () => {
    for (const method of [0, 8]) {
      const fault = await readMade([{ name: "a.csv", data: "a,b\n", method, crc: 1 }]).catch(
        (error) => error,
      );
      expect(fault).toBeInstanceOf(TruncatedError);
      expect(fault.message).toMatch(/CRC-32/);
      expect(fault.place.value).toBe("a.csv");
    }
  });

  test("a web page with the name of an archive is not one", async () => {
    const fault = await readAll(await onDisk(Buffer.from("<html>Sorry</html>".padEnd(40)))).catch(
      (error) => error,
    );
    expect(fault).toBeInstanceOf(ArchiveError);
  });

  test("a refused archive leaves no file open", async () => {
    const path = await onDisk(Buffer.from("PK\x03\x04".padEnd(100)));
    await openZip(path, LIMITS).catch(() => {});
    const before = await openFiles();
    for (let i = 0; i < 5; i++) await expect(openZip(path, LIMITS)).rejects.toThrow(TruncatedError);
    expect(await openFiles()).toBe(before);
  });
});

describe("hostile archives", () => {
  test.each([
    "../evil.csv",
    "a/../../evil.csv",
    "/etc/passwd",
    "C:evil.csv",
    "C:/evil.csv",
    "a\\b.csv",
    "..\\evil.csv",
    "./a.csv",
    "a//b.csv",
    "a\u0000.csv",
    "a\n.csv",
  ])("the name %j is refused", async (name) => {
    const fault = await readMade([
      { name: "good.csv", data: "x" },
      { name, data: "x" },
    ]).catch((error) => error);
    expect(fault).toBeInstanceOf(ArchiveError);
    expect(fault.what).toMatch(/name/);
  });

  test("names with dots inside are fine", async () => {
    expect([...(await readMade([{ name: "a..b/...c.csv", data: "x" }])).keys()]).toEqual(["a..b/...c.csv"]);
  });

  test("two members of one name", async () => {
    const two = [
      { name: "a.csv", data: "1" },
      { name: "a.csv", data: "2" },
    ];
    await expect(readMade(two)).rejects.toThrow(/same name/);
  });

  test("a device", async () => {
    await expect(readMade([{ name: "a", data: "1", mode: 0o020644 }])).rejects.toThrow(/link or a device/);
  });

  test("a name that the local header does not have", async () => {
    const fault = await readMade([{ name: "a.csv", localName: "b.csv", data: "1" }]).catch((error) => error);
    expect(fault).toBeInstanceOf(ArchiveError);
    expect(fault.message).toMatch(/contradicts itself/);
  });

  test("bytes before the archive", async () => {
    const hidden = Buffer.concat([
      makeZip([{ name: "a.csv", data: "1" }]),
      makeZip([{ name: "b.csv", data: "2" }]),
    ]);
    await expect(readAll(await onDisk(hidden))).rejects.toThrow(ArchiveError);
  });

  test("a member that the directory has and its count has not", async () => {
    const bytes = makeZip([
      { name: "a.csv", data: "1" },
      { name: "hidden.csv", data: "2" },
    ]);
    bytes.writeUInt16LE(1, bytes.length - 14);
    bytes.writeUInt16LE(1, bytes.length - 12);
    await expect(readAll(await onDisk(bytes))).rejects.toThrow(/contradicts itself/);
  });

  test("bytes behind the archive", async () => {
    const bytes = Buffer.concat([makeZip([{ name: "a.csv", data: "1" }]), Buffer.from("more")]);
    await expect(readAll(await onDisk(bytes))).rejects.toThrow(ArchiveError);
  });

  test("a member longer than declared stops at once", async () => {
    const data = Buffer.alloc(3_000_000, "a");
    const zip = await openZip(await onDisk(makeZip([{ name: "long.csv", data, bytes: 1000 }])), LIMITS);
    let seen = 0;
    const reading = (async () => {
      for await (const chunk of zip.open("long.csv")) seen += chunk.byteLength;
    })();
    await expect(reading).rejects.toThrow(ArchiveError);
    expect(seen, "nothing beyond the declared bytes was handed out").toBeLessThanOrEqual(1000);
    await zip.close();
  });

  test("a member shorter than declared", async () => {
    const fault = await readMade([{ name: "short.csv", data: "abc", bytes: 10 }]).catch((error) => error);
    expect(fault).toBeInstanceOf(TruncatedError);
    expect(fault.message).toMatch(/3 of 10 bytes/);
  });

  test("bytes hidden behind the packed data of a member", async () => {
    const packed = Buffer.concat([deflateRawSync("abc"), Buffer.from("hidden")]);
    await expect(readMade([{ name: "a.csv", data: "abc", packed }])).rejects.toThrow(ArchiveError);
  });

  test("bombs: by ratio, by sum, by number of members, by shared bytes", async () => {
    const wide = { maxMembers: 100, maxBytes: 1e9 };
    const bomb = { name: "bomb.csv", data: Buffer.alloc(50_000_000) };
    await expect(readMade([bomb], wide)).rejects.toThrow(TooLargeError);
    await expect(readMade([bomb], wide)).rejects.toThrow(/1000 times/);
    expect((await readMade([bomb], { ...wide, maxRatio: 2000 })).size, "the ratio may be raised").toBe(1);
    const three = [1, 2, 3].map((n) => ({ name: `${n}.csv`, data: Buffer.alloc(400_000, `${n}`) }));
    await expect(readMade(three)).rejects.toThrow(/more than 1000000 bytes/);
    await expect(readMade(three, { maxMembers: 2, maxBytes: 1e9 })).rejects.toThrow(/more than 2 members/);
    const shared = [
      { name: "a.csv", data: "same" },
      { name: "b.csv", localName: "a.csv", data: "same", sameAs: 0 },
    ];
    const fault = await readMade(shared).catch((error) => error);
    expect(fault).toBeInstanceOf(ArchiveError);
    expect(fault.message).toMatch(/share bytes/);
  });
});

test("a member that is not there names those that are", async () => {
  const zip = await openZip(join(FIXTURES, "deflate.zip"), LIMITS);
  expect(() => zip.open("other.csv")).toThrow(/it has countries\.csv/);
  await zip.close();
});

test("a reader that stops early leaves the archive usable", async () => {
  const zip = await openZip(await onDisk(makeZip([{ name: "a", data: Buffer.alloc(5e6, "x") }])), {
    maxMembers: 1,
    maxBytes: 1e7,
  });
  for await (const chunk of zip.open("a")) {
    expect(chunk.byteLength).toBeLessThan(1e6);
    break;
  }
  let bytes = 0;
  for await (const chunk of zip.open("a")) bytes += chunk.byteLength;
  expect(bytes).toBe(5e6);
  await zip.close();
});
