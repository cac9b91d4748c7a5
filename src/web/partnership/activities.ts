import type { Activity, PartnershipData, SupportRow } from "../data/partnership.ts";
import { type Child, h } from "../dom.ts";
import { dateSpan } from "../format/date-span.ts";
import { money } from "../format/money.ts";
import { count, listWords, plural } from "../format/number.ts";
import { siteLink } from "../site-link.ts";
import { tieWords } from "../twinning/labels.ts";
import { dataTable, type TableColumn } from "../ui/table.ts";
import { refs, unknown } from "./facts.ts";

const TYPE_WORDS: Record<string, string> = { linked_nap_adoption: "Adoption of a linked plan" };

const typeWords = (type: string) =>
  Object.hasOwn(TYPE_WORDS, type)
    ? (TYPE_WORDS[type] as string)
    : type.replaceAll("_", " ").replace(/^./, (c) => c.toUpperCase());

/** "8 activities on record, 4 of them without a date." */
export function activitySentence(activities: readonly Pick<Activity, "when">[]): string {
  const n = activities.length;
  if (n === 0) return "No activity is on record. That does not mean that there was none.";
  const undated = activities.filter((a) => a.when === null).length;
  const dates =
    undated === 0
      ? "all with a date"
      : undated === n
        ? "none with a date"
        : `${undated} of them without a date`;
  return `${plural(n, "activity", "activities")} on record, ${n === 1 ? (undated === 1 ? "without a date" : "with a date") : dates}.`;
}

/** Dated activities in time, undated ones after them. */
export function activityList(d: PartnershipData): Child {
  const name = (iso3: string) => d.countryNames[iso3] ?? iso3;
  return [
    h("p", { class: "prose" }, activitySentence(d.activities)),
    d.activities.length === 0
      ? null
      : h(
          "ol",
          { class: "activities" },
          d.activities.map((a) =>
            h(
              "li",
              { "data-id": a.id },
              h("p", { class: "when" }, a.when === null ? unknown("undated") : dateSpan(a.when)),
              h(
                "div",
                {},
                h("p", {}, h("strong", {}, typeWords(a.type)), `. ${a.description}.`),
                h("p", { class: "small" }, `${where(a, name)} `, refs(a.sources)),
              ),
            ),
          ),
        ),
  ];
}

function where(a: Activity, name: (iso3: string) => string): string {
  const host = a.host ? `Held in or hosted by ${name(a.host)}.` : "Host not named.";
  const theme = a.theme === "other" ? "" : ` Theme: ${a.theme.replaceAll("_", " ")}.`;
  const payer = payerWords(a, name);
  if (a.type === "linked_nap_adoption")
    return `In ${a.host ? name(a.host) : "a member country"}.${payer}${theme}`;
  return host + payer + theme;
}

/** Who paid; a plan's adoption is supported rather than paid for, and a suspension has no payer. */
export function payerWords(a: Pick<Activity, "type" | "funders">, name: (iso3: string) => string): string {
  if (a.type === "suspension") return "";
  const names = listWords(a.funders.map(name));
  if (a.type === "linked_nap_adoption") return a.funders.length > 0 ? ` Supported by ${names}.` : "";
  return a.funders.length > 0 ? ` Paid for by ${names}.` : " Payer not named.";
}

/** Money beside the arrangement, from two registers that may tell of the same sum: shown apart, never added. */
export function moneySection(d: PartnershipData): Child {
  const paid = d.activities.filter((a) => a.amount !== null);
  if (paid.length === 0 && d.support.length === 0)
    return h(
      "p",
      { class: "prose" },
      "No amount is on record for this arrangement: unknown, not zero.",
      others(d),
    );
  return [
    paid.length > 0
      ? [h("h3", {}, "Amounts of activities"), dataTable("Amounts of activities", activityColumns, paid)]
      : h("p", { class: "prose" }, "No activity of the arrangement has an amount on record."),
    d.support.length > 0
      ? [
          h("h3", {}, "Documented support between the same countries"),
          h("p", { class: "callout" }, overlapWarning(d.support.length, paid.length > 0)),
          dataTable("Documented support between the same countries", supportColumns, d.support),
        ]
      : null,
    others(d) ? h("p", { class: "small" }, others(d)) : null,
  ];
}

/** Why the rows below are not added to anything. */
export function overlapWarning(rows: number, besideActivities: boolean): string {
  const same = besideActivities ? " may be the same money as above and" : "";
  return rows === 1
    ? `One row of the funding register names the same countries. It${same} may serve more than the plan. Nothing is added up.`
    : `${plural(rows, "row")} of the funding register name the same countries. They${same} may overlap each other and may serve more than the plan. Nothing is added up.`;
}

function others(d: PartnershipData): Child {
  if (d.otherSupport === 0) return null;
  return [
    ` ${plural(d.otherSupport, "row")} of documented support to the supported ${d.otherSupport === 1 ? "side comes" : "side come"} from other donors: see `,
    h("a", { href: siteLink("funding") }, "Funding"),
    ".",
  ];
}

const sum = (amount: number | null, currency: string | null) =>
  amount === null
    ? unknown()
    : h("span", { title: `${currency ?? ""} ${count(amount)}` }, money(amount, currency ?? ""));

const activityColumns: TableColumn<Activity>[] = [
  { name: "what", label: "What", value: (a) => a.description },
  {
    name: "when",
    label: "When",
    value: (a) => a.when,
    show: (a) => (a.when === null ? unknown() : dateSpan(a.when)),
  },
  {
    name: "amount",
    label: "Amount as stated",
    value: (a) => a.amount,
    numeric: true,
    show: (a) => sum(a.amount, a.currency),
  },
  { name: "sources", label: "Sources", value: (a) => a.sources.join(";"), show: (a) => refs(a.sources) },
];

const supportColumns: TableColumn<SupportRow>[] = [
  {
    name: "support",
    label: "From and to",
    value: (r) => `${r.donor} to ${r.recipient}`,
    show: (r) => [h("code", {}, r.id), ` ${r.donor} to ${r.recipient}`],
  },
  {
    name: "purpose",
    label: "For",
    value: (r) => r.purpose,
    show: (r) => [
      r.purpose,
      h("div", { class: "small" }, `Tie to a plan: ${tieWords(r.link)}${r.note ? `; ${r.note}` : ""}`),
    ],
  },
  { name: "period", label: "Years", value: (r) => r.period ?? (r.year === null ? null : String(r.year)) },
  {
    name: "amount",
    label: "Amount as stated",
    value: (r) => r.amount,
    numeric: true,
    show: (r) => sum(r.amount, r.currency),
  },
  { name: "sources", label: "Sources", value: (r) => r.sources.join(";"), show: (r) => refs(r.sources) },
];
