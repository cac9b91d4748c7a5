import { INCOME_LABEL, type OutcomesData } from "../data/outcomes.ts";
import { h } from "../dom.ts";
import { inWords, listWords } from "../format/number.ts";
import { countryLink } from "../site-link.ts";
import { figuresText, ROLE_LABEL, roleTitle } from "../text/outcome-words.ts";
import { figure } from "../ui/figure.ts";
import { groupsChart } from "./detail.ts";
import { byRole, type Choice, type Result, type RoleGroup } from "./groups.ts";

/** The twinned group by role: supporters and supported are different countries to begin with. */
export function roleFigure(result: Result, width: number): HTMLElement {
  const { outcome } = result;
  const roles = byRole(result);
  const both = new Set(
    [...result.groups.twinned.known, ...result.groups.twinned.missing]
      .filter((u) => u.roles.length > 1)
      .map((u) => u.iso3),
  ).size;
  const rows = roles.flatMap((role) => [...role.known, ...role.missing].map((unit) => ({ role, unit })));
  return figure({
    id: `roles-${outcome.id}`,
    title: roleTitle(outcome, roles),
    subtitle: `${outcome.label}, ${outcome.unit}. Only ${outcome.level === "plan" ? "plans twinned before or at adoption" : "twinned countries with a known year"}, by the part that the country plays in its arrangements.`,
    description: roles.map((r) => describe(result, r)).join(" "),
    chart: groupsChart(
      outcome,
      roles.map((r) => ({ status: "twinned", name: ROLE_LABEL[r.role] ?? r.role, group: r })),
      width,
    ),
    empty: "No twinned unit with a known value for this choice.",
    rows,
    columns: [
      { name: "role", label: "Role", value: (r) => ROLE_LABEL[r.role.role] ?? r.role.role },
      {
        name: outcome.level,
        label: outcome.level === "plan" ? "Plan" : "Country",
        value: (r) => r.unit.name,
        show: (r) => h("a", { href: countryLink(r.unit.iso3) }, r.unit.name),
      },
      { name: "twinned_since", label: "Since", value: (r) => r.unit.since, numeric: true },
      {
        name: "value",
        label: outcome.unit,
        value: (r) => (typeof r.unit.value === "number" ? r.unit.value : null),
        numeric: true,
      },
    ],
    sources: outcome.sources,
    note:
      both > 0
        ? `${both === 1 ? "One country plays" : `${inWords(both)} countries play`} more than one part and ${both === 1 ? "stands" : "stand"} in each of them.`
        : "",
  });
}

const describe = ({ outcome }: Result, r: RoleGroup) =>
  `${ROLE_LABEL[r.role]}: ${listWords([...r.known, ...r.missing].map((u) => u.name))}; ${figuresText(outcome, r)}.`;

/** Who is twinned, by income group, in a sentence; countries with a plan only. */
export function incomeSentence(data: OutcomesData, choice: Choice): string {
  const twinned = data.countries.filter((c) => c.twinning[choice.definition]?.status === "twinned");
  if (twinned.length === 0) return "No country with a plan counts as twinned under this definition.";
  const groups = [...Object.entries(INCOME_LABEL), ["", "Not classified"] as const]
    .map(([code, label]) => ({
      label: label.toLowerCase(),
      names: twinned.filter((c) => (c.income ?? "") === code).map((c) => c.name),
    }))
    .filter((g) => g.names.length > 0)
    .map((g) =>
      g.names.length <= 6
        ? `${listWords(g.names)} (${g.label})`
        : `${inWords(g.names.length)} ${g.label} countries`,
    );
  return `In one group stand ${groups.join("; ")}, by the World Bank's groups for ${data.incomeYear}.`;
}
