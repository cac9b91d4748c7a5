import type { Effects } from "../effects.ts";
import type { Health } from "../live/health.ts";
import type { LivePaths } from "../live/paths.ts";
import type { LiveState } from "../live/state.ts";
import type { LiveSource, SourceContext } from "../model/live-source.ts";
import type { SeriesSource } from "../model/series-source.ts";
import type { Net } from "../net/client.ts";
import type { Paths } from "../warehouse/paths.ts";

export interface RefreshOptions {
  /** Sources to pull; the others stay as they are. */
  chosen: readonly LiveSource[];
  /** Every source there is: the warehouse is built from the last good pull of each. */
  all: readonly LiveSource[];
  series: SeriesSource[];
  /** Leave alone what had a good answer on this day or later, YYYY-MM-DD. */
  since?: string;
  dryRun: boolean;
  /** Ids of sources whose large changes a person has accepted. */
  accepted: ReadonlySet<string>;
  acceptQuarantine: boolean;
  signal: AbortSignal;
  progress: (text: string, done?: number, total?: number) => void;
}

/** What the steps of one refresh share. */
export interface Run {
  effects: Effects;
  net: Net;
  paths: Paths;
  live: LivePaths;
  options: RefreshOptions;
  head: LiveState;
  health: Health;
  countries: SourceContext["countries"];
  today: string;
}
