import type { Analysis } from "../../evaluation/study/analyse.ts";
import { OWN } from "../../evaluation/study/own-data.ts";
import type { Specification } from "../../evaluation/study/specification.ts";
import { digitsFor, pWords, rangeWords, signed } from "../charts/wb-format.ts";
import type { AnswerData } from "../data/answer.ts";
import type { WorkbenchData } from "../data/workbench.ts";
import { type Child, h } from "../dom.ts";
import { Engine, EngineError, type EngineSource } from "../engine/client.ts";
import { fixed, plural } from "../format/number.ts";
import { loadOwn } from "../own-data/store.ts";
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
  const parts = [
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
export function choiceResult(one: Specification, analysis: Analysis, data: WorkbenchData): Child {
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
        `Constant effects from ${range} ${unit} fit the data; the estimate is ${effect(shown.estimate)} (${pWords(shown.p)}, not corrected). Effects below ${fixed(analysis.detectable, digits)} are easily missed. ${plural(treated, "twinned country", "twinned countries")}, ${analysis.compared.length} compared.`,
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
  const { plan } = data.workbench;
  const place = h("div", { "aria-live": "polite" }, h("p", {}, "Working on your choices …"));
  const engine = new Engine(source, isOwn(one) ? loadOwn() : null);
  const { draws, seed } = plan;
  engine
    .ask("analysis", { specification: one, draws, seed })
    .then((analysis) => {
      place.replaceChildren(
        ...[choiceResult(one, analysis, data.workbench)].filter(
          (n): n is HTMLElement => n instanceof HTMLElement,
        ),
      );
      place.dataset.done = "true";
    })
    .catch((error: unknown) => {
      const words = error instanceof EngineError ? error.message : "Your choices could not be computed.";
      place.replaceChildren(h("p", {}, words));
    })
    .finally(() => {
      engine.stop();
      changed();
    });
  return h(
    "section",
    { class: "brief-choice", "aria-labelledby": "brief-choice-title" },
    h("h2", { id: "brief-choice-title" }, "The reader’s own choice: not pre-specified"),
    h(
      "p",
      { class: "brief-fine" },
      `Chosen after the results could be seen, so it proves nothing by itself. ${choiceWords(one, data.workbench)[0]?.toUpperCase()}${choiceWords(one, data.workbench).slice(1)}`,
    ),
    place,
    isOwn(one) ? null : h("p", { class: "brief-fine" }, h("code", {}, commandOf(one))),
  );
}
