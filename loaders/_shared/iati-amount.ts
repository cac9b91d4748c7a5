const DECIMAL = /^([+-]?)(\d{0,15})(?:\.(\d*))?$/;

/**
 * An amount of XML Schema's decimal type as millionths of its currency; minus is a refund or a correction.
 * Digits beyond the sixth are rounded half away from zero. Null where the text is no plain decimal or has more
 * than 15 digits before the point: separators and letters are never guessed at.
 */
export function readMillionths(text: string): bigint | null {
  const trimmed = text.trim();
  const match = DECIMAL.exec(trimmed);
  if (!match || trimmed === "") return null;
  const whole = match[2] ?? "";
  const fraction = match[3] ?? "";
  if (whole === "" && fraction === "") return null;
  const kept = BigInt(`${whole || "0"}${fraction.slice(0, 6).padEnd(6, "0")}`);
  const value = kept + ((fraction[6] ?? "0") >= "5" ? 1n : 0n);
  return match[1] === "-" ? -value : value;
}

/** Millionths as plain decimal text, "-1234.500000". */
export function millionthsText(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(7, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
