import type { Panel } from "../core/panel.ts";
import { rComment, rDataFrame, rName, rOurs } from "./r-text.ts";

export interface PanelScriptRequest {
  /** What was asked, in words; first lines of the script. */
  about: readonly string[];
  /** Numbers that the script is to reproduce. */
  ours: readonly { name: ReproducedEffect; value: number | null }[];
}

/** What the script computes in base R alone. */
export type ReproducedEffect = "twfe" | "imputation" | "cs_never" | "cs_not_yet";

/**
 * A runnable R script that holds the very data of a panel and finds the effects again: in base R without any package,
 * and with `fixest` and `did` where they are installed.
 */
export function panelScript(panel: Panel, request: PanelScriptRequest): string {
  const covariates = panel.covariates.map(({ name }) => name);
  return `${[
    rComment([
      ...request.about,
      "Rows without an outcome are not in the data. first = first treated time; Inf = never.",
    ]),
    rDataFrame("d", columnsOf(panel)),
    rOurs(request.ours.filter(({ name }) => !(panel.onlyLater && name === "cs_never"))),
    BASE,
    covariates.length > 0 ? adjusted(covariates) : "",
    "theirs <- c(\n  twfe = twfe(d),\n  imputation = imputation(d),\n  cs_never = callaway_santanna(d, FALSE),\n  cs_not_yet = callaway_santanna(d, TRUE)\n)[names(ours)]",
    "print(cbind(ours, base_R = theirs, difference = ours - theirs), digits = 10)",
    packages(covariates),
    'if (any(abs(ours - theirs) > 1e-6 * pmax(1, abs(theirs)), na.rm = TRUE)) stop("The numbers differ")',
    'cat("The numbers agree.\\n")',
  ]
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}

function columnsOf(panel: Panel): Record<string, (string | number)[]> {
  const cells: number[] = [];
  for (let cell = 0; cell < panel.n * panel.t; cell++) if (panel.observed[cell]) cells.push(cell);
  const unitOf = (cell: number) => Math.floor(cell / panel.t);
  const columns: Record<string, (string | number)[]> = {
    unit: cells.map((cell) => panel.units[unitOf(cell)]!),
    time: cells.map((cell) => panel.times[cell % panel.t]!),
    y: cells.map((cell) => panel.outcome[cell]!),
    first: cells.map((cell) => panel.first[unitOf(cell)]!),
    cluster: cells.map((cell) => panel.clusters[panel.cluster[unitOf(cell)]!]!),
  };
  if (panel.strata) columns.stratum = cells.map((cell) => panel.strataLabels[panel.strata![unitOf(cell)]!]!);
  for (const { name, values } of panel.covariates) columns[name] = cells.map((cell) => values[cell]!);
  return columns;
}

const BASE = `d$treated <- as.numeric(d$time >= d$first)

# Two-way fixed effects: one coefficient.
twfe <- function(d) unname(coef(lm(y ~ treated + factor(unit) + factor(time), d))["treated"])

# Imputation: unit and time effects from untreated cells only; mean of what they leave in treated cells.
imputation <- function(d) {
  fit <- lm(y ~ 0 + factor(unit) + factor(time), d, subset = treated == 0)
  units <- names(which(tapply(d$treated == 0, d$unit, any)))
  cells <- d[d$treated == 1 & d$unit %in% units & d$time %in% d$time[d$treated == 0], ]
  mean(cells$y - suppressWarnings(predict(fit, cells)))
}

# Callaway and Sant'Anna without covariates: every cohort and time after treatment against those not treated, change
# since the last time before treatment, units observed at both; mean with cohort sizes.
callaway_santanna <- function(d, not_yet) {
  times <- sort(unique(d$time))
  total <- weight <- 0
  for (g in sort(unique(d$first[is.finite(d$first) & d$first <= max(times)]))) {
    start <- which(times >= g)[1]
    if (start == 1) next
    base <- d[d$time == times[start - 1], c("unit", "y")]
    size <- length(unique(d$unit[d$first == g]))
    for (s in times[start:length(times)]) {
      now <- merge(d[d$time == s, c("unit", "y", "first")], base, by = "unit", suffixes = c("", ".base"))
      change <- now$y - now$y.base
      compared <- if (not_yet) now$first > s else !is.finite(now$first) | now$first > max(times)
      if (!any(now$first == g) || !any(compared)) next
      total <- total + size * (mean(change[now$first == g]) - mean(change[compared]))
      weight <- weight + size
    }
  }
  total / weight
}`;

/** The same covariance adjustment: outcome and treatment less what the covariates explain within units and times. */
function adjusted(covariates: readonly string[]): string {
  const terms = covariates.map(rName).join(" + ");
  return `# With covariates: each effect is that on the adjusted outcome over that on the adjusted treatment.
fit <- lm(cbind(y, treated) ~ ${terms} + factor(unit) + factor(time), d)
rest <- as.matrix(d[, c("y", "treated")]) - as.matrix(d[, ${rVector(covariates)}]) %*% coef(fit)[${rVector(covariates)}, ]
with_series <- function(f) {
  force(f)
  function(d, ...) f(transform(d, y = rest[, "y"]), ...) / f(transform(d, y = rest[, "treated"]), ...)
}
twfe <- with_series(twfe)
imputation <- with_series(imputation)
callaway_santanna <- with_series(callaway_santanna)`;
}

const rVector = (names: readonly string[]) => `c(${names.map((name) => `"${name}"`).join(", ")})`;

function packages(covariates: readonly string[]): string {
  const terms = covariates.map((name) => ` + ${rName(name)}`).join("");
  const formula = covariates.length === 0 ? "~1" : `~${covariates.map(rName).join(" + ")}`;
  return `if (requireNamespace("fixest", quietly = TRUE)) {
  print(fixest::feols(y ~ treated${terms} | unit + time, d, cluster = ~cluster))
}
if (requireNamespace("did", quietly = TRUE)) {
  d$id <- as.integer(factor(d$unit))
  d$g <- ifelse(is.finite(d$first), d$first, 0)
  for (control in c("nevertreated", "notyettreated")) {
    cells <- did::att_gt("y", "time", "id", "g", data = d, xformla = ${formula}, control_group = control, bstrap = FALSE, cband = FALSE)
    print(did::aggte(cells, type = "simple", bstrap = FALSE, cband = FALSE, na.rm = TRUE))
  }
}`;
}
