import { EvaluationError } from "../core/errors.ts";
import { makePanel } from "../core/make-panel.ts";
import { everTreated, type Panel, unitsWhere } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import { definitionOf } from "./compose-definition.ts";
import { hasEnough, type Parts } from "./enough-years.ts";
import { matchedComparison } from "./matched.ts";
import { notYetYears } from "./not-yet.ts";
import type { Specification } from "./specification.ts";
import type { Study, StudyDefinition } from "./study.ts";

type Choice = Pick<
  Specification,
  "definition" | "outcome" | "comparison" | "period" | "covariates" | "incomplete"
>;

/**
 * The panel of one set of choices. Countries are the units, their regions the strata. Left out and counted by name:
 * countries twinned in no known year, twinned in another role only, twinned from the first year on, without a year before
 * or after, outside the comparison, and without the outcome.
 * @throws EvaluationError for an unknown name, or when no twinned country or no comparison is left.
 */
export function panelOf(study: Study, choice: Choice): Panel {
  const definition = definitionOf(study, choice.definition);
  const outcome = find(study.outcomes, choice.outcome, "outcome");
  const covariates = choice.covariates.map((id) => find(study.covariates, id, "covariate"));
  const laterCompared = choice.comparison === "not_yet";
  const whole: Parts = {
    study,
    definition,
    outcome,
    covariates,
    years: yearsOf(study, choice.period),
    laterCompared,
  };
  const { kept, dropped } = countriesOf(study, definition, choice);
  const cut = laterCompared ? notYetYears(whole, kept) : { years: whole.years, dropped: [] };
  const made = build({ ...whole, years: cut.years }, kept, choice.incomplete);
  if (laterCompared) needBoth(made);
  const panel = {
    ...made,
    dropped: [...dropped, ...cut.dropped, ...made.dropped],
    notices: [...made.notices, ...earlierInOtherRole(study, definition, made)],
  };
  return choice.comparison === "matched" ? matchedComparison(panel) : panel;
}

/** Countries left out because of missing years can be the last ones to compare with. */
function needBoth(panel: Panel): void {
  const treated = unitsWhere(panel, (i) => everTreated(panel, i)).length;
  if (treated > 0 && treated < panel.n) return;
  throw new EvaluationError(
    "No twinned country has one beside it that is twinned later and known throughout",
    { column: "comparison", value: "not_yet" },
    "Keep countries with missing years, or choose another comparison",
  );
}

function earlierInOtherRole(study: Study, definition: StudyDefinition, panel: Panel): Notice[] {
  if (!definition.earlierInOtherRole) return [];
  const here = new Set(panel.units);
  const found = study.countries.filter(({ iso3 }, c) => definition.earlierInOtherRole?.[c] && here.has(iso3));
  if (found.length === 0) return [];
  const words = `${found.length} countries were twinned in another role before: those years count as before twinning`;
  return [
    notice("earlier_in_other_role", words, { count: found.length, items: found.map(({ name }) => name) }),
  ];
}

function find<T extends { id: string }>(list: readonly T[], id: string, what: string): T {
  const found = list.find((entry) => entry.id === id);
  if (found) return found;
  const names = list.map((entry) => entry.id).join(", ");
  throw new EvaluationError(
    `There is no ${what} ${id}`,
    { column: what, value: id },
    `Choose one of: ${names}`,
  );
}

function yearsOf(study: Study, [from, to]: readonly [number, number]): number[] {
  const years = [...study.years.keys()].filter((y) => study.years[y]! >= from && study.years[y]! <= to);
  if (years.length >= 2) return years;
  const place = { column: "period", value: `${from}-${to}` };
  const span = `${study.years[0]} to ${study.years.at(-1)}`;
  throw new EvaluationError("The period holds fewer than two years", place, `Choose years within ${span}`);
}

