import type { RefusalWords } from "./refusal.ts";
import type { Checked, Interpretation, Profile, World } from "./types.ts";

/** What the worker is asked for; one worker does one task and ends. */
export type ParseRequest = { file: Blob; world: World } & (
  | { task: "profile" }
  | { task: "check"; choice: Interpretation; columns: readonly string[] }
);

export type ParseReply =
  | { kind: "progress"; done: number; of: number }
  | { kind: "profile"; value: Profile }
  | { kind: "check"; value: Checked }
  | { kind: "refused"; words: RefusalWords };
