import { h, s } from "../dom.ts";

/** A mark that a reader can visit. Coordinates are those of the SVG's viewBox. */
export interface ExplorePoint {
  x: number;
  y: number;
  title: string;
  detail: string;
  href?: string;
  /** Radius of the ring that marks it. */
  radius?: number;
}

const REACH = 28;
/** Distance between a mark and what is said of it, in pixels. */
const GAP = 14;

/**
 * Wraps a chart so that its marks can be visited by pointer (nearest mark) and keyboard (arrows, Home, End; Enter
 * follows the link; Escape leaves). One tab stop, whatever the number of marks. `visit` hears of each mark that is
 * reached, and of none when the reader leaves.
 */
export function explorable(
  chart: SVGSVGElement,
  points: readonly ExplorePoint[],
  label: string,
  /** "given" where marks stand in groups that should be walked through one by one. */
  order: "by place" | "given" = "by place",
  visit?: (point: ExplorePoint | undefined) => void,
): HTMLElement {
  const ordered = order === "given" ? [...points] : [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const ring = s("circle", { class: "ring", r: 0, visibility: "hidden" });
  chart.append(ring);
  // The wrapper speaks for the drawing; told twice, a reader of the screen hears everything double.
  chart.setAttribute("aria-hidden", "true");
  const readout = h("div", { class: "readout", hidden: true });
  const spoken = h("p", { class: "sr-only", "aria-live": "polite" });
  const wrapper = h(
    "div",
    {
      class: "explore",
      role: "group",
      "aria-roledescription": "chart",
      tabindex: 0,
      "aria-label": `${label} Arrow keys move through ${ordered.length} marks.`,
    },
    chart,
    readout,
    spoken,
  );
  let at = -1;
  const show = (index: number, speak: boolean) => {
    at = index;
    const point = ordered[index];
    visit?.(point);
    readout.hidden = !point;
    ring.setAttribute("visibility", point ? "visible" : "hidden");
    if (!point) {
      spoken.textContent = "";
      return;
    }
    ring.setAttribute("cx", String(point.x));
    ring.setAttribute("cy", String(point.y));
    ring.setAttribute("r", String(point.radius ?? 7));
    readout.replaceChildren(h("strong", {}, point.title), point.detail);
    place(readout, chart, point);
    if (speak) spoken.textContent = `${point.title}: ${point.detail}`;
  };
  wrapper.addEventListener("pointermove", (event) =>
    show(nearest(ordered, chart, event as PointerEvent), false),
  );
  // A finger does not hover: its first tap shows the mark, a second one on the same mark follows the link.
  let firstTap = false;
  wrapper.addEventListener("pointerdown", (event) => {
    const pointer = event as PointerEvent;
    const index = nearest(ordered, chart, pointer);
    firstTap = pointer.pointerType !== "mouse" && index !== at;
    show(index, false);
  });
  wrapper.addEventListener("pointerleave", (event) => {
    if ((event as PointerEvent).pointerType === "mouse") show(-1, false);
  });
  wrapper.addEventListener("blur", () => show(-1, false));
  wrapper.addEventListener("keydown", (event) => {
    const key = (event as KeyboardEvent).key;
    const next = step(key, at, ordered.length);
    if (next !== undefined) {
      event.preventDefault();
      show(next, true);
    } else if (key === "Enter") follow(ordered[at]);
  });
  wrapper.addEventListener("click", () => {
    if (!firstTap) follow(ordered[at]);
  });
  return wrapper;
}

function step(key: string, at: number, n: number): number | undefined {
  if (key === "ArrowRight" || key === "ArrowDown") return Math.min(at + 1, n - 1);
  if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(at - 1, 0);
  if (key === "Home") return 0;
  if (key === "End") return n - 1;
  if (key === "Escape") return -1;
  return undefined;
}

function follow(point: ExplorePoint | undefined): void {
  if (point?.href) window.location.assign(point.href);
}

/** Scale from viewBox units to pixels on the page. */
const scaleOf = (chart: SVGSVGElement) => {
  const box = chart.getBoundingClientRect();
  const width = Number(chart.getAttribute("viewBox")?.split(" ")[2] ?? box.width);
  return { box, scale: box.width / width };
};

function nearest(points: readonly ExplorePoint[], chart: SVGSVGElement, event: PointerEvent): number {
  const { box, scale } = scaleOf(chart);
  const x = (event.clientX - box.left) / scale;
  const y = (event.clientY - box.top) / scale;
  let best = -1;
  let least = REACH;
  for (const [i, p] of points.entries()) {
    const distance = Math.hypot(p.x - x, p.y - y);
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

/** Above the mark where there is room, else below: beside it, the readout would cover its neighbours. */
function place(readout: HTMLElement, chart: SVGSVGElement, point: ExplorePoint): void {
  const { box, scale } = scaleOf(chart);
  const x = point.x * scale;
  const y = point.y * scale;
  const right = x > box.width / 2;
  readout.style.left = right ? "auto" : `${Math.max(0, x - 12)}px`;
  readout.style.right = right ? `${Math.max(0, box.width - x - 12)}px` : "auto";
  const above = y - readout.offsetHeight - GAP;
  readout.style.top = `${above >= -GAP ? above : y + GAP}px`;
}
