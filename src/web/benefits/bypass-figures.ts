import { bothMark, conflictMark, inwardMark, outwardMark, unreadMark } from "../charts/benefit-glyphs.ts";
import { spreadChart } from "../charts/benefit-rows.ts";
import { yearRows } from "../charts/benefit-years.ts";
import type { BenefitsData } from "../data/benefits.ts";
import { h } from "../dom.ts";
import { fixed, plural } from "../format/number.ts";
import { countryLink, sourceLink } from "../site-link.ts";
import { figure } from "../ui/figure.ts";
import { lookOf, type Supporter } from "./indicators/bypass.ts";
import { lastYearOf } from "./lookup.ts";
import type { Model } from "./model.ts";

const link = (iso3: string, name: string) => h("a", { href: countryLink(iso3) }, name);

/** Where the plans of supporting countries look, before and after they began to support. */
export function looksFigure(data: BenefitsData, { supporters }: Model, width: number): HTMLElement {
  const rows = supporters.flatMap((one) => one.plans.map((plan) => ({ one, plan, look: lookOf(plan) })));
  const read = rows.filter((r) => r.look !== "unknown");
  const years = rows.flatMap((r) => (r.plan.adopted === null ? [] : [r.plan.adopted]));
  const n = (look: string) => read.filter((r) => r.look === look).length;
  return figure({
    id: "bypass-looks",
    title: `Of ${plural(rows.length, "plan")} of ${plural(supporters.length, "supporting country", "supporting countries")}, ${n("outward")} look outward only, ${n("both")} both ways, ${n("inward")} inward; ${n("conflicting")} read differently by different sources, ${rows.length - read.length} unread`,
    subtitle:
      "Where each WPS national action plan looks, by year of adoption, with the first documented year of support",
    description: supporters
      .map(
        (one) =>
          `${one.name}: ${one.plans.map((p) => `${p.adopted ?? "year unknown"} ${lookOf(p)}`).join(", ")}.`,
      )
      .join(" "),
    chart:
      supporters.length === 0
        ? null
        : yearRows(
            {
              first: Math.min(2004, ...years),
              last: Math.max(data.lastYear, ...years),
              glyphs: {
                outward: { label: "outward", draw: outwardMark },
                both: { label: "both", draw: bothMark },
                inward: { label: "inward", draw: inwardMark },
                conflicting: { label: "sources disagree", draw: conflictMark },
                unknown: { label: "not read: unknown", draw: unreadMark },
              },
              startWords: "first documented year of support",
              label: "Orientation of plans by supporting country.",
              rows: supporters.map((one) => ({
                name: one.name,
                start: one.since,
                href: countryLink(one.iso3),
                marks: one.plans.map((plan) => ({
                  year: plan.adopted,
                  glyph: lookOf(plan),
                  title: `${one.name}, plan ${plan.sequence}`,
                  detail: `${plan.adopted ?? "year unknown"}: ${lookOf(plan)}${plan.readings.length > 1 ? `, ${plan.readings.length} readings` : ""}`,
                })),
              })),
            },
            width,
          ),
    empty: "No supporting country is known under this definition.",
    rows,
    columns: [
      {
        name: "country",
        label: "Country",
        value: (r) => r.one.name,
        show: (r) => link(r.one.iso3, r.one.name),
      },
      { name: "role", label: "Role", value: (r) => r.one.role },
      { name: "since", label: "Support since", value: (r) => r.one.since, numeric: true },
      { name: "plan", label: "Plan", value: (r) => r.plan.id },
      { name: "adopted", label: "Adopted", value: (r) => r.plan.adopted, numeric: true },
      { name: "orientation", label: "Looks", value: (r) => r.look },
      {
        name: "readings",
        label: "Readings",
        value: (r) => r.plan.readings.map((x) => `${x.orientation}: ${x.source}`).join("; ") || null,
        show: (r) =>
          r.plan.readings.length === 0
            ? h("span", { class: "unknown" }, "unknown")
            : r.plan.readings.map((x, i) => [
                i > 0 ? "; " : "",
                `${x.orientation}: `,
                h("a", { href: sourceLink(x.source) }, x.source),
              ]),
      },
    ],
    sources: [data.sources.twinning, data.sources.plans],
    note: "Peers of high income at the start are shown beside supporting countries. Where the first year of support is not known there is no line, and before and after cannot be told apart.",
  });
}

/** Women in parliament since the start, beside other countries with a plan. */
export function domesticFigure(data: BenefitsData, { supporters }: Model, width: number): HTMLElement {
  const known = supporters.filter((one) => one.change !== null);
  const less = known.filter((one) => (one.change?.value ?? 0) < (one.others?.median ?? 0)).length;
  const signed = (value: number) => (value > 0 ? `+${fixed(value, 0)}` : fixed(value, 0));
  const last = lastYearOf(data.parliament);
  const words = (one: Supporter) =>
    one.change && one.others
      ? `${one.change.from} to ${one.change.to}: ${fixed(one.change.value, 1)} points; median of ${one.others.n} other countries with a plan ${fixed(one.others.median, 1)}`
      : "start of its support, or a share, unknown";
  return figure<Supporter>({
    id: "bypass-domestic",
    title: `In ${less} of ${plural(known.length, "supporting country", "supporting countries")} with known years, women in parliament grew less than in the median other country with a plan; ${supporters.length - known.length} unknown`,
    subtitle: `Change in women’s share of seats in the lower or single house from the first documented year of support to ${last}, percentage points`,
    description: supporters.map((one) => `${one.name}: ${words(one)}.`).join(" "),
    chart:
      known.length === 0
        ? null
        : spreadChart(
            {
              log: false,
              ticks: [-10, 0, 10, 20, 30],
              format: signed,
              axis: "percentage points",
              words: {
                to: "supporting country",
                others: "other countries with a plan, same years: 80%, half, median",
              },
              label: "Change in women in parliament by supporting country.",
              rows: supporters.map((one) => ({
                name: one.name,
                detail: words(one),
                href: countryLink(one.iso3),
                from: null,
                to: one.change?.value ?? null,
                others: one.others,
              })),
            },
            width,
          ),
    empty: "No supporting country has a known first year of support.",
    rows: supporters,
    columns: [
      { name: "country", label: "Country", value: (r) => r.name, show: (r) => link(r.iso3, r.name) },
      { name: "role", label: "Role", value: (r) => r.role },
      { name: "from_year", label: "From", value: (r) => r.change?.from ?? null, numeric: true },
      { name: "to_year", label: "To", value: (r) => r.change?.to ?? null, numeric: true },
      {
        name: "change_points",
        label: "Change, points",
        value: (r) => r.change?.value ?? null,
        numeric: true,
      },
      {
        name: "others_median",
        label: "Median of others",
        value: (r) => r.others?.median ?? null,
        numeric: true,
      },
      { name: "others_n", label: "Others", value: (r) => r.others?.n ?? null, numeric: true },
    ],
    sources: [data.sources.parliament, data.sources.twinning],
    note: "The two groups differ in much more than support; this is no estimate of an effect.",
  });
}
