import type { CurvePoint } from "../../evaluation/study/curve.ts";
import { keyOf, type Specification } from "../../evaluation/study/specification.ts";
import type { Pool } from "../engine/pool.ts";

export interface CurveState {
  specifications: readonly Specification[];
  /** Those found so far, in the order of the specifications once the run has ended. */
  points: readonly CurvePoint[];
  status: "idle" | "running" | "cancelled" | "failed";
  /** What went wrong, in words. */
  failure: string | null;
}

export const isComplete = ({ specifications, points }: CurveState) =>
  points.length === specifications.length && points.length > 0;

type Runs = Pick<Pool, "curve">;

/**
 * One curve at a time. What has been found is kept, so that a cancelled run goes on where it ended, and a narrower
 * choice within a finished one is there at once: a specification's numbers depend on itself, the draws and the seed only.
 */
export class CurveRunner {
  private readonly found = new Map<string, CurvePoint>();
  private keys: readonly string[] = [];
  private draws = 0;
  private running: AbortController | null = null;
  state: CurveState = { specifications: [], points: [], status: "idle", failure: null };

  constructor(
    private readonly pool: () => Runs,
    private readonly seed: number,
    /** "more": points have come. "state": it began or ended. */
    private readonly told: (what: "more" | "state") => void,
  ) {}

  /** Sets what is looked at; ends a run of anything else. */
  show(specifications: readonly Specification[], draws: number): void {
    const keys = specifications.map((one) => `${draws}|${keyOf(one)}`);
    if (keys.join("\n") === this.keys.join("\n")) return;
    this.running?.abort(new DOMException("Other choices were made", "AbortError"));
    this.running = null;
    this.keys = keys;
    this.draws = draws;
    this.state = { specifications, points: this.known(), status: "idle", failure: null };
  }

  /** Finds what is still missing; does nothing while it is under way. */
  async run(): Promise<void> {
    if (this.running) return;
    const { specifications } = this.state;
    const missing = specifications.filter((_, k) => !this.found.has(this.keys[k] ?? ""));
    if (missing.length === 0) return;
    const own = new AbortController();
    this.running = own;
    this.set({ status: "running", failure: null });
    const chance = { draws: this.draws, seed: this.seed };
    const partial = (points: readonly CurvePoint[]) => {
      if (this.running === own) this.take(points, chance.draws);
    };
    try {
      await this.pool().curve(missing, chance, { signal: own.signal, partial });
      if (this.running === own) this.end("idle", null);
    } catch (error) {
      if (this.running === own) this.end("failed", error instanceof Error ? error.message : String(error));
    }
  }

  /** Ends the run at once; the points so far stay. */
  cancel(): void {
    const { running } = this;
    if (!running) return;
    this.end("cancelled", null);
    running.abort(new DOMException("Cancelled by the reader", "AbortError"));
  }

  private take(points: readonly CurvePoint[], draws: number): void {
    const fresh = points.filter(({ key }) => !this.found.has(`${draws}|${key}`));
    for (const point of fresh) this.found.set(`${draws}|${point.key}`, point);
    this.state = { ...this.state, points: [...this.state.points, ...fresh] };
    this.told("more");
  }

  private end(status: CurveState["status"], failure: string | null): void {
    this.running = null;
    this.set({ status, failure, points: this.known() });
  }

  private set(change: Partial<CurveState>): void {
    this.state = { ...this.state, ...change };
    this.told("state");
  }

  private known(): CurvePoint[] {
    return this.keys.flatMap((key) => this.found.get(key) ?? []);
  }
}
