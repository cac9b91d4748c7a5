import type { Label } from "../../../evaluation/core/panel.ts";
import type { SourceLine } from "../../ui/figure.ts";

/** What every section of the workbench says beside its numbers. */
export interface SectionContext {
  outcome: { id: string; label: string; unit: string; better: "higher" | "lower" };
  /** A country's name. */
  name: (unit: Label) => string;
  sources: readonly SourceLine[];
  asOf: string;
  definitionLabel: string;
  comparisonLabel: string;
  estimatorLabel: string;
}
