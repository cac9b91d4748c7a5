/** Types that sirv does not know, or that need their charset. */
const TYPES: Record<string, string> = {
  parquet: "application/vnd.apache.parquet",
  arrow: "application/vnd.apache.arrow.file",
  arrows: "application/vnd.apache.arrow.stream",
  duckdb: "application/vnd.duckdb",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv;charset=utf-8",
  md: "text/markdown;charset=utf-8",
  txt: "text/plain;charset=utf-8",
  bib: "application/x-bibtex;charset=utf-8",
  cff: "application/yaml;charset=utf-8",
  ris: "application/x-research-info-systems;charset=utf-8",
  sql: "application/sql;charset=utf-8",
  css: "text/css;charset=utf-8",
  js: "text/javascript;charset=utf-8",
  json: "application/json;charset=utf-8",
};

const TEXT_FILES = new Set(["SHA256SUMS", "LICENSE", "README"]);

/** Content type by the ending of the name; undefined leaves it to sirv. */
export function contentType(pathname: string): string | undefined {
  const name = pathname.replace(/\/+$/, "").split("/").at(-1) ?? "";
  if (TEXT_FILES.has(name)) return TYPES.txt;
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1];
  return ending === undefined ? undefined : TYPES[ending.toLowerCase()];
}
