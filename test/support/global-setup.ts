import { existsSync } from "node:fs";
import { SERIES_SOURCES } from "../../loaders/registry.ts";
import { realEffects } from "../../src/effects.ts";
import { buildWarehouse } from "../../src/warehouse/build.ts";
import { testPaths } from "./warehouse.ts";

/** `npm test` builds everything first; a single test run by hand only needs the warehouse. */
export default async function setup(): Promise<void> {
  const paths = testPaths();
  if (existsSync(paths.warehouse)) return;
  await buildWarehouse(realEffects(), paths, SERIES_SOURCES, {
    acceptQuarantine: false,
    progress: () => undefined,
  });
}
