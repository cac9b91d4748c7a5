import type { PowerResult } from "../../../evaluation/power/power-curve.ts";
import { fixed, timesOf100 } from "../../charts/wb-format.ts";
import { powerChart } from "../../charts/wb-power.ts";
import { count, percent } from "../../format/number.ts";
import { figure } from "../../ui/figure.ts";
import type { SectionContext } from "./context.ts";
import { wanted } from "./headline-words.ts";
import { withNotices } from "./notices.ts";
import { effectFormat, effectUnit, noteWith, numberColumn } from "./words.ts";

interface Row {
  effect: number;
  power: number;
  error: number | null;
}

/** How often these data would find an effect, by its size. */
export function powerFigure(
  result: PowerResult,
  context: SectionContext,
  width: number,
  smallest: number | null = null,
): HTMLElement {
  const { detectable, detectableDown, size, sims, donors, used, warnings } = result;
  const asked = result.call.options.power;
  const enough = typeof asked === "number" ? asked : 0.8;
  const goal = smallest === null ? null : wanted(smallest, context);
  const found = [detectable, detectableDown].filter((v) => v !== null);
  const rows = rowsOf(result, enough);
  const joined = result.curve.length >= 5;
  const { text, digits } = effectFormat([...found, goal]);
  const unit = effectUnit(context);
  const atGoal = goal === null || !joined ? null : powerAt(rows, goal);
  const title = titleOf(found, goal, atGoal, (value) => `${fixed(Math.abs(value), digits)} ${unit}`);
  const built = figure({
    id: "wb-power",
    title,
    subtitle: `Share of ${count(sims)} simulated panels in which a true effect on ${context.outcome.label} of the size below is found, ${percent(enough)} being enough.`,
    description: `${title}. Without any effect the test finds one in ${timesOf100(size)}. ${found.length === 0 ? "No effect is found often enough." : `Found often enough: ${found.map((v) => `${text(v)} ${unit}`).join(" and ")}.`}`,
    chart: powerChart(
      {
        points: rows.map((row) => ({
          effect: row.effect,
          power: row.power,
          detail: `Found in ${timesOf100(row.power)}.`,
        })),
        joined,
        enough,
        detectable: found,
        smallest: goal,
        format: text,
        unit: context.outcome.unit,
      },
      width,
      "Power by size of effect.",
    ),
    rows,
    columns: [
      numberColumn<Row>("effect", "True effect", (row) => row.effect, text),
      numberColumn<Row>(
        "power",
        "Found in",
        (row) => row.power,
        (value) => percent(value, 1),
      ),
      numberColumn<Row>(
        "simulation_error",
        "Simulation error",
        (row) => row.error,
        (value) => percent(value, 1),
        () => "–",
      ),
    ],
    sources: context.sources,
    note: noteWith(
      `Simulated on the real series of ${count(donors)} countries to which nothing happened, known in every year, with the years of ${count(used.treated)} twinned countries; the two-way estimate, tested by chance assignment. The headline's smallest effect takes all countries and the estimator chosen, and can differ.`,
      "power",
      "power",
    ),
  });
  return withNotices(built, warnings, context.name);
}

/** The curve with the points that the simulation gives by themselves. */
function rowsOf({ curve, size, sims, detectable, detectableDown }: PowerResult, enough: number): Row[] {
  const own: Row[] = [
    { effect: 0, power: size, error: Math.sqrt((size * (1 - size)) / sims) },
    ...[detectable, detectableDown].flatMap((effect) =>
      effect === null ? [] : [{ effect, power: enough, error: null }],
    ),
  ];
  const taken = new Set(curve.map(({ effect }) => effect));
  return [...curve, ...own.filter(({ effect }) => !taken.has(effect))].sort((a, b) => a.effect - b.effect);
}

/** Between the nearest two points; null outside them. */
function powerAt(rows: readonly Row[], effect: number): number | null {
  const after = rows.findIndex((row) => row.effect >= effect);
  const [b, a] = [rows[after], rows[after - 1]];
  if (!b) return null;
  if (b.effect === effect || !a) return b.effect === effect ? b.power : null;
  return a.power + ((b.power - a.power) * (effect - a.effect)) / (b.effect - a.effect);
}

function titleOf(
  found: readonly number[],
  goal: number | null,
  atGoal: number | null,
  words: (value: number) => string,
): string {
  if (found.length === 0) return "No effect, however large, would be found often enough with these data";
  if (goal !== null && atGoal !== null)
    return `An effect of ${words(goal)}, which would matter, would be found in about ${timesOf100(atGoal)}`;
  const least = Math.min(...found.map(Math.abs));
  if (goal === null) return `Only an effect of ${words(least)} or more would be found in four of five cases`;
  return Math.abs(goal) >= least
    ? `An effect of ${words(goal)}, which would matter, would be found in four of five cases or more`
    : `Only an effect of ${words(least)} or more would be found in four of five cases, and ${words(goal)} would matter`;
}
