import { EvaluationError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import type { ResultBase } from "../core/result.ts";
import type { Spells } from "../core/spells.ts";
import { cox } from "../survival/cox.ts";
import { discreteHazard } from "../survival/discrete-hazard.ts";
import { kaplanMeier, simonMakuch } from "../survival/kaplan-meier.ts";
import { landmark } from "../survival/landmark.ts";
import { logRank } from "../survival/log-rank.ts";
import { permuteTwinDates } from "../survival/permute-twin-dates.ts";
import { personPeriods } from "../survival/person-periods.ts";

export interface SpellRun {
  random: Random;
  draws: number;
  level: number;
  ties: "efron" | "breslow" | "exact";
  /** Of the landmark analysis. */
  landmark: number | null;
  /** Goes on where who is twinned later decides the group, and labels the result as biased. */
  forceBiased: boolean;
  everTwinned: boolean;
}

export interface SpellMethod {
  id: string;
  label: string;
  run(spells: Spells, options: SpellRun): ResultBase;
}

const clustered = (spells: Spells) => (spells.clusters.length < spells.n ? "cluster" : "model");

/** Every estimator and test of time to an event by name, as `nap evaluate --spells --estimator` takes them. */
export const SPELL_METHODS: readonly SpellMethod[] = [
  {
    id: "cox",
    label: "Cox, twinning as it stands at each moment",
    run: (spells, { ties, level, everTwinned, forceBiased }) =>
      cox(spells, { ties, level, variance: clustered(spells), everTwinned, forceBiased }),
  },
  {
    id: "cox_firth",
    label: "Cox with Firth's penalty",
    run: (spells, { ties, level }) => cox(spells, { ties, level, firth: true, variance: "model" }),
  },
  { id: "kaplan_meier", label: "Kaplan–Meier", run: (spells, { level }) => kaplanMeier(spells, { level }) },
  {
    id: "simon_makuch",
    label: "Curves by current twinning",
    run: (spells, { level }) => simonMakuch(spells, { level }),
  },
  { id: "log_rank", label: "Log-rank by current twinning", run: (spells) => logRank(spells) },
  {
    id: "discrete_hazard",
    label: "Hazard in discrete time, complementary log-log",
    run: (spells, { level }) => discreteHazard(personPeriods(spells), { link: "cloglog", level }),
  },
  {
    id: "discrete_logit",
    label: "Hazard in discrete time, logit",
    run: (spells, { level }) => discreteHazard(personPeriods(spells), { link: "logit", level }),
  },
  {
    id: "landmark",
    label: "Cox from a landmark on",
    run: (spells, { landmark: at, ties, level }) => {
      if (at === null) {
        throw new EvaluationError(
          "A landmark analysis needs its time",
          { column: "landmark" },
          "Give --landmark 2",
        );
      }
      return cox(landmark(spells, at), { ties, level, variance: clustered(spells) });
    },
  },
  {
    id: "permute_dates",
    label: "Twin dates in other hands",
    run: (spells, { random, draws }) => permuteTwinDates(spells, { random, draws }),
  },
];

/** @throws EvaluationError naming the methods there are. */
export function spellMethod(id: string): SpellMethod {
  const found = SPELL_METHODS.find((one) => one.id === id);
  if (found) return found;
  throw new EvaluationError(
    `There is no estimator ${id} for time to an event`,
    { column: "estimator", value: id },
    `Choose one of: ${SPELL_METHODS.map((one) => one.id).join(", ")}`,
  );
}
