import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoEqualEarth, geoPath } from "d3";
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Row } from "../../model/column.ts";
import type { WorldMap } from "../../web/charts/world-map.ts";

const WIDTH = 960;
const HEIGHT = 480;
type Shape = Feature<Polygon | MultiPolygon, { name: string }>;

/**
 * Outlines of countries as SVG paths (Natural Earth through world-atlas, Equal Earth projection) and one point for
 * each country, the middle of its largest part, so that small islands can be marked too.
 */
export function worldMap(countries: readonly Row[]): WorldMap {
  const byNumber = new Map(countries.filter((c) => c.m49).map((c) => [String(c.m49), String(c.iso3)]));
  const coarse = shapes("countries-110m.json");
  const fine = shapes("countries-50m.json");
  const frame: FeatureCollection = {
    type: "FeatureCollection",
    features: coarse.filter((f) => f.id !== "010"),
  };
  const projection = geoEqualEarth().fitExtent(
    [
      [4, 4],
      [WIDTH - 4, HEIGHT - 4],
    ],
    frame,
  );
  const path = geoPath(projection).digits(1);
  const iso3Of = (shape: Shape) =>
    byNumber.get(String(shape.id)) ?? (shape.properties.name === "Kosovo" ? "XKX" : null);
  const places: Record<string, [number, number]> = {};
  for (const shape of fine) {
    const iso3 = iso3Of(shape);
    if (!iso3) continue;
    const [x, y] = path.centroid(largestPart(shape));
    if (Number.isFinite(x) && Number.isFinite(y)) places[iso3] = [round(x), round(y)];
  }
  const outlines = coarse
    .filter((shape) => shape.id !== "010")
    .map((shape) => ({ iso3: iso3Of(shape), d: path(shape) ?? "" }))
    .sort((a, b) => (a.iso3 ?? "").localeCompare(b.iso3 ?? "", "en") || a.d.localeCompare(b.d, "en"));
  return { width: WIDTH, height: HEIGHT, outlines, places };
}

const round = (value: number) => Math.round(value * 10) / 10;

function shapes(file: string): Shape[] {
  const path = createRequire(import.meta.url).resolve(`world-atlas/${file}`);
  const topology = JSON.parse(readFileSync(path, "utf8")) as Topology<{
    countries: GeometryCollection<{ name: string }>;
  }>;
  return feature(topology, topology.objects.countries).features as Shape[];
}

/** France's middle is in France, not in the Atlantic between it and Guiana. */
function largestPart(shape: Shape): Shape {
  if (shape.geometry.type === "Polygon") return shape;
  let best: Polygon = { type: "Polygon", coordinates: [] };
  let most = -1;
  for (const coordinates of shape.geometry.coordinates) {
    const part: Polygon = { type: "Polygon", coordinates };
    const size = geoArea(part);
    if (size > most) {
      most = size;
      best = part;
    }
  }
  return { ...shape, geometry: best };
}
