import { expect, it } from "vitest";
import { crc32, crc32ByTable } from "../../src/archive/crc32.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

it("gives the check value of the standard, in one piece or in two", () => {
  for (const sum of [crc32, crc32ByTable]) {
    expect(sum(bytes("123456789"))).toBe(0xcbf43926);
    expect(sum(bytes("6789"), sum(bytes("12345")))).toBe(0xcbf43926);
    expect(sum(bytes(""))).toBe(0);
  }
});