function countriesOf(study: Study, definition: StudyDefinition, choice: Choice) {
  const dropped: Notice[] = [];
  const all = [...study.countries.keys()];
  const name = (c: number) => study.countries[c]!.name;
  const leave = (code: string, words: string, out: readonly number[]) => {
    if (out.length > 0)
      dropped.push(notice(code, `${out.length} ${words}`, { count: out.length, items: out.map(name) }));
  };
  const isTwinned = (c: number) => definition.since[c] !== null;
  const undated = all.filter((c) => definition.undated[c]);
  leave(
    "undated_twinning",
    "countries are twinned in a year nobody states: neither twinned nor compared",
    undated,
  );
  const otherRole = all.filter((c) => definition.otherRole?.[c]);
  leave("other_role", "countries are twinned in another role only: neither twinned nor compared", otherRole);
  const rest = all.filter((c) => !definition.undated[c] && !definition.otherRole?.[c]);
  const twinned = rest.filter(isTwinned);
  const others = rest.filter((c) => !isTwinned(c));
  const start = study.years.findIndex((year) => year >= choice.period[0]);
  const fits = comparisonRule(study, choice, twinned, Math.max(0, start));
  const compared = others.filter(fits);
  const outside = others.filter((c) => !fits(c)).length;
  if (outside > 0) {
    dropped.push(
      notice("outside_comparison", `${outside} countries lie outside the comparison chosen`, {
        count: outside,
      }),
    );
  }
  return { kept: [...twinned, ...compared].sort((a, b) => a - b), dropped };
}

function comparisonRule(study: Study, choice: Choice, twinned: readonly number[], start: number) {
  const country = (c: number) => study.countries[c]!;
  switch (choice.comparison) {
    case "all":
      return () => true;
    case "not_yet":
      return () => false;
    case "with_plans":
    case "matched":
      return (c: number) => country(c).hasPlan === true;
    case "same_region": {
      const regions = new Set(twinned.map((c) => country(c).region));
      return (c: number) => country(c).hasPlan === true && regions.has(country(c).region);
    }
    case "same_income": {
      // By the first income group known in the period, so that what twinning may change plays no part.
      const groupOf = (c: number) =>
        country(c)
          .income.slice(start)
          .find((group) => group !== null) ?? null;
      const groups = new Set(twinned.map(groupOf));
      return (c: number) => country(c).hasPlan === true && groupOf(c) !== null && groups.has(groupOf(c));
    }
  }
}

function build(parts: Parts, countries: readonly number[], incomplete: Specification["incomplete"]): Panel {
  const { study, definition, outcome, covariates, years, laterCompared } = parts;
  const usable = countries.filter((c) => hasEnough(parts, c));
  const usableSet = new Set(usable);
  const lost = countries.filter((c) => !usableSet.has(c));
  const cells = usable.flatMap((c) => years.map((y) => ({ c, y, at: c * study.years.length + y })));
  if (usable.every((c) => definition.since[c] === null)) {
    throw new EvaluationError(
      "No twinned country has this outcome both before and after twinning",
      { column: "outcome", value: outcome.id },
      "Choose another outcome, definition or period",
    );
  }
  const made = makePanel(
    {
      unit: cells.map(({ c }) => study.countries[c]!.iso3),
      time: cells.map(({ y }) => study.years[y]!),
      outcome: cells.map(({ at }) => outcome.values[at] ?? null),
      firstTreated: cells.map(({ c }) => definition.since[c] ?? null),
      strata: cells.map(({ c }) => study.countries[c]!.region),
      covariates: Object.fromEntries(
        covariates.map(({ id, values }) => [id, cells.map(({ at }) => values[at] ?? null)]),
      ),
    },
    { unbalanced: incomplete === "drop" ? "drop_units" : "keep", alwaysTreated: "drop" },
  );
  const panel: Panel = laterCompared ? { ...made, onlyLater: true } : made;
  if (lost.length === 0) return panel;
  const words = `${lost.length} countries have too few known years of ${outcome.label} before or after`;
  const items = lost.map((c) => study.countries[c]!.name);
  return {
    ...panel,
    dropped: [notice("too_few_years", words, { count: lost.length, items }), ...panel.dropped],
  };
}
