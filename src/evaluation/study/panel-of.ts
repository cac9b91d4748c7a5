import { EvaluationError } from "../core/errors.ts";
import { makePanel } from "../core/make-panel.ts";
import type { Panel } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import { matchedComparison } from "./matched.ts";
import type { Specification } from "./specification.ts";
import type { Study, StudyDefinition, StudySeries } from "./study.ts";

type Choice = Pick<
  Specification,
  "definition" | "outcome" | "comparison" | "period" | "covariates" | "incomplete"
>;

/** Countries with at least this many of each kind of year, or they cannot say anything about a change. */
const MIN_YEARS = 2;

/**
 * The panel of one set of choices. Countries are the units, their regions the strata. Left out and counted by name:
 * countries twinned in no known year, twinned from the first year on, without a year before or after, outside the
 * comparison, and without the outcome.
 * @throws EvaluationError for an unknown name, or when no twinned country or no comparison is left.
 */
export function panelOf(study: Study, choice: Choice): Panel {
  const definition = find(study.definitions, choice.definition, "definition");
  const outcome = find(study.outcomes, choice.outcome, "outcome");
  const covariates = choice.covariates.map((id) => find(study.covariates, id, "covariate"));
  const years = yearsOf(study, choice.period);
  const { kept, dropped } = countriesOf(study, definition, choice);
  const panel = build(study, definition, outcome, covariates, years, kept, choice.incomplete);
  const whole = { ...panel, dropped: [...dropped, ...panel.dropped] };
  return choice.comparison === "matched" ? matchedComparison(whole) : whole;
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
  const rest = all.filter((c) => !definition.undated[c]);
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

function build(
  study: Study,
  definition: StudyDefinition,
  outcome: StudySeries,
  covariates: readonly StudySeries[],
  years: readonly number[],
  countries: readonly number[],
  incomplete: Specification["incomplete"],
): Panel {
  const usable = countries.filter((c) => hasEnough(study, definition, outcome, covariates, years, c));
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
  const panel = makePanel(
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
  if (lost.length === 0) return panel;
  const words = `${lost.length} countries have too few known years of ${outcome.label} before or after`;
  const items = lost.map((c) => study.countries[c]!.name);
  return {
    ...panel,
    dropped: [notice("too_few_years", words, { count: lost.length, items }), ...panel.dropped],
  };
}

/** A compared country needs two known years; a twinned one a year before and a year from twinning on. */
function hasEnough(
  study: Study,
  definition: StudyDefinition,
  outcome: StudySeries,
  covariates: readonly StudySeries[],
  years: readonly number[],
  c: number,
): boolean {
  const since = definition.since[c];
  const known = years.filter((y) => {
    const at = c * study.years.length + y;
    return [outcome, ...covariates].every(({ values }) => typeof values[at] === "number");
  });
  if (since === null || since === undefined) return known.length >= MIN_YEARS;
  const before = known.filter((y) => study.years[y]! < since).length;
  return before > 0 && known.length > before;
}
