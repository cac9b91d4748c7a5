import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type GzipLimits, gunzip, gunzipFile } from "../../src/archive/gzip.ts";
import { AnswerKindError, TooLargeError, TruncatedError } from "../../src/errors/source-errors.ts";
import { tempFolder } from "../support/temp.ts";

const TEXT = Array.from({ length: 1500 }, (_, i) => `${i},${(i * 7919) % 1000}`).join("\n");
const WHOLE = gzipSync(TEXT);
const LIMITS: GzipLimits = { maxBytes: 1_000_000 };

async function unpack(bytes: Uint8Array, piece: number, limits = LIMITS): Promise<string> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  }
  const parts: Uint8Array[] = [];
  for await (const chunk of gunzip(pieces(), limits, { file: "x.gz" })) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

/** A fault must not depend on how the network cuts the bytes. */
describe.each([1, 7, 1024, 1_000_000])("in pieces of %d bytes", (piece) => {
  test("whole, in one member or several", async () => {
    expect(await unpack(WHOLE, piece)).toBe(TEXT);
    expect(await unpack(Buffer.concat([WHOLE, gzipSync("more")]), piece)).toBe(`${TEXT}more`);
  });

  test("a lost trailer, a half, a start, nothing", async () => {
    for (const kept of [WHOLE.length - 1, WHOLE.length - 8, WHOLE.length >> 1, 12, 5, 1, 0]) {
      await expect(unpack(WHOLE.subarray(0, kept), piece), `${kept}`).rejects.toThrow(TruncatedError);
    }
    const second = Buffer.concat([WHOLE, gzipSync("more").subarray(0, 15)]);
    await expect(unpack(second, piece)).rejects.toThrow(TruncatedError);
  });

  test("other bytes behind the end, zeros and hidden behind zeros too", async () => {
    for (const rest of ["garbage", "\0", "\0\0\0garbage", "\x1f\x8bgarbage"]) {
      const bytes = Buffer.concat([WHOLE, Buffer.from(rest, "latin1")]);
      await expect(unpack(bytes, piece), JSON.stringify(rest)).rejects.toThrow(AnswerKindError);
    }
  });

  test("a flipped byte", async () => {
    const damaged = Buffer.from(WHOLE);
    damaged.writeUInt8(damaged.readUInt8(WHOLE.length - 6) ^ 1, WHOLE.length - 6);
    await expect(unpack(damaged, piece)).rejects.toThrow(/damaged/);
  });
});

test("bytes that are no gzip at all", async () => {
  await expect(unpack(Buffer.from("iso3,year\n"), 100)).rejects.toThrow(AnswerKindError);
});

test("caps on bytes and on the ratio", async () => {
  await expect(unpack(WHOLE, 1024, { maxBytes: TEXT.length - 1 })).rejects.toThrow(TooLargeError);
  expect(await unpack(WHOLE, 1024, { maxBytes: TEXT.length })).toHaveLength(TEXT.length);
  const bomb = gzipSync(Buffer.alloc(40_000_000));
  await expect(unpack(bomb, 1024, { maxBytes: 1e9 })).rejects.toThrow(/200 times/);
  expect(await unpack(bomb, 1024, { maxBytes: 1e9, maxRatio: 2000 })).toHaveLength(40_000_000);
});

test("a fault of the source comes through as it is", async () => {
  async function* broken() {
    yield WHOLE.subarray(0, 100);
    throw new RangeError("cable pulled");
  }
  const reading = (async () => {
    for await (const _ of gunzip(broken(), LIMITS, {}));
  })();
  await expect(reading).rejects.toThrow(RangeError);
});

test("a file", async () => {
  const path = join(await tempFolder(), "x.gz");
  await writeFile(path, WHOLE);
  const parts: Uint8Array[] = [];
  for await (const chunk of gunzipFile(path, LIMITS)) parts.push(chunk);
  expect(Buffer.concat(parts).toString()).toBe(TEXT);
  await writeFile(path, WHOLE.subarray(0, -1));
  const fault = await (async () => {
    for await (const _ of gunzipFile(path, LIMITS));
  })().catch((error) => error);
  expect(fault).toBeInstanceOf(TruncatedError);
  expect(fault.place.file).toBe("x.gz");
});
