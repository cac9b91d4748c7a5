import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from "d3";
import { networkOf } from "../../web/charts/network-links.ts";
import type { Arrangement, NetworkLayout } from "../../web/data/twinning.ts";

interface Node extends SimulationNodeDatum {
  id: string;
  weight: number;
}

const STEPS = 500;

/**
 * Places countries and hubs once, for all arrangements; filters hide but never move. Nodes start on a spiral in the
 * order of their codes and d3-force draws from a fixed generator, so that the same data give the same drawing.
 */
export function networkLayout(
  arrangements: readonly Arrangement[],
  width: number,
  height: number,
): NetworkLayout {
  const network = networkOf([...arrangements].sort((a, b) => a.id.localeCompare(b.id, "en")));
  const ids = [...network.countries, ...network.hubs].sort();
  const degree = new Map<string, number>(ids.map((id) => [id, 0]));
  for (const link of network.links)
    for (const end of [link.from, link.to]) degree.set(end, (degree.get(end) ?? 0) + 1);
  const nodes: Node[] = ids.map((id, i) => ({
    id,
    weight: degree.get(id) ?? 0,
    ...spiral(i, ids.length, width, height),
  }));
  const links = network.links.map((l) => ({ source: l.from, target: l.to }));
  const simulation = forceSimulation(nodes)
    .force(
      "link",
      forceLink<Node, { source: string | Node; target: string | Node }>(links)
        .id((n) => n.id)
        .distance(34)
        .strength(0.3),
    )
    .force("charge", forceManyBody().strength(-260).distanceMax(220))
    .force("collide", forceCollide<Node>((n) => 16 + 4 * Math.sqrt(n.weight)).strength(1))
    .force("x", forceX(width / 2).strength(0.07 * Math.min(1, height / width)))
    .force("y", forceY(height / 2).strength(0.07 * Math.min(1, width / height)))
    .stop();
  simulation.tick(STEPS);
  return { width, height, places: stretched(nodes, width, height) };
}

function spiral(i: number, n: number, width: number, height: number) {
  const angle = i * 2.399963;
  const radius = 0.45 * Math.sqrt((i + 0.5) / n);
  return { x: width * (0.5 + radius * Math.cos(angle)), y: height * (0.5 + radius * Math.sin(angle)) };
}

/** Stretches the outcome to the frame and rounds it: whole units are plenty and the same on every machine. */
function stretched(nodes: readonly Node[], width: number, height: number): Record<string, [number, number]> {
  const along = (pick: (n: Node) => number, size: number) => {
    const values = nodes.map(pick);
    const low = Math.min(...values);
    const span = Math.max(...values) - low || 1;
    return (n: Node) => Math.round(((pick(n) - low) / span) * size);
  };
  const x = along((n) => n.x ?? 0, width);
  const y = along((n) => n.y ?? 0, height);
  return Object.fromEntries(nodes.map((n) => [n.id, [x(n), y(n)]]));
}
