import { joinedChart, when } from "../charts/benefit-joined.ts";
import { reachChart } from "../charts/benefit-reach.ts";
import type { BenefitsData } from "../data/benefits.ts";
import { type Child, h } from "../dom.ts";
import { count, fixed, plural } from "../format/number.ts";
import { countryLink } from "../site-link.ts";
import { figure } from "../ui/figure.ts";
import { nameOf } from "./lookup.ts";
import type { Model } from "./model.ts";

const lastOf = (values: readonly number[]) => values.at(-1) ?? 0;

export function reachFigure(data: BenefitsData, { reached, scope }: Model, width: number): HTMLElement {
  const name = nameOf(data);
  const { years, twinned, others, used, undated, left } = reached;
  const ends = twinned.map((t) => lastOf(t.reach));
  const none = ends.filter((n) => n === 0).length;
  const usual = others.at(-1)?.median ?? null;
  const rows = twinned.flatMap((t) =>
    years.map((year, i) => ({ ...t, year, at: t.reach[i] ?? 0, met: t.degree[i] ?? 0 })),
  );
  return figure({
    id: "network-reach",
    title:
      `In ${data.lastYear} twinned countries reached ${count(Math.min(...ends))} to ${count(Math.max(...ends))} countries through other arrangements; ${plural(none, "of them")} reached none`.replace(
        "no of them",
        "none of them",
      ),
    subtitle: `Countries within two steps through ${used} dated arrangements in common, by year; the ${left} arrangements that make countries twinned are left out`,
    description: `${twinned.map((t) => `${name(t.iso3)} ${lastOf(t.reach)}`).join(", ")}. Median of other countries with a plan: ${usual === null ? "unknown" : fixed(usual, 0)}.`,
    chart: reachChart(
      years,
      twinned.map((t) => ({ name: name(t.iso3), since: t.since, values: t.reach })),
      others,
      width,
      "Reach of twinned countries by year.",
    ),
    rows,
    columns: [
      {
        name: "country",
        label: "Country",
        value: (r) => name(r.iso3),
        show: (r) => h("a", { href: countryLink(r.iso3) }, name(r.iso3)),
      },
      { name: "twinned_since", label: "Twinned since", value: (r) => r.since, numeric: true },
      { name: "year", label: "Year", value: (r) => r.year, numeric: true },
      { name: "degree", label: "Countries met", value: (r) => r.met, numeric: true },
      { name: "reach", label: "Within two steps", value: (r) => r.at, numeric: true },
    ],
    sources: [data.sources.twinning],
    note: `${plural(undated, "arrangement")} without a known year cannot be placed and ${undated === 1 ? "is" : "are"} missing here. ${[...scope.twinned.values()].filter((y) => y === null).length} twinned countries have no known first year and no point for it.`,
  });
}

export function joinedFigure(data: BenefitsData, { scope }: Model, width: number): HTMLElement {
  const name = nameOf(data);
  const first = new Map(data.countries.map((c) => [c.iso3, c.firstPlan]));
  const rows = data.memberships.map((m) => {
    const plan = first.get(m.iso3) ?? null;
    const years = m.joined === null || plan === null ? null : m.joined - plan;
    return { ...m, plan, years, twinned: scope.twinned.has(m.iso3) };
  });
  const known = rows.flatMap((r) => (r.years === null ? [] : [r.years]));
  const after = known.filter((y) => y > 0).length;
  const networks = [...new Set(rows.map((r) => r.network))];
  return figure({
    id: "network-joined",
    title: `${after} of ${plural(known.length, "membership")} with known years began after the first plan; for ${rows.length - known.length} it is not known`,
    subtitle:
      "Year of joining a learning network less the year of the first WPS national action plan; one mark is one country in one network",
    description: `Of ${rows.length} memberships in ${networks.length} networks, ${known.length} can be placed.`,
    chart: joinedChart(
      networks.map((network) => {
        const own = rows.filter((r) => r.network === network);
        return {
          network,
          known: own.flatMap((r) =>
            r.years === null || r.joined === null
              ? []
              : [{ name: name(r.iso3), iso3: r.iso3, years: r.years, joined: r.joined, twinned: r.twinned }],
          ),
          unknown: own.filter((r) => r.years === null).length,
        };
      }),
      width,
      "Joining of networks by years from the first plan.",
    ),
    rows,
    columns: [
      { name: "network", label: "Network", value: (r) => r.network },
      {
        name: "country",
        label: "Country",
        value: (r) => name(r.iso3),
        show: (r) => h("a", { href: countryLink(r.iso3) }, name(r.iso3)),
      },
      { name: "twinned", label: "Twinned", value: (r) => (r.twinned ? "yes" : "no") },
      { name: "joined", label: "Joined", value: (r) => r.joined, numeric: true },
      { name: "first_plan", label: "First plan", value: (r) => r.plan, numeric: true },
      {
        name: "years_from_first_plan",
        label: "Years from the first plan",
        value: (r) => r.years,
        show: (r) =>
          r.years === null || r.joined === null
            ? h("span", { class: "unknown" }, "unknown")
            : h("span", { title: when(r.network, r.joined, r.years) }, fixed(r.years, 0)),
        numeric: true,
      },
    ],
    sources: [data.sources.twinning, data.sources.plans],
    note: "Unknown: the year of joining is not known, or the country has no plan with a known year.",
  });
}

/** Growth of networks as their own sources state it, which the lists of members cannot show. */
export const sizesPart = (data: BenefitsData): Child => {
  const stated = data.networkSizes.filter((s) => s.network === "WPS Focal Points Network");
  return stated.length === 0
    ? null
    : h(
        "p",
        { class: "prose" },
        `Sizes that sources state for the WPS Focal Points Network, in their own terms: ${stated.map((s) => `${s.size} (${s.year ?? "year unknown"})`).join(", ")}. The register lists ${data.memberships.filter((m) => m.network === "WPS Focal Points Network").length} of its countries by name.`,
      );
};
