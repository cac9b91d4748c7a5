import type { CurvePoint } from "../../evaluation/study/curve.ts";
import type { OwnData } from "../../evaluation/study/own-data.ts";
import { keyOf, type Specification } from "../../evaluation/study/specification.ts";
import { Engine, type EngineSource } from "./client.ts";
import type { Chance } from "./tasks.ts";

/** What the pool needs of an engine. */
export type CurveEngine = Pick<Engine, "ask" | "stop">;

export interface PoolOptions {
  signal: AbortSignal;
  /** Points as they are found, in any order. */
  partial: (points: readonly CurvePoint[]) => void;
}

/** Specifications that a worker takes at once, at least; whole panels, as these are what neighbours share. */
const BLOCK = 24;

/** Workers for a machine: one core is left to the page, or it would stand still for moments while a curve runs. */
export const poolSize = (cores: number | undefined) => Math.max(1, Math.min(4, (cores ?? 2) - 1));

/** Cuts a list between panels, never within one. */
export function blocksOf(specifications: readonly Specification[], least = BLOCK): Specification[][] {
  const blocks: Specification[][] = [];
  let last = "";
  for (const one of specifications) {
    const panel = keyOf({ ...one, estimator: "twfe", inference: "permutation" });
    const block = blocks.at(-1);
    if (!block || (panel !== last && block.length >= least)) blocks.push([one]);
    else block.push(one);
    last = panel;
  }
  return blocks;
}

/** Several engines that share one list: each takes the next block as soon as it is free. */
export class Pool {
  constructor(private readonly engines: readonly CurveEngine[]) {}

  /** @throws what the first engine that fails throws, once all are stopped; the signal's reason when cancelled. */
  async curve(specifications: readonly Specification[], chance: Chance, options: PoolOptions): Promise<void> {
    const { signal, partial } = options;
    signal.throwIfAborted();
    const waiting = blocksOf(specifications);
    const work = async (engine: CurveEngine) => {
      for (let block = waiting.shift(); block; block = waiting.shift())
        await engine.ask("curve", { specifications: block, ...chance }, { signal, partial });
    };
    try {
      await Promise.all(this.engines.map(work));
    } catch (error) {
      waiting.length = 0;
      // A cancelled engine ends by itself; after a failure the others would go on for nothing.
      if (!signal.aborted) this.stop();
      throw error;
    }
  }

  stop(): void {
    for (const engine of this.engines) engine.stop();
  }
}

/** A pool for this machine; its workers start with the first question. */
export function enginePool(source: EngineSource, own: OwnData | null = null): Pool {
  const size = poolSize(navigator.hardwareConcurrency);
  return new Pool(Array.from({ length: size }, () => new Engine(source, own)));
}
