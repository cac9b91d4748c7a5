import type { OwnData } from "../../evaluation/study/own-data.ts";
import type { Failure, Reply, Request, TaskName, Tasks } from "./tasks.ts";

/** Where the worker's code and the study's file lie. */
export interface EngineSource {
  worker: string;
  study: string;
}

export interface AskOptions<K extends TaskName> {
  signal?: AbortSignal;
  partial?: (value: Tasks[K]["partial"]) => void;
}

/** What went wrong in the worker, with what to do about it. */
export class EngineError extends Error {
  constructor(readonly failure: Failure) {
    super(`${failure.what}. ${failure.remedy}`);
    this.name = "EngineError";
  }
}

/** How long a cancelled task may go on before its worker is ended, in milliseconds. */
const PATIENCE = 150;

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
  partial: ((value: never) => void) | undefined;
}

/** The engine in a worker of its own: it starts with the first question, and is replaced when a cancelled task does not end. */
export class Engine {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;

  constructor(
    private readonly source: EngineSource,
    private readonly own: OwnData | null = null,
  ) {}

  /** @throws EngineError; DOMException "AbortError" once the signal says so. */
  ask<K extends TaskName>(
    task: K,
    input: Tasks[K]["input"],
    { signal, partial }: AskOptions<K> = {},
  ): Promise<Tasks[K]["output"]> {
    signal?.throwIfAborted();
    const id = this.next++;
    const worker = this.started();
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, partial });
      signal?.addEventListener("abort", () => this.cancel(id, signal.reason), { once: true });
      worker.postMessage({ kind: "ask", id, task, input } as Request);
    });
  }

  /** Ends the worker; what is under way is never answered. */
  stop(): void {
    this.worker?.terminate();
    this.worker = null;
    for (const { reject } of this.waiting.values())
      reject(new DOMException("The engine was stopped", "AbortError"));
    this.waiting.clear();
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(this.source.worker, { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => this.read(data));
    worker.addEventListener("error", () => this.fail(BROKEN));
    const study = new URL(this.source.study, document.baseURI).href;
    worker.postMessage({ kind: "open", study, own: this.own } satisfies Request);
    this.worker = worker;
    return worker;
  }

  private cancel(id: number, reason: unknown): void {
    const one = this.waiting.get(id);
    if (!one) return;
    this.waiting.delete(id);
    one.reject(reason);
    const { worker } = this;
    worker?.postMessage({ kind: "cancel", id } satisfies Request);
    // Whatever still waits needs the worker; else one that does not answer is ended.
    setTimeout(() => {
      if (this.worker === worker && this.waiting.size === 0) this.stop();
    }, PATIENCE);
  }

  private read(reply: Reply): void {
    if (reply.kind === "opened") return;
    if (reply.kind === "failed" && reply.id === null) {
      this.fail(reply.failure);
      return;
    }
    const one = this.waiting.get(reply.id ?? 0);
    if (!one) return;
    if (reply.kind === "partial") {
      one.partial?.(reply.value as never);
      return;
    }
    this.waiting.delete(reply.id ?? 0);
    if (reply.kind === "done") one.resolve(reply.value as never);
    else one.reject(new EngineError(reply.failure));
  }

  private fail(failure: Failure): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    this.stop();
    for (const { reject } of all) reject(new EngineError(failure));
  }
}

const BROKEN: Failure = {
  code: "worker",
  what: "The part of the page that does the statistics did not start",
  remedy: "Reload the page; an old browser may not be able to run it",
};
