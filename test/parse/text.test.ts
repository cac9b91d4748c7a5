import { describe, expect, it } from "vitest";
import { EncodingError } from "../../src/errors/data-errors.ts";
import { decodeText } from "../../src/parse/text.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("decodeText", () => {
  it("keeps accents and strips one byte order mark", () => {
    expect(decodeText(utf8("\ufeffCôte d'Ivoire,Türkiye"), "a.csv")).toBe("Côte d'Ivoire,Türkiye");
  });

  it.each([
    ["UTF-16 little endian with mark", Uint8Array.of(0xff, 0xfe, 0x41, 0x00)],
    ["UTF-16 big endian with mark", Uint8Array.of(0xfe, 0xff, 0x00, 0x41)],
    ["UTF-16 without mark", Uint8Array.of(0x41, 0x00, 0x42, 0x00)],
  ])("names %s", (_, bytes) => {
    expect(() => decodeText(bytes, "a.csv")).toThrow(EncodingError);
    expect(() => decodeText(bytes, "a.csv")).toThrow(/UTF-16.*a\.csv.*UTF-8/s);
  });

  it("refuses Latin-1 bytes instead of guessing", () => {
    expect(() => decodeText(Uint8Array.of(0x43, 0xf4, 0x74, 0x65), "a.csv")).toThrow(/not valid UTF-8/);
  });

  it("finds text that was encoded twice and says in which row", () => {
    expect(() => decodeText(utf8("iso3,name\nKEN,Kenya\nCIV,CÃ´te d'Ivoire\n"), "a.csv")).toThrow(
      /twice.*row 3/s,
    );
  });
});
