import type { Spells } from "../core/spells.ts";
import { rComment, rDataFrame, rName, rOurs } from "./r-text.ts";

export interface SpellsScriptRequest {
  about: readonly string[];
  ties: "efron" | "breslow" | "exact";
  covariates: readonly string[];
  /** Coefficients (log hazard ratios) and, as "se_…", their standard errors without regard to clusters. */
  ours: readonly { name: string; value: number | null }[];
}

/** A runnable R script that holds the counting rows and fits the same Cox model with `survival`, which comes with R. */
export function spellsScript(spells: Spells, request: SpellsScriptRequest): string {
  const terms = request.covariates.map(rName);
  const strata = spells.strata ? " + strata(stratum)" : "";
  const clustered = spells.clusters.length < spells.n ? ", cluster = cluster" : "";
  const weights = spells.weights ? ", weights = weight" : "";
  return `${[
    rComment(request.about),
    rDataFrame("d", columnsOf(spells)),
    rOurs(request.ours),
    "library(survival)",
    `fit <- coxph(Surv(start, stop, event) ~ ${terms.join(" + ")}${strata}, d, ties = "${request.ties}"${weights}${clustered},\n  control = coxph.control(eps = 1e-10, iter.max = 50))`,
    `variance <- if (is.null(fit$naive.var)) fit$var else fit$naive.var
theirs <- c(coef(fit), setNames(sqrt(diag(variance)), paste0("se_", names(coef(fit)))))[names(ours)]
print(cbind(ours, survival = theirs, difference = ours - theirs), digits = 10)
print(summary(fit))
print(cox.zph(fit))`,
    'if (any(abs(ours - theirs) > 1e-6 * pmax(1, abs(theirs)), na.rm = TRUE)) stop("The numbers differ")',
    'cat("The numbers agree.\\n")',
  ].join("\n\n")}\n`;
}

function columnsOf(spells: Spells): Record<string, (string | number)[]> {
  const rows = Array.from({ length: spells.n }, (_, r) => r);
  const columns: Record<string, (string | number)[]> = {
    id: rows.map((r) => spells.ids[spells.id[r]!]!),
    start: rows.map((r) => spells.start[r]!),
    stop: rows.map((r) => spells.stop[r]!),
    event: rows.map((r) => spells.event[r]!),
    cluster: rows.map((r) => spells.clusters[spells.cluster[r]!]!),
  };
  if (spells.twinnedKnown) columns.twinned = rows.map((r) => spells.twinned[r]!);
  if (spells.strata) columns.stratum = rows.map((r) => spells.strataLabels[spells.strata![r]!]!);
  if (spells.weights) columns.weight = rows.map((r) => spells.weights![r]!);
  for (const { name, values } of spells.covariates) columns[name] = rows.map((r) => values[r]!);
  return columns;
}
