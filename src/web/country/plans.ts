import type { Coded, CountryData, PlanRecord } from "../data/country.ts";
import { type Child, h } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { money } from "../format/money.ts";
import { capital } from "../format/number.ts";
import { unknownSentence } from "../text/country.ts";
import { ordinal, otherYearsWords, periodWords } from "../text/plan-words.ts";
import { dataTable, type TableColumn, UNKNOWN } from "../ui/table.ts";
import type { Cite } from "./cite.ts";

interface Field {
  label: string;
  show: (plan: PlanRecord) => Child;
}

const unknown = () => h("span", { class: "unknown" }, UNKNOWN);
const orUnknown = (text: string | null): Child => text ?? unknown();

/** Answers of yes, partial and no carry their word; other codes are their meaning. */
const ANSWERS = new Set(["yes", "partial", "no", "none", "high", "medium", "low"]);
const coded = (value: Coded | null): Child => {
  if (!value) return unknown();
  if (!ANSWERS.has(value.code)) return capital(value.meaning);
  return [h("strong", {}, capital(value.code)), h("span", { class: "small" }, `: ${value.meaning}`)];
};

const fields = (cite: Cite): Field[] => [
  { label: "Title", show: (p) => [h("span", { id: `plan-${p.id}` }), orUnknown(p.title)] },
  {
    label: "Adopted",
    show: (p) => (p.adopted === null ? unknown() : partialDate(p.adoptedDate ?? String(p.adopted))),
  },
  {
    label: "Period",
    show: (p) => (p.start === null && p.end === null ? unknown() : periodWords(p)),
  },
  { label: "State on 1 January 2026", show: (p) => capital(p.status.meaning) },
  { label: "Lead agency", show: (p) => orUnknown(p.lead) },
  { label: "Kind of lead", show: (p) => coded(p.leadType) },
  { label: "Budget", show: (p) => coded(p.budget) },
  { label: "Budget amount", show: (p) => budgetAmount(p) },
  {
    label: "Budget in other sources",
    show: (p) =>
      p.budgetStatus.length === 0
        ? unknown()
        : p.budgetStatus.map((b) =>
            h("div", {}, capital(b.meaning), b.note ? `; ${b.note}` : "", " ", cite(b.sources)),
          ),
  },
  { label: "Money still missing", show: (p) => gap(p, cite) },
  { label: "Monitoring framework", show: (p) => coded(p.monitoring) },
  { label: "Civil society", show: (p) => coded(p.civilSociety) },
  { label: "Orientation", show: (p) => orientation(p, cite) },
  { label: "Confidence in the row", show: (p) => coded(p.confidence) },
  { label: "Remarks", show: (p) => p.note ?? "–" },
  { label: "Sources", show: (p) => cite(p.sources) },
];

function budgetAmount(p: PlanRecord): Child {
  if (!p.budgetAmount) return p.budgetNote ? [unknown(), `; ${p.budgetNote}`] : unknown();
  return `${money(p.budgetAmount.value, p.budgetAmount.currency)}${p.budgetNote ? `; ${p.budgetNote}` : ""}`;
}

function gap(p: PlanRecord, cite: Cite): Child {
  if (p.gap.usd === null)
    return [unknown(), p.gap.words ? `: ${p.gap.words.charAt(0).toLowerCase()}${p.gap.words.slice(1)}` : ""];
  return [
    money(p.gap.usd, "USD"),
    p.gap.committedUsd === null ? "" : `, beside ${money(p.gap.committedUsd, "USD")} committed`,
    p.gap.words ? `. ${p.gap.words}. ` : " ",
    p.gap.otherYears === null ? "" : `${otherYearsWords(p.gap.otherYears, p)} `,
    cite(p.gap.sources),
  ];
}

/** Readings that disagree stand beside each other, with the fact that they do. */
function orientation(p: PlanRecord, cite: Cite): Child {
  if (p.orientation.length === 0) return unknown();
  const kinds = [...new Set(p.orientation.map((o) => o.code))];
  const readings = kinds.map((code) => {
    const same = p.orientation.filter((o) => o.code === code);
    return h(
      "div",
      {},
      `${capital(code)}${same[0] && same[0].meaning !== code ? ` (${same[0].meaning})` : ""} `,
      cite(same.flatMap((o) => o.sources)),
    );
  });
  return kinds.length === 1 ? readings : [h("strong", {}, "Sources disagree"), readings];
}

/** Every coded fact of every plan, one column a generation. */
export function planSection(data: CountryData, cite: Cite): Child {
  if (data.plans.length === 0) return null;
  const columns: TableColumn<Field>[] = [
    { name: "fact", label: "Fact", value: (f) => f.label },
    ...data.plans.map(
      (plan): TableColumn<Field> => ({
        name: plan.id,
        label: `${capital(ordinal(plan.sequence))} plan (${plan.id})`,
        value: () => null,
        show: (f) => f.show(plan),
      }),
    ),
  ];
  return [
    h("h2", { id: "plans" }, data.plans.length === 1 ? "The plan" : "The plans, side by side"),
    h("p", { class: "prose" }, unknownSentence(data.plans)),
    h("div", { class: "plan-table" }, dataTable("Facts of each plan", columns, fields(cite))),
  ];
}
