/** How to read the files of one table in one language. The tests run JavaScript and SQL on the published files. */
export interface Snippet {
  id: string;
  language: string;
  needs: string;
  code: string;
}

/** The same for every table: `plan` stands for any. */
export const READ_SNIPPETS: readonly Snippet[] = [
  {
    id: "r",
    language: "R",
    needs: "package arrow for Parquet and Arrow",
    code: `plan <- read.csv("plan.csv", na.strings = "", encoding = "UTF-8")
plan <- arrow::read_parquet("plan.parquet")
plan <- arrow::read_ipc_file("plan.arrow")`,
  },
  {
    id: "python",
    language: "Python",
    needs: "packages pandas and pyarrow",
    code: `import pandas as pd

plan = pd.read_csv("plan.csv", keep_default_na=False, na_values=[""])
plan = pd.read_parquet("plan.parquet")
plan = pd.read_feather("plan.arrow")`,
  },
  {
    id: "javascript",
    language: "JavaScript",
    needs: "Node; packages papaparse, @duckdb/node-api and apache-arrow",
    code: `import { readFile } from "node:fs/promises";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromIPC } from "apache-arrow";
import Papa from "papaparse";

const unknown = (cell) => (cell === "" ? null : cell);
const options = { header: true, skipEmptyLines: true, transform: unknown };
const fromCsv = Papa.parse(await readFile("plan.csv", "utf8"), options).data;

const db = await (await DuckDBInstance.create()).connect();
const fromParquet = (await db.runAndReadAll("FROM 'plan.parquet'")).getRowObjects();

const fromArrow = tableFromIPC(await readFile("plan.arrow")).toArray();`,
  },
  {
    id: "sql",
    language: "SQL",
    needs: "DuckDB; it reads Arrow files only through R, Python or JavaScript",
    code: `CREATE TABLE plan AS FROM 'plan.parquet';

CREATE TABLE plan_text AS
FROM read_csv('plan.csv', header = true, all_varchar = true, nullstr = '');`,
  },
];
