import { join } from "node:path";
import { SERIES_SOURCES } from "../../loaders/registry.ts";
import type { Effects } from "../effects.ts";
import { NapError } from "../errors/nap-error.ts";
import { buildWarehouse } from "../warehouse/build.ts";
import type { Paths } from "../warehouse/paths.ts";
import type { LiveInput } from "../warehouse/read-live.ts";
import type { Fault } from "./check-report.ts";

/**
 * Builds the warehouse by the very code of the build, in a folder of its own that is removed again, so that every
 * key, type and rule is tried without touching the last good one.
 */
export async function checkScratchWarehouse(
  effects: Effects,
  paths: Paths,
  live: LiveInput,
): Promise<Fault[]> {
  const build = join(paths.build, `check-${effects.self.pid}`);
  const scratch: Paths = {
    ...paths,
    build,
    warehouse: join(build, "warehouse.duckdb"),
    candidate: join(build, "candidate.duckdb"),
  };
  try {
    await buildWarehouse(effects, scratch, SERIES_SOURCES, {
      acceptQuarantine: true,
      live,
      progress: () => {},
    });
    return [];
  } catch (error) {
    if (!(error instanceof NapError)) throw error;
    return [
      { code: error.code, file: error.place.file ?? "warehouse", what: error.what, remedy: error.remedy },
    ];
  } finally {
    await effects.files.remove(build);
  }
}
