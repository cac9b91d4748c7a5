/** Turns at a host: starts of requests lie apart, whoever asks. */
export interface Pacing {
  /** Resolves when it is this request's turn. Turns are given in the order of the calls. */
  turn(host: string, paceMs: number, signal?: AbortSignal): Promise<void>;
  /** No turn at this host before the time (ms since 1970): it asked for rest. */
  hold(host: string, until: number): void;
}

export function makePacing(clock: {
  now(): Date;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}): Pacing {
  const hosts = new Map<string, { last: number; held: number }>();
  const of = (host: string) => {
    const known = hosts.get(host) ?? { last: Number.NEGATIVE_INFINITY, held: 0 };
    hosts.set(host, known);
    return known;
  };
  return {
    async turn(host, paceMs, signal) {
      const state = of(host);
      let slot: number;
      do {
        const now = clock.now().getTime();
        slot = Math.max(now, state.last + paceMs, state.held);
        state.last = slot;
        if (slot > now) await clock.sleep(slot - now, signal);
        // While we waited the host may have asked everybody for rest.
      } while (state.held > slot);
    },
    hold(host, until) {
      const state = of(host);
      state.held = Math.max(state.held, until);
    },
  };
}
