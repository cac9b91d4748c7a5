import { s } from "../dom.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import { placeLabels } from "./network-labels.ts";

/** Outlines and middles of countries in one projection; made at build time. */
export interface WorldMap {
  width: number;
  height: number;
  outlines: { iso3: string | null; d: string }[];
  places: Record<string, [number, number]>;
}

export interface MapCountry {
  iso3: string;
  title: string;
  detail: string;
  href: string;
  hasPlan: boolean;
  status: "twinned" | "undated" | "not_twinned";
}

export interface MapLink {
  from: string;
  to: string;
  dated: boolean;
}

/** Countries with a plan, twinned countries marked, and a line for each pair that works together. */
export function worldMapChart(
  map: WorldMap,
  countries: readonly MapCountry[],
  links: readonly MapLink[],
  width: number,
  label: string,
): HTMLElement {
  // On a phone the map shrinks; its marks must not.
  const grow = Math.max(1, Math.min(2, 720 / width));
  const byCode = new Map(countries.map((c) => [c.iso3, c]));
  const land = map.outlines.map((o) =>
    s("path", { d: o.d, class: o.iso3 && byCode.get(o.iso3)?.hasPlan ? "land has-plan" : "land" }),
  );
  const arcs = links.flatMap((link) => {
    const a = map.places[link.from];
    const b = map.places[link.to];
    const d = a && b ? arc(a, b) : "";
    return d
      ? [s("path", { d, class: "pair-halo" }), s("path", { d, class: link.dated ? "pair" : "pair undated" })]
      : [];
  });
  const marked = countries.filter((c) => c.status !== "not_twinned");
  const dots = marked.flatMap((c) => {
    const at = map.places[c.iso3];
    return at ? [s("circle", { cx: at[0], cy: at[1], r: px(4.5 * grow), class: `fill-${c.status}` })] : [];
  });
  const names = width < NAMED ? [] : placeNames(map, marked);
  const points: ExplorePoint[] = countries.flatMap((c) => {
    const at = map.places[c.iso3];
    return at
      ? [{ x: at[0], y: at[1], title: c.title, detail: c.detail, href: c.href, radius: 7 * grow }]
      : [];
  });
  return explorable(
    canvas(map, s("g", {}, land), s("g", {}, arcs), s("g", {}, dots), s("g", {}, names)),
    points,
    label,
  );
}

/** Below this width names would cover the map; the pairs are told beside it. */
const NAMED = 620;

function placeNames(map: WorldMap, marked: readonly MapCountry[]): SVGElement[] {
  const places = marked.flatMap((c) => {
    const at = map.places[c.iso3];
    return at ? [{ id: c.iso3, text: c.title, x: at[0], y: at[1], radius: 5 }] : [];
  });
  return placeLabels(places, map.width, map.height).map((l) =>
    s("text", { x: px(l.x), y: px(l.y), "text-anchor": l.anchor, class: "place-name" }, l.text),
  );
}

/** A line that bows upwards, so that pairs that share an end can be told apart. */
function arc([x1, y1]: [number, number], [x2, y2]: [number, number]): string {
  const lift = Math.hypot(x2 - x1, y2 - y1) * 0.22;
  return `M${x1},${y1}Q${(x1 + x2) / 2},${Math.round((y1 + y2) / 2 - lift)} ${x2},${y2}`;
}
