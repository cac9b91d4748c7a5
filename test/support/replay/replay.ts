/** An answer of a replayed source: what the real one sends, shape for shape. */
export interface ReplayAnswer {
  status?: number;
  headers?: Record<string, string>;
  body: string | Uint8Array;
}

/**
 * Answers for the hosts of one source, from fixtures with a note of origin or generated at full size from a seed.
 * `null` for an address the source does not have: a test that asks it is wrong.
 */
export interface Replay {
  hosts: readonly string[];
  answer(url: URL, headers: Readonly<Record<string, string | undefined>>): ReplayAnswer | null;
}
