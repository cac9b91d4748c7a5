import { disc } from "../charts/benefit-glyphs.ts";
import { themesChart } from "../charts/benefit-themes.ts";
import { yearRows } from "../charts/benefit-years.ts";
import type { BenefitActivity, BenefitsData } from "../data/benefits.ts";
import { h } from "../dom.ts";
import { plural } from "../format/number.ts";
import { partnershipLink } from "../site-link.ts";
import { figure } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";
import { countingActivities, THEME_LABEL } from "./indicators/learning.ts";
import { isTool } from "./indicators/tools.ts";
import type { Model } from "./model.ts";

const words = (code: string) => code.replaceAll("_", " ");

const link = (a: BenefitActivity) => h("a", { href: partnershipLink(a.arrangement) }, a.id);

const COLUMNS: TableColumn<BenefitActivity>[] = [
  { name: "activity_id", label: "Activity", value: (a) => a.id, show: link },
  { name: "date", label: "When", value: (a) => a.when },
  { name: "type", label: "Kind", value: (a) => words(a.type) },
  {
    name: "theme",
    label: "Theme",
    value: (a) => a.theme,
    show: (a) => THEME_LABEL[a.theme] ?? words(a.theme),
  },
  { name: "description", label: "What", value: (a) => a.what },
];

/** Activities by theme, those of the arrangements that count apart from the others. */
export function themesFigure(data: BenefitsData, { scope }: Model, width: number): HTMLElement {
  const own = new Set(countingActivities(data, scope).map((a) => a.id));
  const rows = Object.entries(THEME_LABEL).map(([theme, label]) => {
    const all = data.activities.filter((a) => a.theme === theme);
    const counting = all.filter((a) => own.has(a.id)).length;
    return { label, counting, others: all.length - counting, unknown: theme === "other" };
  });
  const unknown = rows.find((r) => r.unknown);
  const without = (unknown?.counting ?? 0) + (unknown?.others ?? 0);
  return figure({
    id: "learning-themes",
    title: `For ${without} of ${data.activities.length} activities the theme is unknown; of those in arrangements that count, for ${unknown?.counting ?? 0} of ${own.size}`,
    subtitle:
      "Activities of all arrangements by the theme that the source names; adoptions of linked plans left aside. First number: arrangements that count as twinned; second: the others.",
    description: rows.map((r) => `${r.label}: ${r.counting} and ${r.others}.`).join(" "),
    chart: themesChart(rows, width),
    rows: data.activities,
    columns: [
      ...COLUMNS,
      { name: "counts", label: "Arrangement counts", value: (a) => (own.has(a.id) ? "yes" : "no") },
    ],
    sources: [data.sources.twinning],
    note: "The conduct of peacekeepers has no code of its own: activities on it, if there are any, stand among the unknown.",
  });
}

/** Tools and joint reports on record, one by one: they are few enough to read. */
export function toolsFigure(data: BenefitsData, { scope }: Model, width: number): HTMLElement {
  const own = new Set(countingActivities(data, scope).map((a) => a.id));
  const tools = data.activities.filter(isTool);
  return figure({
    id: "tools-list",
    title: `${plural(tools.length, "tool or joint report", "tools and joint reports")} on record in all arrangements, ${tools.filter((a) => own.has(a.id)).length} of them in arrangements that count`,
    subtitle: "Activities of the kinds “tool shared” and “joint report”, of all arrangements",
    description: tools.map((a) => a.what).join(". "),
    chart: yearRows(
      {
        first: Math.min(...tools.flatMap((a) => a.year ?? [])) - 1,
        last: data.lastYear,
        names: 470,
        glyphs: {
          counts: { label: "in an arrangement that counts", draw: disc("fill-twinned") },
          other: { label: "in another", draw: disc("fill-not_twinned") },
        },
        label: "Tools and joint reports by year.",
        rows: tools.map((a) => ({
          name: a.what,
          start: null,
          href: partnershipLink(a.arrangement),
          marks: [
            {
              year: a.year,
              glyph: own.has(a.id) ? "counts" : "other",
              title: a.what,
              detail: `${a.arrangement}, ${a.when ?? "undated"}`,
            },
          ],
        })),
      },
      width,
    ),
    rows: tools,
    columns: COLUMNS,
    sources: [data.sources.twinning],
  });
}
