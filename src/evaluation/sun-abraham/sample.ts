import { EvaluationError } from "../core/errors.ts";
import { everTreated, type Panel, unitsWhere } from "../core/panel.ts";
import { restrictTo } from "../core/restrict.ts";
import { type Notice, notice } from "../core/result.ts";

/** What to do when every unit is treated in the end. */
export type WithoutNever = "last_cohort" | "drop_collinear";

export interface Sample {
  panel: Panel;
  dropped: readonly Notice[];
  warnings: readonly Notice[];
}

/** The part of the panel in which cohorts can be compared: without units treated in all their times. */
export function sampleOf(panel: Panel, withoutNever: WithoutNever): Sample {
  const dropped: Notice[] = [];
  const warnings: Notice[] = [];
  const dates = datesSeenBefore(panel);
  const always = unitsWhere(panel, (i) => !dates.has(panel.first[i]!));
  let sample = panel;
  if (always.length > 0) {
    const items = always.map((i) => panel.units[i]!);
    dropped.push(
      notice(
        "already_treated",
        `${always.length} units left out: their cohort is treated at every time it is seen`,
        {
          count: always.length,
          items,
        },
      ),
    );
    sample = without(panel, always);
  }
  if (unitsWhere(sample, (i) => everTreated(sample, i)).length === 0) {
    throw new EvaluationError(
      "No unit becomes treated within the panel's times after a time before treatment",
      { column: "firstTreated" },
      "Check the first treated times and the period",
    );
  }
  if (unitsWhere(sample, (i) => !everTreated(sample, i)).length > 0)
    return { panel: sample, dropped, warnings };
  if (withoutNever === "drop_collinear") {
    warnings.push(
      notice(
        "no_never_treated",
        "Every unit is treated in the end: coefficients that cannot be told from time effects are dropped, and those kept are differences from them, not effects",
      ),
    );
    return { panel: sample, dropped, warnings };
  }
  return { ...lastAsReference(sample, dropped), warnings };
}

function without(panel: Panel, out: readonly number[]): Panel {
  const left = new Set(out);
  const units = unitsWhere(panel, (i) => !left.has(i));
  if (units.length === 0) {
    throw new EvaluationError(
      "Every unit is treated at every time it is seen",
      { column: "firstTreated" },
      "Choose a period that starts before treatment",
    );
  }
  return restrictTo(panel, { units });
}

/** First treated times of cohorts seen at some time before. A unit that is not may still inform later times. */
function datesSeenBefore(panel: Panel): Set<number> {
  const dates = new Set<number>();
  for (let i = 0; i < panel.n; i++) {
    for (let s = 0; s < panel.t && panel.times[s]! < panel.first[i]!; s++) {
      if (!panel.observed[i * panel.t + s]) continue;
      dates.add(panel.first[i]!);
      break;
    }
  }
  return dates;
}

/** The cohort treated last stands in for the never treated, until it is treated itself. */
function lastAsReference(panel: Panel, before: readonly Notice[]): Omit<Sample, "warnings"> {
  const last = panel.first.reduce((latest, time) => Math.max(latest, time), Number.NEGATIVE_INFINITY);
  const times = panel.times.map((_, s) => s).filter((s) => panel.times[s]! < last);
  const lost = panel.times.filter((time) => time >= last);
  const rest = restrictTo(panel, { times });
  const cells = panel.observations - rest.observations;
  const words = `Every unit is treated in the end: the cohort of ${last} is the reference, and ${cells} unit-times from ${last} on are left out`;
  const dropped = [...before, notice("last_cohort_as_reference", words, { count: cells, items: lost })];
  if (unitsWhere(rest, (i) => everTreated(rest, i)).length === 0) {
    throw new EvaluationError(
      "All units are treated at the same time: there is nothing to compare them with",
      { column: "firstTreated" },
      "Add units that are treated later or never",
    );
  }
  return { panel: rest, dropped };
}
