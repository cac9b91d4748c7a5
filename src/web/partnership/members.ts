import { membersTimeline, planWords } from "../charts/timeline-members.ts";
import type { MemberDetail, PartnershipData } from "../data/partnership.ts";
import { h } from "../dom.ts";
import { plural } from "../format/number.ts";
import { countryLink } from "../site-link.ts";
import { ROLE_ORDER, roleWord } from "../twinning/labels.ts";
import { figure } from "../ui/figure.ts";
import { dataTable, type TableColumn } from "../ui/table.ts";
import { refs, unknown } from "./facts.ts";
import { adoptionSentence, incomeWords } from "./sentences.ts";

/** Members in the order of their roles, then by name. */
export const inRoleOrder = (members: readonly MemberDetail[]) =>
  [...members].sort(
    (a, b) => ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role) || a.name.localeCompare(b.name, "en"),
  );

export function memberTable(d: PartnershipData): HTMLElement {
  if (d.members.length === 0) return h("p", { class: "unknown" }, "No member is known by name.");
  const noStart = d.arrangement.start === null;
  const columns: TableColumn<MemberDetail>[] = [
    {
      name: "country",
      label: "Country",
      value: (m) => m.name,
      show: (m) => h("a", { href: countryLink(m.iso3) }, m.name),
    },
    {
      name: "role",
      label: "Role",
      value: (m) => m.role,
      show: (m) => [roleWord(m.role, 1), h("div", { class: "small" }, d.codes.role[m.role] ?? "")],
    },
    {
      name: "joined",
      label: "Joined",
      value: (m) => m.joined,
      numeric: true,
      show: (m) => m.joined ?? unknown(),
    },
    {
      name: "left",
      label: "Left, or ended",
      value: (m) => m.left,
      numeric: true,
      show: (m) => m.left ?? unknown(),
    },
    {
      name: "income_group",
      label: "Income group at the start",
      value: (m) => incomeWords(m.income),
      show: (m) => incomeWords(m.income) ?? unknown(noStart ? "no start known" : "unknown"),
    },
    {
      name: "sources",
      label: "Sources",
      value: (m) => m.sources.join(";"),
      show: (m) => [refs(m.sources), m.note ? h("div", { class: "small" }, m.note) : null],
    },
  ];
  const table = dataTable("Members by role", columns, inRoleOrder(d.members));
  table.classList.add("full", "members-table");
  return table;
}

interface PlanRow {
  country: string;
  plan: string;
  adopted: number | null;
  from: number | null;
  to: number | null;
}

/** Plans of the members beside the arrangement: order in time, nothing more. */
export function plansFigure(d: PartnershipData, width: number): HTMLElement {
  const a = d.arrangement;
  const members = inRoleOrder(d.members).filter((m) => m.role !== "facilitator");
  const rows = members.map((m) => ({
    name: m.name,
    href: countryLink(m.iso3),
    plans: m.plans.map((p) => ({ label: p.id, adopted: p.adopted, from: p.from, to: p.to })),
  }));
  const flat: PlanRow[] = rows.flatMap((r) =>
    r.plans.map((p) => ({ country: r.name, plan: p.label, adopted: p.adopted, from: p.from, to: p.to })),
  );
  const years = [a.start, ...flat.flatMap((p) => [p.adopted, p.from])].filter((v): v is number => v !== null);
  const ends = [d.lastYear, ...flat.flatMap((p) => p.to ?? [])];
  const undated = flat.filter((p) => p.adopted === null).length;
  const hosts = d.members.length - members.length;
  if (members.length === 0 && hosts > 0)
    return h(
      "p",
      { id: "plans", class: "prose" },
      "Only hosts and chairs are listed here; members are in the network table.",
    );
  return figure({
    id: "plans",
    title: adoptionSentence(members, a.start),
    subtitle: `Adoption (dot) and period (bar) of the members’ WPS national action plans; dashed where an end is unknown. ${a.start === null ? "No year of the arrangement is known, so none is shaded" : "Shaded: the years in which the arrangement is documented"}`,
    description: rows
      .map(
        (r) =>
          `${r.name}: ${r.plans.length === 0 ? "no plan on record" : r.plans.map((p) => planWords(p)).join(" ")}`,
      )
      .join(" "),
    chart:
      rows.length === 0
        ? null
        : membersTimeline(
            rows,
            { start: a.start, end: a.end, documented: a.lastDocumented },
            [Math.min(2005, ...years), Math.max(...ends)],
            width,
            "Plans of the members in time.",
          ),
    empty: "No member with a role of its own is known by name.",
    rows: flat,
    columns: [
      { name: "country", label: "Country", value: (r) => r.country },
      { name: "plan_id", label: "Plan", value: (r) => r.plan },
      { name: "adopted_year", label: "Adopted", value: (r) => r.adopted, numeric: true },
      { name: "period_start", label: "Period from", value: (r) => r.from, numeric: true },
      { name: "period_end", label: "Period to", value: (r) => r.to, numeric: true },
    ],
    sources: [
      { label: "WPS national action plan register", asOf: d.asOf["register/plans/plans"] ?? "" },
      { label: "twinning register", asOf: d.asOf["register/twinning/partnerships"] ?? "" },
    ],
    note: `Order in time shows no effect: a plan that follows an arrangement may have other reasons.${undated > 0 ? ` ${plural(undated, "plan")} without a year of adoption ${undated === 1 ? "is" : "are"} drawn hollow at the start of ${undated === 1 ? "its" : "their"} period, or not at all where that is unknown.` : ""}${hosts > 0 ? ` ${plural(hosts, "host or chair", "hosts or chairs")} left out.` : ""}`,
  });
}
