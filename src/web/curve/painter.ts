import type { CurveLayout } from "./layout.ts";
import { type Bits, type Ink, inkOf, paintCurve } from "./paint.ts";

/** Milliseconds of one frame that painting may take, far below what a reader would notice. */
const BUDGET = 8;

/** A canvas that follows the reader's scheme and pixel density, painted over several frames and shown when it is whole. */
export class Painter {
  private layout: CurveLayout | null = null;
  private frame = 0;
  private hidden: HTMLCanvasElement | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    /** Always by day, for paper and for pictures. */
    private readonly light: boolean,
  ) {}

  /** Begins anew with another layout; what was under way is dropped. */
  paint(layout: CurveLayout): void {
    this.layout = layout;
    this.again();
  }

  /** The same layout after a change of scheme or density. */
  again(): void {
    const { layout, canvas } = this;
    if (!layout) return;
    cancelAnimationFrame(this.frame);
    const scale = Math.min(3, window.devicePixelRatio || 1);
    this.hidden ??= document.createElement("canvas");
    const { hidden } = this;
    const context = cleared(hidden, Math.round(layout.width * scale), Math.round(layout.height * scale));
    if (!context) return;
    context.scale(scale, scale);
    const ink: Ink = inkOf(canvas, this.light);
    this.work(paintCurve(context, layout, ink), () => {
      cleared(canvas, hidden.width, hidden.height)?.drawImage(hidden, 0, 0);
      canvas.dataset.painted = String(layout.points.length);
    });
  }

  /** Something is being painted. */
  get busy(): boolean {
    return this.frame !== 0;
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  private work(bits: Bits, done: () => void): void {
    this.frame = requestAnimationFrame(() => {
      const until = performance.now() + BUDGET;
      while (performance.now() < until) {
        if (!bits.next().done) continue;
        this.frame = 0;
        done();
        return;
      }
      this.work(bits, done);
    });
  }
}

/** An empty canvas of a size. Its memory is kept where the size is the same: getting it takes longer than painting. */
function cleared(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  // Painted at once, bit by bit: otherwise all of it would be done in one go when it is shown.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  } else if (context) {
    context.resetTransform();
    context.clearRect(0, 0, width, height);
  }
  return context;
}
