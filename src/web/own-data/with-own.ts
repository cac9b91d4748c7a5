import { OWN, type OwnData } from "../../evaluation/study/own-data.ts";
import type { WorkbenchData } from "../data/workbench.ts";

/** The lists of outcomes and definitions with the reader's own at the end, as `joinOwn` has them in the study. */
export function withOwn(data: WorkbenchData, own: OwnData | null): WorkbenchData {
  if (!own) return data;
  const { outcome, definition } = own;
  const source = (file: string) => ({ label: `your file ${file}`, asOf: data.asOf });
  return {
    ...data,
    outcomes: [
      ...data.outcomes,
      ...(outcome
        ? [
            {
              id: OWN,
              label: outcome.label,
              unit: outcome.unit,
              better: outcome.better,
              known: yearsOf(outcome.cells, data.years),
              definition: `From your file ${outcome.file}.`,
              caution: null,
              sources: [source(outcome.file)],
            },
          ]
        : []),
    ],
    definitions: [
      ...data.definitions,
      ...(definition
        ? [
            {
              id: OWN,
              label: `Your file: ${definition.label}`,
              statement: `From your file ${definition.file}. Countries that it does not mention count as not twinned.`,
            },
          ]
        : []),
    ],
  };
}

/** First and last year of the study in which a value is known. */
function yearsOf(
  cells: readonly { year: number }[],
  [first, last]: readonly [number, number],
): readonly [number, number] {
  const inside = cells.map(({ year }) => year).filter((year) => year >= first && year <= last);
  if (inside.length === 0) return [first, last];
  return [inside.reduce((a, b) => Math.min(a, b)), inside.reduce((a, b) => Math.max(a, b))];
}
