import { LIMITS } from "./limits.ts";
import type { Problem, ProblemCode, ProblemList } from "./types.ts";

const SHOWN = 60;

/** A text cut to what a table can show; a copy, so that the piece of file around it need not be kept. */
export function cut(text: string, length = SHOWN): string {
  const short = text.length > length ? `${text.slice(0, length - 1)}…` : text;
  return [...short].join("");
}

/** All problems counted, the first ones kept. */
export class Problems {
  private readonly shown: Problem[] = [];
  private readonly kinds = new Map<ProblemCode, number>();
  private total = 0;

  add(code: ProblemCode, row: number, column: string, value: string): void {
    this.total++;
    this.kinds.set(code, (this.kinds.get(code) ?? 0) + 1);
    if (this.shown.length < LIMITS.problems) this.shown.push({ code, row, column, value: cut(value) });
  }

  count(code: ProblemCode): number {
    return this.kinds.get(code) ?? 0;
  }

  list(): ProblemList {
    return { shown: this.shown, total: this.total, kinds: [...this.kinds].sort((a, b) => b[1] - a[1]) };
  }
}
