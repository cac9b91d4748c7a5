import { ESTIMATORS, type Estimator } from "../../evaluation/study/specification.ts";
import { digitsFor, signed } from "../charts/wb-format.ts";
import type { Answer, PanelAnswer, RenewalAnswer } from "../data/answer.ts";
import { count, fixed } from "../format/number.ts";
import { intervalWords, isPanel, styleOf } from "../text/verdict-words.ts";

type Names = ReadonlyMap<string, string>;

/** One number of every analysis, and where it is explained. */
export interface Line {
  label: string;
  /** Section of the Methods page. */
  anchor: string;
  cells: (answer: Answer, names: Names) => string;
}

const ESTIMATOR_NAME: Record<Estimator, string> = {
  imputation: "Imputation (the plan's)",
  cs_never: "Callaway–Sant'Anna, never twinned compared",
  cs_not_yet: "Callaway–Sant'Anna, not yet twinned compared",
  twfe: "Two-way fixed effects",
};

const p = (value: number | null) => (value === null ? "unknown" : fixed(value, 3));
const panelOnly =
  (render: (answer: PanelAnswer, effect: (v: number) => string, names: Names) => string) =>
  (answer: Answer, names: Names) =>
    isPanel(answer) ? render(answer, finer(answer), names) : "–";

/** One decimal more than in sentences, so that estimates can be told apart. */
const finer = (answer: PanelAnswer) => (value: number) => signed(value, digitsFor(answer.smallest) + 1);
const shown = (answer: Answer, value: number | null) =>
  value === null ? "unknown" : isPanel(answer) ? finer(answer)(value) : fixed(value, 2);

/** Every number of the answer, in the order in which a sceptic asks. */
export const LINES: Line[] = [
  { label: "Estimate", anchor: "estimators", cells: (a) => shown(a, a.estimate) },
  { label: "95% interval", anchor: "inference", cells: intervalWords },
  { label: "p, dates by chance", anchor: "permutation", cells: (a) => p(a.p) },
  { label: "p, corrected (Holm)", anchor: "inference", cells: (a) => p(a.pAdjusted) },
  {
    label: "Conley–Taber: effect, interval, p",
    anchor: "inference",
    cells: panelOnly(({ conleyTaber: ct }, effect) =>
      ct ? `${effect(ct.estimate)} (${effect(ct.low)} to ${effect(ct.high)}), p ${p(ct.p)}` : "not possible",
    ),
  },
  {
    label: "Found in four of five cases from",
    anchor: "detectable",
    cells: (a) => (a.detectable === null ? "unknown" : styleOf(a).size(a.detectable)),
  },
  { label: "Would matter from", anchor: "detectable", cells: (a) => styleOf(a).size(a.smallest) },
  {
    label: "Placebo: as if twinned earlier",
    anchor: "event-study",
    cells: panelOnly(({ pretrend: one }, effect) =>
      one
        ? `${one.lead} years earlier: ${effect(one.estimate)}, p ${p(one.p)} (${one.treated} twinned countries have such years)`
        : "not possible",
    ),
  },
  { label: "Without one country at a time", anchor: "leave-one-out", cells: panelOnly(leaveOneOutWords) },
  ...ESTIMATORS.map(
    (estimator): Line => ({
      label: ESTIMATOR_NAME[estimator],
      anchor: "estimators",
      cells: panelOnly(({ estimators }, effect) => {
        const found = estimators.find((one) => one.estimator === estimator)?.estimate ?? null;
        return found === null ? "not possible" : effect(found);
      }),
    }),
  ),
  {
    label: "p of the Cox model itself",
    anchor: "survival",
    cells: (a) => (isPanel(a) ? "–" : p((a as RenewalAnswer).pModel)),
  },
  {
    label: "Twinned, compared",
    anchor: "compared",
    cells: (a) =>
      a.used ? `${a.used.treated}, ${a.used.never} ${isPanel(a) ? "countries" : "plans"}` : "unknown",
  },
  {
    label: "Observations",
    anchor: "compared",
    cells: (a) => (a.used ? count(a.used.observations) : "unknown"),
  },
];

/** The lowest and the highest estimate when one twinned country is left out, with its name. */
export function leaveOneOutWords(
  answer: PanelAnswer,
  effect: (value: number) => string,
  names: Names,
): string {
  const known = answer.leaveOneOut.filter(
    (one): one is { iso3: string; estimate: number } => one.estimate !== null,
  );
  const sorted = known.sort((a, b) => a.estimate - b.estimate);
  const [low] = sorted;
  const high = sorted.at(-1);
  if (!low || !high) return "not possible";
  const without = (one: typeof low) => `${effect(one.estimate)} (without ${names.get(one.iso3) ?? one.iso3})`;
  return `${without(low)} to ${without(high)}`;
}
