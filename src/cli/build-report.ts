import type { WarehouseReport } from "../warehouse/build.ts";
import { count, megabytes } from "./words.ts";

export interface StageResult {
  stage: "warehouse" | "published" | "site";
  seconds: number;
  report: object;
}

/** One line a stage: its name, its time, what came out. */
export function describeBuild(stages: StageResult[]): string {
  const lines = stages.map(
    (s) => `${s.stage.padEnd(10)} ${s.seconds.toFixed(1).padStart(6)} s  ${contents(s)}`,
  );
  const total = stages.reduce((sum, s) => sum + s.seconds, 0);
  lines.push(`${"total".padEnd(10)} ${total.toFixed(1).padStart(6)} s`);
  return `${lines.join("\n")}\n`;
}

function contents({ stage, report }: StageResult): string {
  if (stage === "warehouse") return warehouseWords(report as WarehouseReport);
  return Object.entries(report)
    .filter(([, value]) => typeof value === "number")
    .map(([name, value]) => (name === "bytes" ? megabytes(value) : count(value, name.replace(/s$/, ""))))
    .join(", ");
}

function warehouseWords(report: WarehouseReport): string {
  const rows = report.tables.reduce((sum, t) => sum + t.rows, 0);
  return [
    `${count(report.tables.length, "table")}`,
    count(rows, "row"),
    `${count(report.quarantined.length, "row")} refused`,
    `${count(report.unresolved, "unresolved reference")}`,
  ].join(", ");
}
