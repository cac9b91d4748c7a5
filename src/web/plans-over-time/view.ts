import type { Generation, PlansOverTimeData } from "../data/plans-over-time.ts";
import { oneOf, type Schema } from "../state/url.ts";

export interface PlansView {
  definition: string;
  generation: Generation;
  kind: string;
}

export const GENERATION_LABEL: Record<Generation, string> = {
  all: "All generations",
  "1": "First plans",
  "2": "Second plans",
  "3": "Third and later plans",
};

/** How the page's view stands in its address. */
export const plansSchema = (data: PlansOverTimeData): Schema<PlansView> => ({
  definition: oneOf(
    data.definitions.map(({ id }) => id),
    data.definitions[0]?.id ?? "",
  ),
  generation: oneOf(Object.keys(GENERATION_LABEL) as Generation[], "all"),
  kind: oneOf(
    data.kinds.map(({ id }) => id),
    data.kinds[0]?.id ?? "",
  ),
});
