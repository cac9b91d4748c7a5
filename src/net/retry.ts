/** Statuses that may pass by themselves. */
export const PASSING: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/** Milliseconds that a `Retry-After` header asks for (seconds or HTTP date); null for none or nonsense. */
export function parseRetryAfter(value: string | undefined, now: Date): number | null {
  const text = value?.trim() ?? "";
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : Math.max(0, time - now.getTime());
}

/** Wait after the nth failure (1 is the first): full jitter under a bound that doubles from 1 s to 30 s. */
export function backoff(failures: number, random: number): number {
  return Math.round(random * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1)));
}

export type Verdict =
  | { retry: true; waitMs: number }
  | { retry: false; why: "tries" | "too-long" | "deadline" };

/** Whether to ask again after a failure, and when. `askedMs` is the server's own wish. */
export function judgeRetry(failure: {
  failures: number;
  tries: number;
  askedMs: number | null;
  maxWaitMs: number;
  leftMs: number;
  random: number;
}): Verdict {
  if (failure.failures >= failure.tries) return { retry: false, why: "tries" };
  if (failure.askedMs !== null && failure.askedMs > failure.maxWaitMs)
    return { retry: false, why: "too-long" };
  const waitMs = failure.askedMs ?? backoff(Math.max(1, failure.failures), failure.random);
  return waitMs < failure.leftMs ? { retry: true, waitMs } : { retry: false, why: "deadline" };
}
