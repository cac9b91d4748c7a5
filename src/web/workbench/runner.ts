import type { OwnData } from "../../evaluation/study/own-data.ts";
import { keyOf, type Specification } from "../../evaluation/study/specification.ts";
import { Engine, EngineError, type EngineSource } from "../engine/client.ts";
import type { Chance, Failure } from "../engine/tasks.ts";
import { type PartId, type PartResults, TASK_OF } from "./parts.ts";

/** How one part of the page stands. A result stays in view, marked as old, until the next one is there. */
export type PartState<K extends PartId = PartId> =
  | { kind: "idle" }
  | { kind: "working"; old: PartResults[K] | null }
  | { kind: "done"; value: PartResults[K]; ms: number }
  | { kind: "failed"; failure: Failure }
  | { kind: "cancelled" };

export interface Progress {
  done: number;
  of: number;
  /** From the change of a choice until the first number is drawn, in milliseconds; null while waiting for it. */
  first: number | null;
  running: boolean;
}

/** What can be done beside each other: the analysis never waits for the slower parts. */
type Lane = "analysis" | "detail";

/** Runs everything that a set of choices asks for; a newer set takes the place of an older one at once. */
export class Runner {
  private readonly engines: Record<Lane, Engine>;
  private readonly states = new Map<PartId, PartState>();
  private controller: AbortController | null = null;
  private progressNow: Progress = { done: 0, of: 0, first: null, running: false };
  private key = "";

  constructor(
    source: EngineSource,
    own: OwnData | null,
    private readonly chance: Chance,
    private readonly changed: (what: PartId | "all" | "progress") => void,
  ) {
    this.engines = { analysis: new Engine(source, own), detail: new Engine(source, own) };
  }

  state<K extends PartId>(part: K): PartState<K> {
    return (this.states.get(part) ?? { kind: "idle" }) as PartState<K>;
  }

  get progress(): Progress {
    return this.progressNow;
  }

  /** Starts, unless the same choices are under way or done. */
  run(specification: Specification, again = false): void {
    const key = keyOf(specification);
    if (key === this.key && !again) return;
    this.key = key;
    this.controller?.abort();
    const controller = new AbortController();
    this.controller = controller;
    const from = performance.now();
    const tasks = Object.entries(TASK_OF) as [PartId, (typeof TASK_OF)[PartId]][];
    for (const [part] of tasks) {
      const before = this.state(part);
      const old = before.kind === "done" ? before.value : before.kind === "working" ? before.old : null;
      this.states.set(part, { kind: "working", old } as PartState);
    }
    this.progressNow = { done: 0, of: tasks.length, first: null, running: true };
    this.changed("all");
    const partsOf = (lane: Lane) => tasks.filter(([, task]) => task.lane === lane).map(([part]) => part);
    const rest = () => this.lane(partsOf("detail"), "detail", specification, controller.signal, () => {});
    let begun = false;
    // The slower parts begin once the first number is there: until then it has the machine to itself.
    const early = () => {
      if (begun || controller.signal.aborted) return;
      begun = true;
      this.progressNow = { ...this.progressNow, first: performance.now() - from };
      this.changed("progress");
      void rest();
    };
    void this.lane(partsOf("analysis"), "analysis", specification, controller.signal, early).then(early);
  }

  /** Ends what is under way; what is done stays. */
  cancel(): void {
    this.controller?.abort();
    this.key = "";
    for (const [part, state] of this.states)
      if (state.kind === "working") this.states.set(part, { kind: "cancelled" });
    this.progressNow = { ...this.progressNow, running: false };
    this.changed("all");
  }

  private async lane(
    parts: readonly PartId[],
    lane: Lane,
    specification: Specification,
    signal: AbortSignal,
    early: () => void,
  ): Promise<void> {
    for (const part of parts) {
      if (signal.aborted) return;
      const started = performance.now();
      try {
        const value = await TASK_OF[part].ask(
          this.engines[lane],
          { specification, ...this.chance },
          signal,
          (first) => {
            if (signal.aborted) return;
            this.set("headline", { kind: "done", value: first, ms: performance.now() - started });
            early();
          },
        );
        if (signal.aborted) return;
        this.finish(part, { kind: "done", value, ms: performance.now() - started } as PartState);
      } catch (error) {
        if (signal.aborted) return;
        this.finish(part, { kind: "failed", failure: failureOf(error) });
      }
    }
  }

  private finish(part: PartId, state: PartState): void {
    const { done, of } = this.progressNow;
    this.progressNow = { ...this.progressNow, done: done + 1, running: done + 1 < of };
    this.set(part, state);
  }

  private set(part: PartId, state: PartState): void {
    this.states.set(part, state);
    this.changed(part);
  }

  /** For files that are made on request: they wait for nothing. */
  get fast(): Engine {
    return this.engines.analysis;
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof EngineError) return error.failure;
  return { code: "bug", what: String(error), remedy: "Reload the page" };
}
