import { h } from "../dom.ts";

/** Milliseconds before a bar is worth showing. */
const PATIENCE = 200;

/** The line that says what goes on, with a bar and a way to stop it. */
export class Busy {
  readonly status = h("p", { class: "own-status", role: "status" });
  private readonly bar = h("progress", { max: 1, value: 0, "aria-label": "Share of the file read" });
  private readonly stop = h("button", { type: "button" }, "Cancel");
  private readonly row = h("div", { class: "own-busy", hidden: true }, this.bar, this.stop);
  readonly element = h("div", {}, this.status, this.row);
  private current: AbortController | null = null;

  constructor() {
    this.stop.addEventListener("click", () => this.current?.abort());
  }

  /** Stops what goes on without a word: something else takes its place. */
  drop(): void {
    const { current } = this;
    this.current = null;
    this.row.hidden = true;
    current?.abort();
  }

  say(words: string): void {
    this.status.replaceChildren(words);
  }

  /** Runs one task; what ran before is cancelled. Null where it was cancelled itself. */
  async run<T>(
    words: string,
    task: (signal: AbortSignal, progress: (share: number) => void) => Promise<T>,
  ): Promise<T | null> {
    this.drop();
    const own = new AbortController();
    this.current = own;
    this.bar.value = 0;
    const timer = setTimeout(() => {
      this.say(words);
      this.row.hidden = false;
    }, PATIENCE);
    try {
      return await task(own.signal, (share) => {
        this.bar.value = share;
      });
    } catch (error) {
      if (!own.signal.aborted) throw error;
      if (this.current === own) this.say("Cancelled.");
      return null;
    } finally {
      clearTimeout(timer);
      if (this.current === own) {
        this.row.hidden = true;
        this.current = null;
      }
    }
  }
}
