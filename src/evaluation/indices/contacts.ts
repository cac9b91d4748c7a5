/** Countries that met in one arrangement, from a year on. */
export interface Contact {
  members: readonly string[];
  since: number;
}

/** Country → countries that it has met by a year. */
export type Contacts = ReadonlyMap<string, ReadonlySet<string>>;

/** Who has met whom by a year. What was met stays met: arrangements end, acquaintance is not known to. */
export function contactsBy(contacts: readonly Contact[], year: number): Contacts {
  const out = new Map<string, Set<string>>();
  for (const { members, since } of contacts) {
    if (since > year) continue;
    for (const a of members)
      for (const b of members) {
        if (a === b) continue;
        const met = out.get(a) ?? new Set<string>();
        out.set(a, met.add(b));
      }
  }
  return out;
}

/** Number of other countries that can be reached in at most so many steps; with one step, the degree. */
export function reach(contacts: Contacts, from: string, steps: number): number {
  const seen = new Set([from]);
  let edge = [from];
  for (let step = 0; step < steps && edge.length > 0; step++) {
    const next: string[] = [];
    for (const one of edge)
      for (const met of contacts.get(one) ?? []) {
        if (seen.has(met)) continue;
        seen.add(met);
        next.push(met);
      }
    edge = next;
  }
  return seen.size - 1;
}
