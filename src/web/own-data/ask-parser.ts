import type { ParseReply, ParseRequest } from "./protocol.ts";
import { Refusal } from "./refusal.ts";
import type { Checked, Profile } from "./types.ts";

interface AskOptions {
  /** Address of the worker's code. */
  worker: string;
  signal: AbortSignal;
  /** Share of the file read, 0 to 1. */
  progress: (share: number) => void;
}

/**
 * One task in a worker of its own, which is ended with the task or when the signal says so.
 * @throws Refusal with words for the reader; DOMException "AbortError" once cancelled.
 */
function ask(
  request: ParseRequest,
  { worker: address, signal, progress }: AskOptions,
): Promise<Profile | Checked> {
  signal.throwIfAborted();
  const worker = new Worker(address, { type: "module" });
  return new Promise<Profile | Checked>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    worker.addEventListener("error", () => reject(new Refusal(BROKEN)));
    worker.addEventListener("message", ({ data }: MessageEvent<ParseReply>) => {
      if (data.kind === "progress") progress(data.of > 0 ? data.done / data.of : 0);
      else if (data.kind === "refused") reject(new Refusal(data.words));
      else resolve(data.value);
    });
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

type Part<T extends ParseRequest["task"]> = Omit<Extract<ParseRequest, { task: T }>, "task">;

export const askProfile = (part: Part<"profile">, options: AskOptions) =>
  ask({ task: "profile", ...part }, options) as Promise<Profile>;

export const askCheck = (part: Part<"check">, options: AskOptions) =>
  ask({ task: "check", ...part }, options) as Promise<Checked>;

const BROKEN = {
  code: "worker",
  what: "The part of the page that reads files did not start",
  remedy: "Reload the page; an old browser may not be able to run it",
};
