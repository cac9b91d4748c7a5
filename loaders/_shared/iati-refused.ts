/** One dataset cannot be used as a whole; the others are. Becomes a row of the quarantine, not an error of the pull. */
export class DatasetRefused extends Error {
  constructor(
    readonly code: string,
    readonly reason: string,
    readonly remedy: string,
    readonly line: number | null = null,
  ) {
    super(reason);
  }
}
