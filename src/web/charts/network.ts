import type { Status } from "../data/common.ts";
import { s } from "../dom.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { placeLabels, type Segment } from "./network-labels.ts";

export interface NetworkNode {
  id: string;
  name: string;
  detail: string;
  href: string;
  /** Number of arrangements; the area of the circle. */
  n: number;
  status: Status;
  /** An arrangement that stands for its members' unknown pairs; drawn as a small diamond. */
  hub: boolean;
  x: number;
  y: number;
}

export interface NetworkLine {
  from: string;
  to: string;
  directed: boolean;
  counting: boolean;
}

const HUB = 5;
const FEW = 3;
const MARGIN = { x: 26, top: 24, bottom: 24 };

const radiusOf = (n: NetworkNode, width: number) => (n.hub ? HUB : (width < 520 ? 3 : 3.8) * Math.sqrt(n.n));

/** Countries as circles, support as arrows, exchange among peers as plain lines. Positions come from the data. */
export function networkChart(
  nodes: readonly NetworkNode[],
  lines: readonly NetworkLine[],
  width: number,
  label: string,
): HTMLElement {
  const height = nodes.length <= 8 ? 300 : width < 520 ? 600 : Math.round(width * 0.66);
  const at = fitted(nodes, width, height);
  const place = (id: string) => at.get(id);
  const order = [...lines].sort((a, b) => Number(a.counting) - Number(b.counting));
  const byId = new Map(nodes.map((n) => [n.id, n]));
  const segments = lines.flatMap((line) => {
    const [a, b] = [place(line.from), place(line.to)];
    return a && b ? [[...a, ...b] as Segment] : [];
  });
  const drawn = order.map((line) => {
    const a = place(line.from);
    const b = place(line.to);
    const [from, to] = [byId.get(line.from), byId.get(line.to)];
    if (!a || !b || !from || !to) return null;
    return lineBetween(a, b, radiusOf(from, width), radiusOf(to, width), line);
  });
  const circles = [...nodes]
    .sort((a, b) => Number(a.status !== "not_twinned") - Number(b.status !== "not_twinned") || b.n - a.n)
    .map((n) => {
      const [x, y] = place(n.id) ?? [0, 0];
      return n.hub
        ? s("rect", {
            x: px(x - HUB * 0.8),
            y: px(y - HUB * 0.8),
            width: HUB * 1.6,
            height: HUB * 1.6,
            transform: `rotate(45 ${px(x)} ${px(y)})`,
            class: n.status === "not_twinned" ? "hub" : "hub counting",
            "data-node": n.id,
          })
        : s("circle", {
            cx: px(x),
            cy: px(y),
            r: px(radiusOf(n, width)),
            class: `node fill-${n.status}`,
            "data-node": n.id,
          });
    });
  const wanted = [...nodes].sort(
    (a, b) =>
      Number(a.hub) - Number(b.hub) ||
      Number(b.status !== "not_twinned") - Number(a.status !== "not_twinned") ||
      b.n - a.n ||
      a.id.localeCompare(b.id, "en"),
  );
  // On a small screen the names of the many countries with few arrangements would bury the others.
  const crowded = width < 520 && nodes.length > 25;
  const labels = placeLabels(
    wanted.map((n) => {
      const [x, y] = place(n.id) ?? [0, 0];
      return {
        id: n.id,
        text: n.hub || (crowded && n.n < FEW && n.status === "not_twinned") ? "" : n.name,
        x,
        y,
        radius: radiusOf(n, width),
        must: n.status !== "not_twinned",
      };
    }),
    width,
    height,
    segments,
  )
    .filter((l) => l.text !== "")
    .map((l) =>
      s(
        "text",
        {
          x: px(l.x),
          y: px(l.y),
          "text-anchor": l.anchor,
          class: byId.get(l.id)?.status === "not_twinned" ? "halo" : "halo strong",
        },
        l.text,
      ),
    );
  const ids = new Map<ExplorePoint, string>();
  for (const n of nodes) {
    const [x, y] = place(n.id) ?? [0, 0];
    const point = { x, y, title: n.name, detail: n.detail, href: n.href, radius: radiusOf(n, width) + 4 };
    ids.set(point, n.id);
  }
  const links = s("g", { class: "links" }, drawn);
  return explorable(
    canvas({ width, height }, links, circles, labels),
    [...ids.keys()],
    label,
    "by place",
    (point) => highlight(links, point ? ids.get(point) : undefined),
  );
}

/** Lets the lines of one node stand out while a reader is on it. */
function highlight(links: SVGElement, id: string | undefined): void {
  links.classList.toggle("visiting", id !== undefined);
  for (const link of links.children) {
    const ends = [link.getAttribute("data-from"), link.getAttribute("data-to")];
    link.classList.toggle("touching", id !== undefined && ends.includes(id));
  }
}

/** Stretches what is shown to the frame; a handful of countries keeps its arrangement but not its distance. */
function fitted(nodes: readonly NetworkNode[], width: number, height: number): Map<string, [number, number]> {
  const scale = (values: number[], low: number, high: number) => {
    const least = Math.min(...values);
    const span = Math.max(...values) - least;
    return (v: number) => (span === 0 ? (low + high) / 2 : low + ((v - least) / span) * (high - low));
  };
  // Few countries stay near the middle, so that their names find room on both sides.
  const side = nodes.length <= 8 ? width * 0.2 : MARGIN.x;
  const x = scale(
    nodes.map((n) => n.x),
    side,
    width - side,
  );
  const top = nodes.length <= 8 ? 50 : MARGIN.top;
  const y = scale(
    nodes.map((n) => n.y),
    top,
    height - (nodes.length <= 8 ? 50 : MARGIN.bottom),
  );
  return new Map(nodes.map((n) => [n.id, [x(n.x), y(n.y)] as [number, number]]));
}

type Point = readonly [number, number];

/** A line from rim to rim; an arrow head where support flows. */
function lineBetween(
  [x1, y1]: Point,
  [x2, y2]: Point,
  r1: number,
  r2: number,
  line: NetworkLine,
): SVGElement {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const end = r2 + 1.5;
  const [sx, sy] = [x1 + ux * r1, y1 + uy * r1];
  const [ex, ey] = [x2 - ux * end, y2 - uy * end];
  const size = line.counting ? 7 : 5.5;
  const [bx, by] = [ex - ux * size, ey - uy * size];
  const half = size * 0.45;
  const head = line.directed
    ? s("path", {
        d: `M${px(ex)},${px(ey)}L${px(bx - uy * half)},${px(by + ux * half)}L${px(bx + uy * half)},${px(by - ux * half)}Z`,
        class: "arrow",
      })
    : null;
  const [tx, ty] = line.directed ? [bx, by] : [ex, ey];
  return s(
    "g",
    { class: line.counting ? "link counting" : "link", "data-from": line.from, "data-to": line.to },
    s("line", { x1: px(sx), y1: px(sy), x2: px(tx), y2: px(ty) }),
    head,
  );
}
