import { defineConfig } from "vitest/config";

/** What Stryker runs against each planted fault: the unit tests of the folders named in MUTANTS_TESTS. */
const folders = (process.env.MUTANTS_TESTS ?? "*").split(",");

export default defineConfig({
  test: {
    include: folders.map((folder) => `test/evaluation/${folder}/**/*.test.ts`),
    env: { TZ: "UTC" },
    testTimeout: 30_000,
    maxWorkers: 1,
  },
});
