import { disc } from "../charts/benefit-glyphs.ts";
import { yearRows } from "../charts/benefit-years.ts";
import type { BenefitSupport, BenefitsData } from "../data/benefits.ts";
import { h } from "../dom.ts";
import { count, plural } from "../format/number.ts";
import { countryLink } from "../site-link.ts";
import { figure } from "../ui/figure.ts";
import { isWithin } from "./indicators/money.ts";
import { nameOf } from "./lookup.ts";
import type { Model } from "./model.ts";
import { sideOf } from "./scope.ts";

interface MoneyRow {
  iso3: string;
  start: number | null;
  support: BenefitSupport;
  partner: boolean;
}

const amountText = ({ amount, currency }: BenefitSupport) =>
  amount === null ? "amount unknown" : `${currency ?? "currency unknown"} ${count(amount)}`;

/** Documented support to the receiving countries, year by year, from their partners and from others. */
export function moneyFigure(data: BenefitsData, { scope }: Model, width: number): HTMLElement {
  const name = nameOf(data);
  const starts = [...sideOf(scope, "receiving")];
  const pairs = scope.counting.flatMap((one) => one.pairs);
  const rows = starts.flatMap(([iso3, start]): MoneyRow[] =>
    data.supports
      .filter((x) => x.recipients.includes(iso3) && x.donor !== iso3)
      .map((support) => ({
        iso3,
        start,
        support,
        partner: pairs.some((p) => (p.a === iso3 || p.b === iso3) && isWithin(support, p)),
      })),
  );
  const own = rows.filter((r) => r.partner);
  const amounts = own.filter((r) => r.support.amount !== null).length;
  const years = rows.flatMap((r) => [r.support.year, r.start]).filter((y): y is number => y !== null);
  const without = starts.filter(([iso3]) => !rows.some((r) => r.iso3 === iso3)).length;
  return figure<MoneyRow>({
    id: "money-before-after",
    title: `${plural(own.length, "support")} from a partner and ${plural(rows.length - own.length, "support")} from others are documented; of those from a partner, ${amounts} have an amount`,
    subtitle:
      "Documented support to plans or WPS work of each receiving country or peer, by year of decision. A mark is one support, whatever its size: amounts stand in the table, each as published.",
    description: `${starts.length} countries; for ${without} no support was found, which is not evidence of none.`,
    chart:
      rows.length === 0
        ? null
        : yearRows(
            {
              first: Math.min(...years) - 1,
              last: Math.max(data.lastYear, ...years),
              glyphs: {
                partner: { label: "from a partner", draw: disc("fill-twinned") },
                other: { label: "from others", draw: disc("fill-not_twinned") },
              },
              startWords: "first documented cooperation",
              label: "Support by receiving country and year.",
              rows: starts.map(([iso3, start]) => ({
                name: name(iso3),
                start,
                href: countryLink(iso3),
                marks: rows
                  .filter((r) => r.iso3 === iso3)
                  .map(({ support, partner }) => ({
                    year: support.year,
                    glyph: partner ? "partner" : "other",
                    title: `${support.donorName} to ${support.recipientName}`,
                    detail: `${support.year ?? "year unknown"}: ${support.purpose}; ${amountText(support)}`,
                  })),
              })),
            },
            width,
          ),
    empty: "No support to these countries is documented.",
    rows,
    columns: [
      {
        name: "receiving_country",
        label: "Receiving",
        value: (r) => name(r.iso3),
        show: (r) => h("a", { href: countryLink(r.iso3) }, name(r.iso3)),
      },
      { name: "cooperation_since", label: "Cooperation since", value: (r) => r.start, numeric: true },
      { name: "support_id", label: "Support", value: (r) => r.support.id },
      { name: "donor", label: "From", value: (r) => r.support.donorName },
      { name: "from_partner", label: "From a partner", value: (r) => (r.partner ? "yes" : "no") },
      { name: "year", label: "Year", value: (r) => r.support.year, numeric: true },
      {
        name: "amount",
        label: "Amount as published",
        value: (r) => r.support.amount,
        show: (r) =>
          r.support.amount === null ? h("span", { class: "unknown" }, "unknown") : count(r.support.amount),
        numeric: true,
      },
      { name: "currency", label: "Currency", value: (r) => r.support.currency },
      { name: "tie", label: "Tie to a plan", value: (r) => r.support.link },
      {
        name: "recipients",
        label: "Number of recipients of the amount",
        value: (r) => r.support.recipients.length,
        numeric: true,
      },
      { name: "purpose", label: "For", value: (r) => r.support.purpose },
    ],
    sources: [data.sources.funding, data.sources.twinning],
    note: `For ${without} of ${starts.length} countries no support was found. One support to several countries stands in the row of each; its amount is never divided, and amounts are never added up.`,
  });
}
