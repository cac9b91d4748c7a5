import cliProgress from "cli-progress";
import type { Context } from "./context.ts";

/** Progress for people, on standard error: a bar on a terminal, a line for each step elsewhere, nothing with --quiet. */
export interface Progress {
  /** A step starts; `done` of `total` lie behind it, where the number is known. */
  step(stage: string, text: string, done?: number, total?: number): void;
  /** The stage is over. */
  end(): void;
}

export function progressOf(context: Context): Progress {
  if (context.quiet) return { step: () => {}, end: () => {} };
  return context.effects.isTerminal ? bar() : lines((text) => context.effects.err(text));
}

function lines(write: (text: string) => void): Progress {
  return {
    step: (stage, text, done, total) => {
      const count = done === undefined || total === undefined ? "" : ` ${done}/${total}`;
      write(`${stage}${count}: ${text}\n`);
    },
    end: () => {},
  };
}

function bar(): Progress {
  const single = new cliProgress.SingleBar({
    format: "{stage} [{bar}] {text}",
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 24,
    // Signals are ours: the command has more to tidy up than the bar.
    gracefulExit: false,
  });
  let running = false;
  return {
    step: (stage, text, done = 0, total = 1) => {
      if (!running) single.start(total, done, { stage, text });
      else {
        single.setTotal(total);
        single.update(done, { stage, text });
      }
      running = true;
    },
    end: () => {
      if (running) single.stop();
      running = false;
    },
  };
}
