import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

/** The engine's tests by themselves: they need neither warehouse nor site, so nothing is built before. */
export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, "../.."),
    include: ["test/evaluation/**/*.test.ts"],
    env: { TZ: "UTC" },
    testTimeout: 120_000,
    maxWorkers: 2,
  },
});
