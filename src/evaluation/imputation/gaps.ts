import { EvaluationError } from "../core/errors.ts";
import { alwaysTreated, type Panel } from "../core/panel.ts";
import { type Notice, notice } from "../core/result.ts";
import type { UntreatedFit } from "./untreated-fit.ts";

/** Treated cells without an imputed outcome, and why. */
export function describeGaps(panel: Panel, fit: UntreatedFit): { notImputed: number; dropped: Notice[] } {
  const { n, t } = panel;
  const units = new Set<number>();
  const times = new Set<number>();
  let ofUnits = 0;
  let ofTimes = 0;
  for (let i = 0; i < n; i++) {
    for (let s = 0; s < t; s++) {
      const cell = i * t + s;
      if (!panel.observed[cell] || !Number.isNaN(fit.left[cell]!)) continue;
      if (fit.unitTotal[i] === 0) {
        units.add(i);
        ofUnits++;
      } else {
        times.add(s);
        ofTimes++;
      }
    }
  }
  const dropped: Notice[] = [];
  if (ofUnits > 0) {
    const always = [...units].every((i) => alwaysTreated(panel, i));
    const why = always ? "treated from the first time on" : "never observed before treatment";
    const items = [...units].map((i) => panel.units[i]!);
    const words = `${ofUnits} treated unit-times left out: ${units.size} units are ${why}, so they have no untreated time to learn from`;
    dropped.push(notice("units_without_untreated_time", words, { count: ofUnits, items }));
  }
  if (ofTimes > 0) {
    const items = [...times].sort((a, b) => a - b).map((s) => panel.times[s]!);
    const words = `${ofTimes} treated unit-times left out: no comparable unit is untreated at ${items.join(", ")}`;
    dropped.push(notice("times_without_untreated_units", words, { count: ofTimes, items }));
  }
  return { notImputed: ofUnits + ofTimes, dropped };
}

/** @throws EvaluationError when `cells`, the treated unit-times with an imputed outcome, is 0. */
export function refuseNothingIdentified(cells: number): void {
  if (cells > 0) return;
  throw new EvaluationError(
    "No effect is identified: no treated unit-time has an untreated time of its unit and an untreated unit at its time",
    {},
    "Choose a period in which treated units are seen before treatment and some units are not treated yet",
  );
}
