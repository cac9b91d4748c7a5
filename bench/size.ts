import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { seeded } from "../src/evaluation/core/random.ts";
import { sizeStudy } from "../src/evaluation/power/size-study.ts";
import { replaceSection } from "../test/evaluation/goldens/validation-doc.ts";

/** `npm run bench -- size [sims]`: how often 5 % tests reject in panels without an effect; written to docs/validation.md. */
const sims = Number(process.argv[2] ?? 1000);
const tests = ["permutation", "permutation_t", "conley_taber", "cr2", "ibragimov_muller", "cluster"] as const;
const shape = { units: 110, years: 25, rho: 0.8, sims, tests };
const rows = [3, 5, 10].flatMap((treated) =>
  sizeStudy({ ...shape, treated, random: seeded(1325 + treated) }),
);

const percent = (value: number | null) => (value === null ? "–" : `${(100 * value).toFixed(1)} %`);
const lines = rows.map(
  (row) =>
    `| ${row.treated} | ${row.test} | ${percent(row.rate)} | ${percent(row.error)} | ${percent(row.coverage)} | ${row.undefined} | ${
      row.rate >= 0.03 && row.rate <= 0.07 ? "yes" : "no"
    } |`,
);
const table = [
  `${sims} panels of 110 units × 25 years for each number of treated, single-unit cohorts, AR(1) shocks with ρ = 0.8; 999 assignments or tuples a test, seeds 1325 + treated.`,
  "",
  "| treated | test | rejects | simulation error | 95 % interval holds the truth | undefined | between 3 % and 7 % |",
  "|---|---|---|---|---|---|---|",
  ...lines,
].join("\n");
console.log(table);
const path = resolve(import.meta.dirname, "../docs/validation.md");
writeFileSync(path, replaceSection(readFileSync(path, "utf8"), "size", table));
