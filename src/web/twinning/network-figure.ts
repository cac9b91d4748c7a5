import { type NetworkNode, networkChart } from "../charts/network.ts";
import { type Network, type NetworkLink, networkOf } from "../charts/network-links.ts";
import type { Status } from "../data/common.ts";
import type { Arrangement, Rule, TwinningData } from "../data/twinning.ts";
import { h, s } from "../dom.ts";
import { inWords, listWords, plural } from "../format/number.ts";
import { countryLink, partnershipLink } from "../site-link.ts";
import { figure } from "../ui/figure.ts";
import { statusLegend } from "../ui/legend.ts";
import { tidyName } from "./labels.ts";
import { networkTitle } from "./sentences.ts";
import { standing } from "./standing.ts";

interface PairRow {
  from: string;
  relation: string;
  to: string;
  id: string;
  name: string;
  counts: string;
}

/** Who supports whom in the arrangements shown, coloured by the chosen definition. */
export function networkFigure(
  data: TwinningData,
  shown: readonly Arrangement[],
  rule: Rule,
  width: number,
): HTMLElement {
  const network = networkOf(shown);
  const counting = new Set(shown.filter((a) => standing(a, rule).counts).map((a) => a.id));
  const names = new Map([
    ...data.countries.map((c) => [c.iso3, c.name] as const),
    ...shown.map((a) => [a.id, tidyName(a.name)] as const),
  ]);
  const nodes = nodesOf(data, shown, network, rule, counting, names, width);
  const countries = nodes.filter((n) => !n.hub);
  const nameOf = (id: string) => names.get(id) ?? id;
  const rows = network.links.map((l): PairRow => pairRow(l, network, nameOf, counting));
  return figure({
    id: "network",
    title: networkTitle(countries, counting.size, shown.length),
    subtitle:
      "Arrows run from the supporting to the supported country, plain lines join peers; the area of a circle is its number of arrangements. A diamond is an arrangement whose sources do not say who pairs with whom",
    description: describe(rows, countries.length),
    chart:
      nodes.length === 0
        ? null
        : [
            legend(countries, network.hubs.length > 0),
            networkChart(
              nodes,
              network.links.map((l) => ({ ...l, counting: counting.has(l.partnershipId) })),
              width,
              "Network of countries and arrangements.",
            ),
          ],
    empty: "No member with a known role in what is shown.",
    rows,
    columns: [
      { name: "from", label: "From", value: (r) => r.from },
      { name: "relation", label: "Relation", value: (r) => r.relation },
      { name: "to", label: "To", value: (r) => r.to },
      {
        name: "partnership_id",
        label: "Arrangement",
        value: (r) => r.id,
        show: (r) => h("a", { href: partnershipLink(r.id) }, r.id),
      },
      { name: "name", label: "Name", value: (r) => r.name },
      { name: "counts_as_twinned", label: "Counts as twinned", value: (r) => r.counts },
    ],
    sources: [{ label: "twinning register", asOf: data.asOf["register/twinning/partnerships"] ?? "" }],
    note: networkNote(data, shown, network, rule),
  });
}

function nodesOf(
  data: TwinningData,
  shown: readonly Arrangement[],
  network: Network,
  rule: Rule,
  counting: ReadonlySet<string>,
  names: ReadonlyMap<string, string>,
  width: number,
): NetworkNode[] {
  const layout = width < 520 ? data.layouts.tall : data.layouts.wide;
  const statuses = data.statuses[rule.id] ?? {};
  const place = (id: string) => layout.places[id] ?? [layout.width / 2, layout.height / 2];
  const countries = network.countries.map((iso3): NetworkNode => {
    const own = shown.filter((a) => a.members.some((m) => m.iso3 === iso3 && m.role !== "facilitator"));
    const status: Status = statuses[iso3]?.status ?? "not_twinned";
    const [x, y] = place(iso3);
    const detail = `${plural(own.length, "arrangement")} shown. ${countryWords(iso3, network, names)}${statusWords(status, statuses[iso3]?.since ?? null)}`;
    return {
      id: iso3,
      name: names.get(iso3) ?? iso3,
      detail,
      href: countryLink(iso3),
      n: own.length,
      status,
      hub: false,
      x,
      y,
    };
  });
  const hubs = network.hubs.map((id): NetworkNode => {
    const [x, y] = place(id);
    const n = network.links.filter((l) => l.partnershipId === id).length;
    return {
      id,
      name: names.get(id) ?? id,
      detail: `${plural(n, "member")}; sources do not say who pairs with whom.`,
      href: partnershipLink(id),
      n,
      status: counting.has(id) ? "twinned" : "not_twinned",
      hub: true,
      x,
      y,
    };
  });
  return [...countries, ...hubs];
}

