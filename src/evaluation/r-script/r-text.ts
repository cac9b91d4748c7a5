/** A number as R reads it back to the same double. */
export function rNumber(value: number): string {
  if (Number.isNaN(value)) return "NA";
  if (!Number.isFinite(value)) return value > 0 ? "Inf" : "-Inf";
  return String(value);
}

/** A cell of CSV text: texts in double quotes, quotes doubled, line ends as blanks. */
export function rCell(value: string | number): string {
  if (typeof value === "number") return rNumber(value);
  return `"${value.replaceAll('"', '""').replaceAll(/[\r\n]+/g, " ")}"`;
}

/** Columns of equal length as an R data frame, written out in full. */
export function rDataFrame(
  name: string,
  columns: Readonly<Record<string, readonly (string | number)[]>>,
): string {
  const names = Object.keys(columns);
  const rows = columns[names[0] ?? ""]?.length ?? 0;
  const lines = [names.map((column) => rCell(column)).join(",")];
  for (let r = 0; r < rows; r++)
    lines.push(names.map((column) => rCell(columns[column]?.[r] ?? Number.NaN)).join(","));
  const text = lines.join("\n");
  const fence = fenceFor(text);
  return `${name} <- read.csv(text = r"${fence}(${text})${fence}", check.names = FALSE)`;
}

/** Dashes enough that the raw string cannot end inside the data. */
function fenceFor(text: string): string {
  let fence = "---";
  while (text.includes(`)${fence}"`)) fence += "-";
  return fence;
}

/** Our own numbers, to be printed beside R's. */
export function rOurs(values: readonly { name: string; value: number | null }[]): string {
  const entries = values.map(
    ({ name, value }) => `  ${rName(name)} = ${value === null ? "NA" : rNumber(value)}`,
  );
  return `ours <- c(\n${entries.join(",\n")}\n)`;
}

export function rName(name: string): string {
  return /^[A-Za-z.][A-Za-z0-9._]*$/.test(name)
    ? name
    : `\`${name.replaceAll("`", "'").replaceAll("\\", "/")}\``;
}

/** Lines of a comment; nothing in them can end it. */
export function rComment(lines: readonly string[]): string {
  return lines.map((line) => `# ${line.replaceAll(/[\r\n]+/g, " ")}`).join("\n");
}
