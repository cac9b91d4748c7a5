import { resolve } from "node:path";
import { curveOnThreads } from "../src/cli/evaluate/curve-workers.ts";
import { allChoices, specificationsOf } from "../src/evaluation/study/choices.ts";
import { openDatabase } from "../src/warehouse/database.ts";
import { readStudy } from "../src/warehouse/study.ts";

/** 2,000 specifications of the real study, evenly taken from all, with 999 permutations each, on two threads. */
const db = await openDatabase(resolve("build/warehouse.duckdb"), { readOnly: true, locked: true });
const study = await readStudy(db);
db.close();
const all = specificationsOf(allChoices(study));
// Whole neighbourhoods, as a reader's curve has them; those that identify no effect are not counted.
const possible = all.filter(({ outcome }) => outcome !== "wps_index_score");
const step = possible.length / 2000;
const specifications = Array.from(
  { length: 2000 },
  (_, k) => possible[Math.floor(k * step)] ?? possible[0],
).flatMap((one) => one ?? []);
const start = performance.now();
const points = (await curveOnThreads({ study, specifications, draws: 999, seed: 1 }, 2)) ?? [];
const seconds = (performance.now() - start) / 1000;
const found = points.filter(({ p }) => p !== null).length;
console.log(
  `\nSpecification curve: ${points.length} specifications (${found} identify an effect) × 999 permutations on two threads: ${seconds.toFixed(1)} s (wanted: under 10 s).`,
);
