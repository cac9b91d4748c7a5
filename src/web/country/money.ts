import type { Amount, CountryData, PlanMoney, Support } from "../data/country.ts";
import { type Child, h } from "../dom.ts";
import { money } from "../format/money.ts";
import { capital, inWords } from "../format/number.ts";
import { countryLink, siteLink } from "../site-link.ts";
import { tieWords } from "../twinning/labels.ts";
import { dataTable, type TableColumn, UNKNOWN } from "../ui/table.ts";
import type { Cite } from "./cite.ts";

const unknown = () => h("span", { class: "unknown" }, UNKNOWN);
const amountText = (a: Amount | null) => (a ? money(a.value, a.currency) : null);

const moneyColumns = (cite: Cite): TableColumn<PlanMoney>[] => [
  { name: "plan", label: "Plan", value: (m) => m.plan, show: (m) => m.plan ?? "Not tied to one plan" },
  {
    name: "stage",
    label: "Stage",
    value: (m) => m.stage,
    show: (m) => [
      capital(m.stage),
      m.scope === "beside" ? h("span", { class: "small under" }, "programme money beside the plan") : null,
    ],
  },
  {
    name: "amount",
    label: "Amount",
    value: (m) => amountText(m.amount),
    numeric: true,
    show: (m) => (m.amount ? `${amountText(m.amount)}${m.perYear ? " a year" : ""}` : unknown()),
  },
  {
    name: "usd",
    label: "In US dollars of the time",
    value: (m) => m.usd,
    numeric: true,
    show: (m) =>
      m.usd === null
        ? h("span", { class: "unknown" }, m.usdNote ?? UNKNOWN)
        : `${money(m.usd, "USD")}${m.perYear ? " a year" : ""}`,
  },
  { name: "period", label: "Years", value: (m) => m.period },
  { name: "note", label: "Remarks", value: (m) => m.note, show: (m) => m.note ?? "–" },
  { name: "sources", label: "Sources", value: (m) => m.sources.join(";"), show: (m) => cite(m.sources) },
];

function partners(s: Support, words: string): Child {
  const [only] = s.partners;
  return only && s.partners.length === 1 && only.name === words
    ? h("a", { href: countryLink(only.iso3) }, only.name)
    : words;
}

const supportColumns = (cite: Cite, side: "donor" | "recipient"): TableColumn<Support>[] => [
  {
    name: side,
    label: side === "donor" ? "From" : "To",
    value: (s) => s[side],
    show: (s) => partners(s, s[side]),
  },
  { name: "year", label: "Year", value: (s) => s.year, numeric: true },
  {
    name: "amount",
    label: "Amount",
    value: (s) => amountText(s.amount),
    numeric: true,
    show: (s) => {
      const amount = amountText(s.amount);
      if (!amount) return unknown();
      return s.recipients > 1
        ? [amount, h("br"), h("span", { class: "small" }, `for ${s.recipients} countries, not divided`)]
        : amount;
    },
  },
  { name: "purpose", label: "For", value: (s) => s.purpose },
  { name: "tie", label: "Tie to a plan", value: (s) => s.tie, show: (s) => tieWords(s.tie) },
  { name: "partner", label: "Carried out by", value: (s) => s.partner },
  { name: "sources", label: "Sources", value: (s) => s.sources.join(";"), show: (s) => cite(s.sources) },
];

/** Plan money, and support given and received; stages are never added up. */
export function moneySection(data: CountryData, cite: Cite): Child {
  const table = <R>(title: string, columns: TableColumn<R>[], rows: readonly R[]) =>
    rows.length === 0
      ? null
      : [h("h3", {}, title), h("div", { class: "full-table" }, dataTable(title, columns, rows))];
  return [
    h("h2", { id: "money" }, "Money"),
    h(
      "p",
      { class: "prose" },
      moneyWords(data),
      " ",
      h("a", { href: siteLink("funding") }, "All countries’ money"),
      ".",
    ),
    table("Costs, allocations and spending on record", moneyColumns(cite), data.money),
    table("Support received for plans and WPS programmes", supportColumns(cite, "donor"), data.received),
    table(
      "Support given to other countries’ plans and WPS programmes",
      supportColumns(cite, "recipient"),
      data.given,
    ),
  ];
}

/** What is on record and what is not. */
export function moneyWords({ plans, money: rows, given, received }: CountryData): string {
  const found =
    rows.length === 0
      ? "No cost, allocation or spending figure was found"
      : capital(counted(rows.length, "published figure"));
  const support = [
    received.length > 0 ? `${counted(received.length, "record")} of support received` : "",
    given.length > 0 ? `${counted(given.length, "record")} of support given` : "",
  ].filter(Boolean);
  const rest =
    support.length === 0
      ? "No support given or received is on record."
      : `${capital(support.join(" and "))}.`;
  const covered = plans.filter((p) => rows.some((m) => m.plan === p.id)).length;
  return `${found}${coverage(plans.length, covered, rows.length > 0)}. ${rest}`;
}

const counted = (n: number, what: string) => `${inWords(n)} ${what}${n === 1 ? "" : "s"}`;

const anyOf = (plans: number) => `${plans === 2 ? "either" : "any"} of the ${inWords(plans)} plans`;

/** For how many of the plans nothing was found. */
function coverage(plans: number, covered: number, figures: boolean): string {
  if (plans === 0) return "";
  if (!figures) return ` for ${plans === 1 ? "the plan" : anyOf(plans)}: unknown, not zero`;
  if (covered === plans) return "";
  if (covered === 0)
    return `, not tied to ${plans === 1 ? "the plan" : anyOf(plans)}: their money is unknown, not zero`;
  return `; for ${inWords(plans - covered)} of ${inWords(plans)} plans none was found: unknown, not zero`;
}
