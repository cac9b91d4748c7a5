import type { Analysis } from "../../../evaluation/study/analyse.ts";
import { fixed, pWords, rangeWords, timesOf100 } from "../../charts/wb-format.ts";
import { type ChanceBin, chanceBins, chanceHistogram } from "../../charts/wb-histogram.ts";
import { count } from "../../format/number.ts";
import { figure } from "../../ui/figure.ts";
import type { SectionContext } from "./context.ts";
import { finite } from "./headline-words.ts";
import { withNotices } from "./notices.ts";
import { effectFormat, effectUnit, noteWith, numberColumn } from "./words.ts";

type Tested = Pick<Analysis, "estimate" | "test" | "conleyTaber">;

/** The estimate among those that chance gives. */
export function permutationFigure(analysis: Tested, context: SectionContext, width: number): HTMLElement {
  const { estimate, test, conleyTaber } = analysis;
  const known = Number.isFinite(estimate);
  const bins = known ? chanceBins(test.distribution, estimate) : [];
  const { text } = effectFormat([estimate, test.low, test.high]);
  const low = finite(test.low);
  const high = finite(test.high);
  const ways = `${test.exact ? "all" : count(test.draws)} ways of giving out the years of twinning${test.exact ? ` (${count(test.draws)})` : " by chance"}`;
  const title = titleOf(test.p);
  const taber = conleyTaber
    ? `With the residuals of countries never twinned in the place of the twinned (Conley and Taber), the two-way estimate is ${text(conleyTaber.estimate)} ${effectUnit(context)}, interval ${rangeWords(finite(conleyTaber.low), finite(conleyTaber.high), text)}, ${pWords(conleyTaber.p)}.`
    : "The interval of Conley and Taber is not shown, because too few countries were never twinned.";
  const built = figure({
    id: "wb-permutation",
    title,
    subtitle: `Estimates for ${context.outcome.label}, ${context.outcome.unit}, in ${ways}, if twinning did nothing.`,
    description: `${title}: ${pWords(test.p)}. The estimate is ${text(estimate)}; effects of ${rangeWords(low, high, text)} fit the data. ${taber}`,
    chart: known
      ? chanceHistogram(
          {
            bins,
            estimate,
            low,
            high,
            text,
            share: timesOf100(test.p).replace(" times", ""),
            unit: context.outcome.unit,
          },
          width,
        )
      : null,
    empty: "Not shown, because no effect is identified under these choices.",
    rows: bins,
    columns: [
      numberColumn<ChanceBin>("from", "From", (bin) => bin.from, text),
      numberColumn<ChanceBin>("to", "To", (bin) => bin.to, text),
      {
        name: "draws",
        label: "Draws",
        value: (bin) => bin.draws,
        numeric: true,
        show: (bin) => count(bin.draws),
      },
      {
        name: "as_extreme",
        label: "As far from zero as the estimate",
        value: (bin) => bin.extreme,
        numeric: true,
        show: (bin) => count(bin.extreme),
      },
    ],
    sources: context.sources,
    note: noteWith(
      `${pWords(test.p)}; interval of ${fixed(test.level * 100, 0)}%. ${taber}`,
      "permutation",
      "chance assignment",
    ),
  });
  return withNotices(built, test.warnings, context.name);
}

function titleOf(p: number): string {
  if (p <= 0.05) return `Chance alone would rarely give such an estimate: in ${timesOf100(p)}`;
  return `Cannot tell from chance: it gives an estimate this far from zero in ${timesOf100(p)}`;
}
