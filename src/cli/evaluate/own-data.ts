import type { Effects } from "../../effects.ts";
import { UsageError } from "../../errors/run-errors.ts";
import { makePanel } from "../../evaluation/core/make-panel.ts";
import type { Panel } from "../../evaluation/core/panel.ts";
import { makeSpells, type Spells } from "../../evaluation/core/spells.ts";
import { type EvaluateOptions, listOption } from "./options.ts";
import { knownNumbers, labels, numbers, readTable } from "./read-table.ts";

/** A panel from a reader's own CSV. @throws UsageError, EvaluationError, and the faults of a broken file. */
export async function panelFromFile(effects: Effects, options: EvaluateOptions): Promise<Panel> {
  const table = await readTable(effects, required(options.input, "input"));
  const covariates = listOption(options.covariates);
  return makePanel(
    {
      unit: labels(table, required(options.unit, "unit")),
      time: knownNumbers(table, required(options.time, "time")),
      outcome: numbers(table, required(options.outcome, "outcome")),
      firstTreated: numbers(table, required(options.firstTreated, "first-treated")),
      covariates: Object.fromEntries(covariates.map((name) => [name, numbers(table, name)])),
      ...(options.cluster ? { cluster: labels(table, options.cluster) } : {}),
      ...(options.strata ? { strata: labels(table, options.strata) } : {}),
      ...(options.weights ? { weights: knownNumbers(table, options.weights) } : {}),
      ...(options.exists ? { exists: numbers(table, options.exists) } : {}),
    },
    { unbalanced: options.incomplete === "drop" ? "drop_units" : "keep" },
  );
}

/** Counting rows from a reader's own CSV. */
export async function spellsFromFile(effects: Effects, options: EvaluateOptions): Promise<Spells> {
  const table = await readTable(effects, required(options.input, "input"));
  const covariates = listOption(options.covariates);
  return makeSpells({
    stop: numbers(table, required(options.stop, "stop")),
    event: numbers(table, required(options.event, "event")),
    ...(options.start ? { start: numbers(table, options.start) } : {}),
    ...(options.id ? { id: labels(table, options.id) } : {}),
    ...(options.twinned ? { twinned: numbers(table, options.twinned) } : {}),
    covariates: Object.fromEntries(covariates.map((name) => [name, numbers(table, name)])),
    ...(options.strata ? { strata: labels(table, options.strata) } : {}),
    ...(options.cluster ? { cluster: labels(table, options.cluster) } : {}),
    ...(options.weights ? { weights: numbers(table, options.weights) } : {}),
  });
}

function required(value: string | undefined, name: string): string {
  if (value !== undefined) return value;
  throw new UsageError(
    `--${name} is missing`,
    {},
    `Name the column or file with --${name}; see nap evaluate --help`,
  );
}
