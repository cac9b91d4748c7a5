import type { Label } from "../core/panel.ts";
import type { Spells } from "../core/spells.ts";

/** Some rows of the spells, in the order given; ids, strata and clusters that no row has are left out. */
export function selectSpells(spells: Spells, rows: readonly number[]): Spells {
  const pick = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]!);
  const id = recode(spells.id, spells.ids, rows);
  const cluster = recode(spells.cluster, spells.clusters, rows);
  const strata = spells.strata ? recode(spells.strata, spells.strataLabels, rows) : null;
  return {
    ...spells,
    n: rows.length,
    start: pick(spells.start),
    stop: pick(spells.stop),
    event: Uint8Array.from(rows, (i) => spells.event[i]!),
    id: id.codes,
    ids: id.labels,
    twinned: pick(spells.twinned),
    twinnedFrom: spells.twinnedFrom ? pick(spells.twinnedFrom) : null,
    covariates: spells.covariates.map(({ name, values }) => ({ name, values: pick(values) })),
    strata: strata?.codes ?? null,
    strataLabels: strata?.labels ?? [],
    cluster: cluster.codes,
    clusters: cluster.labels,
    weights: spells.weights ? pick(spells.weights) : null,
    row: Int32Array.from(rows, (i) => spells.row[i]!),
  };
}

function recode(codes: Int32Array, labels: readonly Label[], rows: readonly number[]) {
  const present = [...new Set(rows.map((i) => codes[i]!))].sort((a, b) => a - b);
  const position = new Map(present.map((code, index) => [code, index]));
  return {
    codes: Int32Array.from(rows, (i) => position.get(codes[i]!) as number),
    labels: present.map((code) => labels[code]!),
  };
}
