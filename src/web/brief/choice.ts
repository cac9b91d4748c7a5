import type { Analysis } from "../../evaluation/study/analyse.ts";
import { OWN } from "../../evaluation/study/own-data.ts";
import type { Specification } from "../../evaluation/study/specification.ts";
import { digitsFor, pWords, rangeWords, signed } from "../charts/wb-format.ts";
import type { AnswerData } from "../data/answer.ts";
import type { WorkbenchData } from "../data/workbench.ts";
import { h } from "../dom.ts";
import { Engine, EngineError, type EngineSource } from "../engine/client.ts";
import { capital, fixed, plural } from "../format/number.ts";
import { loadOwn } from "../own-data/store.ts";
import { fitWords } from "../text/verdict-words.ts";
import { CONTROL_WORDS } from "../workbench/control-words.ts";
import { commandOf, isOwn, isPlanned, partsOf, readSpecification } from "../workbench/view.ts";
import { smallInterval } from "./small-interval.ts";

/** The reader's own choices as the address has them; null where they are those of the plan. */
export function ownChoice(search: string, data: WorkbenchData): Specification | null {
  const specification = readSpecification(search, data);
  return isPlanned(specification, data) ? null : specification;
}

type Named = "comparison" | "estimator" | "inference" | "incomplete" | "role" | "date";
const option = (control: Named, value: string) => CONTROL_WORDS[control].options[value]?.label ?? value;

/** The choices in one line. */
export function choiceWords(one: Specification, data: WorkbenchData): string {
  const { base, role, date } = partsOf(one.definition);
  const definition =
    base === OWN ? "your file" : (data.definitions.find(({ id }) => id === base)?.label ?? base);
  const covariates = one.covariates.map((id) => data.covariates.find((c) => c.id === id)?.label ?? id);
  const outcome = data.outcomes.find(({ id }) => id === one.outcome)?.label ?? "your file’s outcome";
  const parts = [
    `outcome: ${outcome}`,
    `twinned: ${definition}${role === "any" ? "" : `, ${option("role", role).toLowerCase()} only`}`,
    date === "any" ? "" : `from: ${option("date", date).toLowerCase()}`,
    `compared: ${option("comparison", one.comparison).toLowerCase()}`,
    `estimator: ${option("estimator", one.estimator)}`,
    `test: ${option("inference", one.inference)}`,
    `years ${one.period[0]} to ${one.period[1]}`,
    covariates.length > 0 ? `taken out first: ${covariates.join(", ")}` : "",
    one.incomplete === "drop" ? "countries with missing years left out" : "",
  ];
  return `${parts.filter(Boolean).join("; ")}.`;
}

/** The result of one set of choices, marked as not decided beforehand. */
export function choiceResult(one: Specification, analysis: Analysis, data: WorkbenchData): HTMLElement {
  const outcome = data.outcomes.find(({ id }) => id === one.outcome);
  const planned = data.plan.outcomes.find(({ outcome: id }) => id === one.outcome);
  const shown =
    one.inference === "conley_taber" && analysis.conleyTaber
      ? analysis.conleyTaber
      : { ...analysis.test, estimate: analysis.estimate };
  const size = planned?.smallestEffect ?? analysis.detectable;
  const digits = digitsFor(size);
  const effect = (value: number) => signed(value, digits);
  const range = rangeWords(shown.low, shown.high, effect);
  const unit = outcome?.unit ?? "";
  const treated = analysis.treated.length;
  return h(
    "div",
    { class: "brief-row" },
    h(
      "div",
      {},
      h("h3", {}, outcome?.label ?? "Your file's outcome"),
      h(
        "p",
        {},
        `${fitWords("Constant effects", shown, effect, unit)}; the estimate is ${effect(shown.estimate)} (${pWords(shown.p)}, not corrected). Effects below ${fixed(analysis.detectable, digits)} are easily missed. ${plural(treated, "twinned country", "twinned countries")}, ${analysis.compared.length} compared.`,
      ),
    ),
    h(
      "div",
      { class: "canvas" },
      smallInterval({
        estimate: shown.estimate,
        low: shown.low,
        high: shown.high,
        detectable: Number.isFinite(analysis.detectable) ? analysis.detectable : null,
        smallest: planned?.smallestEffect ?? null,
        better: outcome?.better ?? "higher",
        ratio: false,
        format: effect,
        range,
      }),
    ),
  );
}

/** The part of the brief for choices of the reader's own; it fills itself once the worker has answered. */
export function choicePart(
  data: AnswerData,
  one: Specification,
  source: EngineSource,
  changed: () => void,
): HTMLElement {
  const place = h("div", { "aria-live": "polite" }, h("p", {}, "Working on your choices …"));
  void answered(data, one, source).then((child) => {
    place.replaceChildren(child);
    place.dataset.done = "true";
    changed();
  });
  return h(
    "section",
    { class: "brief-choice", "aria-labelledby": "brief-choice-title" },
    h("h2", { id: "brief-choice-title" }, "The reader’s own choice: not pre-specified"),
    h(
      "p",
      { class: "brief-fine" },
      `Chosen when the results could be seen, so it proves nothing by itself. ${capital(choiceWords(one, data.workbench))}`,
    ),
    place,
    isOwn(one) ? null : h("p", { class: "brief-fine" }, h("code", {}, commandOf(one))),
  );
}

/** The result, or what is wrong with the choices, in words. */
async function answered(data: AnswerData, one: Specification, source: EngineSource): Promise<HTMLElement> {
  const { draws, seed } = data.workbench.plan;
  const engine = new Engine(source, isOwn(one) ? loadOwn() : null);
  try {
    const analysis = await engine.ask("analysis", { specification: one, draws, seed });
    return choiceResult(one, analysis, data.workbench);
  } catch (error) {
    const words = error instanceof EngineError ? error.message : "Your choices could not be computed";
    return h("p", {}, `${words}.`);
  } finally {
    engine.stop();
  }
}