function countryWords(iso3: string, network: Network, names: ReadonlyMap<string, string>): string {
  const others = (pick: (l: NetworkLink) => string | null) => {
    const ids = new Set(network.links.flatMap((l) => pick(l) ?? []));
    return [...ids].filter((id) => !network.hubs.includes(id)).map((id) => names.get(id) ?? id);
  };
  const say = (word: string, list: string[]) =>
    list.length === 0
      ? ""
      : `${word} ${listWords(list.length > 5 ? [...list.slice(0, 4), `${list.length - 4} more`] : list)}. `;
  return [
    say(
      "Supports",
      others((l) => (l.directed && l.from === iso3 ? l.to : null)),
    ),
    say(
      "Supported by",
      others((l) => (l.directed && l.to === iso3 ? l.from : null)),
    ),
    say(
      "Peer of",
      others((l) => (l.directed ? null : l.from === iso3 ? l.to : l.to === iso3 ? l.from : null)),
    ),
  ].join("");
}

function statusWords(status: Status, since: number | null): string {
  if (status === "twinned")
    return `First documented as twinned in ${since ?? "an unknown year"} under the chosen definition.`;
  return status === "undated"
    ? "Twinned, year unknown, under the chosen definition."
    : "Not twinned under the chosen definition.";
}

function pairRow(
  l: NetworkLink,
  network: Network,
  nameOf: (id: string) => string,
  counting: ReadonlySet<string>,
): PairRow {
  const hub = network.hubs.includes(l.partnershipId);
  const relation = l.directed
    ? hub
      ? "supports (partner not named)"
      : "supports"
    : hub
      ? "peer in"
      : "peer of";
  // In a hub the arrangement stands on one side; a reader of the table wants the country first.
  const flip = hub && !l.directed;
  return {
    from: nameOf(flip ? l.to : l.from),
    relation: hub && l.directed && l.from === l.partnershipId ? "supports (giver not named)" : relation,
    to: nameOf(flip ? l.from : l.to),
    id: l.partnershipId,
    name: nameOf(l.partnershipId),
    counts: counting.has(l.partnershipId) ? "yes" : "no",
  };
}

function describe(rows: readonly PairRow[], countries: number): string {
  const counting = rows.filter((r) => r.counts === "yes");
  const words = counting.slice(0, 30).map((r) => `${r.from} ${r.relation} ${r.to}`);
  return `Network of ${plural(countries, "country", "countries")} and ${plural(rows.length, "link")}. ${words.length > 0 ? `Links that count as twinned: ${words.join("; ")}.` : "No link counts as twinned."} All links are in the table.`;
}

function legend(countries: readonly NetworkNode[], hubs: boolean): HTMLElement {
  const present = (status: Status) => countries.some((n) => n.status === status);
  const list = statusLegend((["twinned", "undated", "not_twinned"] as const).filter(present));
  if (hubs)
    list.append(
      h(
        "li",
        {},
        s(
          "svg",
          { viewBox: "0 0 14 14", "aria-hidden": "true" },
          s("rect", { x: 3.5, y: 3.5, width: 7, height: 7, transform: "rotate(45 7 7)", class: "hub" }),
        ),
        "Arrangement, pairs not named",
      ),
    );
  return list;
}

function networkNote(
  data: TwinningData,
  shown: readonly Arrangement[],
  network: Network,
  rule: Rule,
): string {
  const without = shown.filter((a) => !network.links.some((l) => l.partnershipId === a.id));
  const undated = network.countries.filter((c) => data.statuses[rule.id]?.[c]?.status === "undated").length;
  const left =
    without.length === 0
      ? ""
      : ` ${plural(without.length, "arrangement")} without a known pair of members ${without.length === 1 ? "draws" : "draw"} no line.`;
  const unknown =
    undated === 0 ? "" : ` For ${inWords(undated)} of the countries coloured as twinned no year is known.`;
  return `Colours follow “${rule.label}” and the whole register, not only what is shown. Hosts and chairs are left out. Places are worked out once, so that filters never move a country.${left}${unknown}`.replace(
    /^./,
    (c) => c.toUpperCase(),
  );
}
