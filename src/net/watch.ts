import { TransportError } from "../errors/source-errors.ts";

/** Ends a request that takes too long, is too slow, or is no longer wanted. */
export interface Watch {
  readonly signal: AbortSignal;
  /** Why the signal was aborted; undefined while it was not. */
  fault(): unknown;
  leftMs(): number;
  /** Measures a body's rate from now on, until the returned function is called. */
  body(): { count(bytes: number): void; stop(): void };
  end(): void;
}

export interface WatchOptions {
  now(): Date;
  deadlineMs: number;
  minBytesPerSecond: number;
  rateWindowMs: number;
  /** Safe to show. */
  url: string;
  signal?: AbortSignal | undefined;
}

/** The longest time a timer of Node can hold. */
const LONGEST_TIMER = 2 ** 31 - 1;

export function startWatch(options: WatchOptions): Watch {
  const controller = new AbortController();
  const end = options.now().getTime() + options.deadlineMs;
  const place = { file: options.url };
  const stop = (fault: unknown) => controller.abort(fault);
  const deadline = setTimeout(
    () =>
      stop(
        new TransportError(
          `There was no whole answer within ${options.deadlineMs / 1000} s`,
          place,
          "Run again later; if the source has become slower for good, raise the deadline in its loader",
        ),
      ),
    Math.min(options.deadlineMs, LONGEST_TIMER),
  );
  const aborted = () => stop(options.signal?.reason);
  if (options.signal?.aborted) aborted();
  options.signal?.addEventListener("abort", aborted, { once: true });
  return {
    signal: controller.signal,
    fault: () => (controller.signal.aborted ? controller.signal.reason : undefined),
    leftMs: () => end - options.now().getTime(),
    body: () =>
      watchRate(options, () =>
        stop(
          new TransportError(
            `The answer trickles in at less than ${options.minBytesPerSecond} bytes a second`,
            place,
            "Run again later, or from another network",
          ),
        ),
      ),
    end() {
      clearTimeout(deadline);
      options.signal?.removeEventListener("abort", aborted);
    },
  };
}

function watchRate(options: WatchOptions, tooSlow: () => void) {
  const { rateWindowMs, minBytesPerSecond } = options;
  let bytes = 0;
  let since = options.now().getTime();
  const timer = setInterval(() => {
    const now = options.now().getTime();
    // A timer this late means that this process was busy: the bytes are waiting, and the server is not to blame.
    const busy = now - since > rateWindowMs * 1.5 + 50;
    if (!busy && bytes < (minBytesPerSecond * rateWindowMs) / 1000) tooSlow();
    bytes = 0;
    since = now;
  }, rateWindowMs);
  return {
    count(more: number) {
      bytes += more;
    },
    stop: () => clearInterval(timer),
  };
}
