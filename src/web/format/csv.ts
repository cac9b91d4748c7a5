export type Cell = string | number | null;

const quote = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** RFC 4180 text of a small table; unknown is an empty cell. */
export function toCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) => cells.map((c) => (c === null ? "" : quote(String(c)))).join(",");
  return `${[columns, ...rows].map(line).join("\n")}\n`;
}
