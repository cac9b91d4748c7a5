import { PARTS } from "../../evaluation/indices/paternalism.ts";
import type { BenefitsData } from "../data/benefits.ts";
import { oneOf, type Param, type Schema } from "../state/url.ts";
import { EVEN_WEIGHTS } from "./indicators/asymmetry.ts";

export const MAX_WEIGHT = 4;

export interface BenefitsView {
  definition: string;
  /** A weight from 0 to 4 for each part of the index. */
  weights: readonly number[];
}

const weights: Param<readonly number[]> = {
  fallback: EVEN_WEIGHTS,
  read: (text) => {
    const all = text.split(".").map(Number);
    const fits =
      all.length === PARTS.length && all.every((w) => Number.isInteger(w) && w >= 0 && w <= MAX_WEIGHT);
    return fits && /^\d(\.\d)*$/.test(text) ? all : undefined;
  },
  write: (value) => value.join("."),
};

export const benefitsSchema = (data: BenefitsData): Schema<BenefitsView> => ({
  definition: oneOf(
    data.definitions.map((d) => d.id),
    data.definitions[0]?.id ?? "",
  ),
  weights,
});
