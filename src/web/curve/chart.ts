import type { CurvePoint } from "../../evaluation/study/curve.ts";
import type { Specification } from "../../evaluation/study/specification.ts";
import { h } from "../dom.ts";
import { count } from "../format/number.ts";
import { before, behind, type DrawingWords, moveCursor } from "./drawing.ts";
import { inWordsOf, pText, signed } from "./labels.ts";
import { type CurveLayout, curveLayout } from "./layout.ts";
import { Painter } from "./painter.ts";
import { type FoundPoint, sortedPoints } from "./summary.ts";

export interface ChartSpec extends DrawingWords {
  width: number;
  specifications: readonly Specification[];
  planned: <T extends { specification: Specification }>(points: readonly T[]) => T | undefined;
  /** Where a specification opens by itself. */
  link: (one: Specification) => string;
}

/** The curve with its choices below: drawn anew as points come, walked through by pointer or keys. */
export class CurveChart {
  readonly element: HTMLElement;
  private readonly stage = h("div", { class: "curve-stage" });
  private readonly readout = h("div", { class: "readout", hidden: true });
  private readonly spoken = h("p", { class: "sr-only", "aria-live": "polite" });
  private readonly screen = canvas("curve-marks now");
  private readonly paper = canvas("curve-marks day");
  private readonly painters: readonly Painter[];
  private layout: CurveLayout;
  private cursor: SVGGElement | null = null;
  private at: number | null = null;

  constructor(private readonly spec: ChartSpec) {
    this.layout = curveLayout([], [], spec.width, null);
    this.painters = [new Painter(this.screen, false), new Painter(this.paper, true)];
    this.element = h(
      "div",
      { class: "explore curve-chart", role: "group", "aria-roledescription": "chart", tabindex: 0 },
      this.stage,
      this.readout,
      this.spoken,
    );
    this.listen();
  }

  /** A picture for paper is made once, when nothing more comes. */
  update(points: readonly CurvePoint[], final: boolean): void {
    const { spec, screen, paper } = this;
    const found = sortedPoints(points);
    this.layout = curveLayout(found, spec.specifications, spec.width, spec.smallest);
    const front = before(this.layout, spec.planned(found), spec);
    this.cursor = front.cursor;
    this.stage.replaceChildren(behind(this.layout, spec), screen, paper, front.drawing);
    this.stage.style.aspectRatio = `${this.layout.width} / ${this.layout.height}`;
    screen.setAttribute(
      "aria-label",
      `${count(found.length)} estimates in order, with the choices behind each`,
    );
    this.element.setAttribute(
      "aria-label",
      `Specification curve, ${count(found.length)} estimates. Arrow keys walk along it, Enter opens one in the workbench.`,
    );
    this.show(null, false);
    this.painters[0]?.paint(this.layout);
    if (final) this.painters[1]?.paint(this.layout);
  }

  get busy(): boolean {
    return this.painters.some(({ busy }) => busy);
  }

  /** After a change of scheme or of pixel density. */
  repaint(): void {
    for (const painter of this.painters) painter.again();
  }

  stop(): void {
    for (const painter of this.painters) painter.stop();
  }

  private listen(): void {
    const { element } = this;
    const under = (event: Event) => {
      const box = this.stage.getBoundingClientRect();
      const x = (((event as PointerEvent).clientX - box.left) * this.layout.width) / Math.max(1, box.width);
      return x < this.layout.left - 4 || this.layout.points.length === 0 ? null : this.layout.at(x);
    };
    // A finger does not hover: its first tap shows, a second one on the same place opens.
    let firstTap = false;
    element.addEventListener("pointermove", (event) => this.show(under(event), false));
    element.addEventListener("pointerdown", (event) => {
      const at = under(event);
      firstTap = event.pointerType !== "mouse" && at !== this.at;
      this.show(at, false);
    });
    element.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") this.show(null, false);
    });
    element.addEventListener("blur", () => this.show(null, false));
    element.addEventListener("click", () => {
      if (!firstTap) this.open();
    });
    element.addEventListener("keydown", (event) => {
      const next = this.step(event.key);
      if (next !== undefined) {
        event.preventDefault();
        this.show(next, true);
      } else if (event.key === "Enter") this.open();
    });
  }

  private step(key: string): number | null | undefined {
    const last = this.layout.points.length - 1;
    const { at } = this;
    const by = Math.max(1, Math.round(last / 20));
    const move = (step: number) => Math.max(0, Math.min(last, (at ?? (step > 0 ? -1 : last + 1)) + step));
    if (last < 0) return undefined;
    if (key === "ArrowRight" || key === "ArrowDown") return move(1);
    if (key === "ArrowLeft" || key === "ArrowUp") return move(-1);
    if (key === "PageDown") return move(by);
    if (key === "PageUp") return move(-by);
    if (key === "Home") return 0;
    if (key === "End") return last;
    return key === "Escape" ? null : undefined;
  }

  private open(): void {
    const point = this.at === null ? undefined : this.layout.points[this.at];
    if (point) window.location.assign(this.spec.link(point.specification));
  }

  private show(at: number | null, speak: boolean): void {
    this.at = at;
    const point = at === null ? undefined : this.layout.points[at];
    if (this.cursor) moveCursor(this.cursor, this.layout, at);
    this.readout.hidden = !point;
    if (!point || at === null) {
      this.spoken.textContent = "";
      return;
    }
    const title = this.titleOf(point, at);
    const detail = inWordsOf(point.specification, this.spec.names);
    this.readout.replaceChildren(h("strong", {}, title), `${detail}.`);
    this.place(point, at);
    if (speak) this.spoken.textContent = `${title}. ${detail}`;
  }

  private titleOf({ estimate, p, treated, units }: FoundPoint, at: number): string {
    const place = `${count(at + 1)} of ${count(this.layout.points.length)}`;
    return `${signed(estimate, this.spec.digits)}, ${pText(p)}; ${treated ?? 0} twinned of ${units ?? 0} countries (${place})`;
  }

  /** Beside the cursor, on the side where there is room; below the point, where it hides no other estimate. */
  private place(point: FoundPoint, at: number): void {
    const { width, height } = this.stage.getBoundingClientRect();
    const scale = width / this.layout.width;
    const x = this.layout.x(at) * scale;
    const right = x > width / 2;
    const { style } = this.readout;
    style.left = right ? "auto" : `${x + 12}px`;
    style.right = right ? `${width - x + 12}px` : "auto";
    const y = this.layout.y(point.estimate) * scale;
    style.top = `${Math.max(0, Math.min(height - this.readout.offsetHeight, y + 22))}px`;
  }
}

const canvas = (name: string) => h("canvas", { class: name, role: "img", "aria-label": "Estimates" });
