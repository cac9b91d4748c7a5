import type { Notice } from "../../evaluation/core/result.ts";
import type { Answer, AnswerData, TwinnedCountry } from "../data/answer.ts";
import { type Child, h } from "../dom.ts";
import { capital, inWords, listWords, plural } from "../format/number.ts";
import { countryLink, partnershipLink, siteLink } from "../site-link.ts";
import { roleWords } from "../text/country.ts";
import { answersOf } from "../text/verdict-words.ts";
import { dataTable, type TableColumn } from "../ui/table.ts";

const countryOf = (code: string) => code.split("-")[0] ?? "";

/** In how much of an outcome a twinned country takes part. */
function partIn(country: TwinnedCountry, data: AnswerData, answer: Answer): string {
  if (answer.id === "renewal") {
    const plans = data.renewal.twinnedPlans.filter((code) => countryOf(code) === country.iso3).length;
    return plans === 0 ? "no plan observed while twinned" : plural(plans, "plan");
  }
  const outcome = data.outcomes.find(({ id }) => id === answer.id);
  return outcome?.treated.some(({ iso3 }) => iso3 === country.iso3) ? "yes" : "no: too few known years";
}

function columns(data: AnswerData): TableColumn<TwinnedCountry>[] {
  return [
    {
      name: "country",
      label: "Country",
      value: (c) => c.name,
      show: (c) => h("a", { href: countryLink(c.iso3) }, c.name),
    },
    {
      name: "since",
      label: "Twinned since",
      value: (c) => c.since,
      show: (c) => c.since ?? "no year stated",
    },
    { name: "roles", label: "Role", value: (c) => c.roles.join(";"), show: (c) => roleWords(c.roles) },
    {
      name: "partnerships",
      label: "Arrangements",
      value: (c) => c.partnerships.map(({ id }) => id).join(";"),
      show: (c) =>
        h(
          "ul",
          { class: "plain" },
          c.partnerships.map(({ id, name }) =>
            h("li", {}, h("a", { href: partnershipLink(id) }, name.replaceAll(" - ", "–"))),
          ),
        ),
    },
    ...answersOf(data).map(
      (answer): TableColumn<TwinnedCountry> => ({
        name: `used_${answer.id}`,
        label: answer.label,
        value: (c) => partIn(c, data, answer),
      }),
    ),
  ];
}

/** Who is twinned, who is compared, who is left out: by name, with the reason. */
export function whoSection(data: AnswerData): HTMLElement {
  const names = new Map(data.workbench.countries.map((c) => [c.iso3, c.name]));
  const compared = new Map(data.outcomes.map((o) => [o.id, new Set(o.compared)]));
  const all = [...new Set(data.outcomes.flatMap((o) => o.compared))]
    .map((iso3) => ({ iso3, name: names.get(iso3) ?? iso3 }))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
  return h(
    "section",
    { id: "who" },
    h("h2", {}, "Who is twinned, and who is compared"),
    h(
      "p",
      {},
      `${capital(inWords(data.twinned.length))} countries are twinned since a known year: ${twinnedByRole(data)}. `,
      h("strong", {}, "What counts: "),
      `${data.definition.statement} `,
      h("a", { href: siteLink("methods#twinned") }, "How this is decided"),
      ".",
    ),
    dataTable("Twinned countries", columns(data), data.twinned),
    data.undated.length > 0
      ? h(
          "p",
          {},
          h("strong", {}, "Twinned in a year that no source states, so on neither side: "),
          withCommas(data.undated.map((c) => h("a", { href: countryLink(c.iso3) }, c.name))),
          ".",
        )
      : null,
    h(
      "p",
      {},
      h("strong", {}, "Compared: "),
      `countries that have a WPS national action plan and of which no twinning was found: ${data.outcomes.map((o) => `${o.compared.length} for ${o.label}`).join(", ")}. Twinning that nobody documented would hide among them, and draw every difference towards none. `,
      h("a", { href: siteLink("methods#compared") }, "Why these"),
      ".",
    ),
    h(
      "details",
      { class: "compared" },
      h("summary", {}, `All ${all.length} compared countries by name`),
      h(
        "ul",
        { class: "name-columns" },
        all.map(({ iso3, name }) =>
          h("li", {}, h("a", { href: countryLink(iso3) }, name), missingIn(iso3, compared, data)),
        ),
      ),
    ),
    h("h3", {}, "Left out, and why"),
    leftOut(data),
  );
}

const ROLE: Record<string, string> = {
  peer: "as peers",
  supported: "as supported side",
  supporting: "as supporting side",
};

function twinnedByRole({ twinned }: AnswerData): string {
  const counts = new Map<string, number>();
  for (const { roles } of twinned) counts.set(roles.join(";"), (counts.get(roles.join(";")) ?? 0) + 1);
  return listWords(
    [...counts].map(
      ([roles, n]) => `${inWords(n)} ${listWords(roles.split(";").map((role) => ROLE[role] ?? role))}`,
    ),
  );
}

function missingIn(iso3: string, compared: Map<string, Set<string>>, data: AnswerData): string {
  const out = data.outcomes.filter((o) => !compared.get(o.id)?.has(iso3));
  return out.length === 0 ? "" : ` (not for ${listWords(out.map(({ label }) => label))})`;
}

const withCommas = (nodes: Node[]): Child =>
  nodes.map((node, i) => [i === 0 ? "" : i === nodes.length - 1 ? " and " : ", ", node]);

interface LeftOut {
  outcome: string;
  words: string;
  who: string;
}

/** Notices whose items are names of countries; others list columns of the file. */
const NAMES = new Set(["undated_twinning", "too_few_years"]);

/** The engine speaks of rows; readers of years, countries and plans. */
function reasonWords({ code, words, count }: Notice, answer: Answer): string {
  if (code !== "rows_without_value") return words;
  return answer.id === "renewal"
    ? `${count} stretches of plans: it is not known whether the country was twinned at the time`
    : `${count} years of countries that take part: the outcome is not known`;
}

function whoWords({ code, items = [] }: Notice, data: AnswerData): string {
  if (NAMES.has(code)) return items.join(", ");
  const withPlans = data.workbench.plan.specification.comparison === "with_plans";
  return code === "outside_comparison" && withPlans
    ? "Countries of which no WPS national action plan is on record"
    : "";
}

function leftOut(data: AnswerData): HTMLElement {
  const rows = answersOf(data).flatMap((answer) =>
    answer.dropped.map(
      (one): LeftOut => ({
        outcome: answer.label,
        words: reasonWords(one, answer),
        who: whoWords(one, data),
      }),
    ),
  );
  return dataTable(
    "Left out of each analysis",
    [
      { name: "outcome", label: "Outcome", value: (r) => r.outcome },
      { name: "reason", label: "Left out", value: (r) => r.words },
      { name: "who", label: "Who", value: (r) => r.who, show: (r) => r.who || "–" },
    ],
    rows,
  );
}
