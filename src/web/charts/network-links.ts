import type { Arrangement } from "../data/twinning.ts";

/** A line of the network. An end is a country's code or, for a hub, an arrangement's id. */
export interface NetworkLink {
  from: string;
  to: string;
  /** Support flows from `from` to `to`; without direction both are peers. */
  directed: boolean;
  partnershipId: string;
}

export interface Network {
  links: NetworkLink[];
  /** Arrangements drawn as a point of their own, because no source says who pairs with whom in them. */
  hubs: string[];
  /** Countries with a role other than host or chair. */
  countries: string[];
}

/** More peers than this sit around one point: each pair of a large group would claim an exchange that nobody saw. */
const PEERS_IN_PAIRS = 3;

/** Lines between members. Hosts and chairs are left out: they are not known to support or to learn. */
export function networkOf(arrangements: readonly Arrangement[]): Network {
  const links: NetworkLink[] = [];
  const hubs: string[] = [];
  const countries = new Set<string>();
  for (const a of arrangements) {
    const supporting = codes(a, "supporting");
    const supported = codes(a, "supported");
    const peers = codes(a, "peer");
    for (const iso3 of [...supporting, ...supported, ...peers]) countries.add(iso3);
    const targets = [...supported, ...peers];
    if (!pairsAreKnown(supporting, supported, peers)) {
      hubs.push(a.id);
      links.push(
        ...supporting.map((from) => ({ from, to: a.id, directed: true, partnershipId: a.id })),
        ...supported.map((to) => ({ from: a.id, to, directed: true, partnershipId: a.id })),
        ...peers.map((to) => ({ from: a.id, to, directed: false, partnershipId: a.id })),
      );
      continue;
    }
    for (const from of supporting)
      for (const to of targets) links.push({ from, to, directed: true, partnershipId: a.id });
    if (supporting.length === 0)
      for (const [i, from] of peers.entries())
        for (const to of peers.slice(i + 1)) links.push({ from, to, directed: false, partnershipId: a.id });
  }
  return { links, hubs, countries: [...countries].sort() };
}

const codes = (a: Arrangement, role: string) =>
  a.members
    .filter((m) => m.role === role)
    .map((m) => m.iso3)
    .sort();

/** One giver, one receiver or a handful of peers leave no doubt who is linked with whom. */
function pairsAreKnown(supporting: string[], supported: string[], peers: string[]): boolean {
  if (supporting.length > 0) return supporting.length === 1 || supported.length + peers.length <= 1;
  return peers.length <= PEERS_IN_PAIRS && (supported.length === 0 || peers.length === 0);
}
