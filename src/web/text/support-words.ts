import type { MarkerFigure, MarkerPanel } from "../../funding/marker.ts";
import { type Matrix, REGIONAL, SEVERAL } from "../../funding/supports.ts";
import type { AidFigure, Support } from "../../funding/types.ts";
import { capital, count, fixed, inWords, plural } from "../format/number.ts";

/** Finding on who supports whom; counts of documents, never of money. */
export function supportsTitle(matrix: Matrix, shown: readonly Support[]): string {
  if (shown.length === 0) return "No documented support matches this choice";
  const countries = matrix.rows.filter((r) => r.code !== SEVERAL && r.code !== REGIONAL).length;
  const pairs = matrix.cells.filter((c) => c.row !== SEVERAL && c.row !== REGIONAL);
  const twinned = pairs.filter((c) => c.pair !== null).length;
  const also =
    twinned === 0
      ? "no pair among them is also twinned"
      : `${inWords(twinned)} of ${plural(pairs.length, "pair")} ${twinned === 1 ? "is" : "are"} also twinned`;
  return `${plural(shown.length, "documented support")} from ${plural(matrix.donors.length, "donor")} ${
    countries === 0 ? "name no single country" : `name ${plural(countries, "country", "countries")}`
  }; ${also}`.replace(/^1 documented support from 1 donor name /, "1 documented support from 1 donor names ");
}

export function amountsTitle(shown: readonly Support[]): string {
  if (shown.length === 0) return "No documented support matches this choice";
  const stated = shown.filter((s) => s.amount !== null);
  const dollars = stated.filter((s) => s.usd !== null);
  if (stated.length === 0) return `No amount is stated for any of ${plural(shown.length, "support")}`;
  const first = `An amount is stated for ${count(stated.length)} of ${plural(shown.length, "documented support")}`;
  const missing = stated.length - dollars.length;
  return missing === 0
    ? first
    : `${first}; ${inWords(missing)} of them ${missing === 1 ? "has" : "have"} no year and so no dollars`;
}

const billions = (f: MarkerFigure) => `USD ${fixed(f.value / 1000, 1)} billion`;
const years = (f: MarkerFigure) => (f.from === f.to ? `${f.from}` : `${f.from}–${f.to}`);

/** Finding on marker aid in amounts: the last figure of the widest marker, beside the one for principal aims. */
export function markerAmountTitle(panels: readonly MarkerPanel[]): string {
  const last = (marker: string) =>
    panels.find((p) => p.marker === marker && p.scope === "allocable")?.figures.at(-1);
  const both = last("gender_1+2");
  const principal = last("gender_2");
  if (!both) return "No amount of gender-marked aid is on record";
  const first = `${capital(billions(both))} of aid a year was marked for gender equality in ${years(both)}`;
  if (!principal) return first;
  return `${first}; as the principal aim, the latest figure is ${billions(principal)} (${years(principal)})`;
}

export function markerShareTitle(panels: readonly MarkerPanel[]): string {
  const both = panels.find((p) => p.marker === "gender_1+2" && p.scope === "allocable")?.figures ?? [];
  const principal = panels.find((p) => p.marker === "gender_2" && p.scope === "allocable")?.figures ?? [];
  const first = both[0];
  const last = both.at(-1);
  if (!first || !last) return "No share of gender-marked aid is on record";
  const range = [...principal].sort((a, b) => a.value - b.value);
  const low = range[0];
  const high = range.at(-1);
  const aim =
    !low || !high
      ? ""
      : low.value === high.value
        ? `; as the principal aim ${fixed(low.value, 0)}% in every period published`
        : `; as the principal aim ${fixed(low.value, 0)}% to ${fixed(high.value, 0)}%`;
  const moved =
    first === last
      ? `${fixed(last.value, 0)}% of aid was marked in ${years(last)}, the only period published`
      : `Marked aid was ${fixed(first.value, 0)}% in ${years(first)} and ${fixed(last.value, 0)}% in ${years(last)}`;
  return `${moved}${aim}`;
}

export function fundsTitle(rows: readonly AidFigure[], stages: number): string {
  if (rows.length === 0) return "No figure of a fund is on record";
  return `${plural(rows.length, "figure")} on two peace funds at ${plural(stages, "stage")}; they overlap and cannot be added`;
}
