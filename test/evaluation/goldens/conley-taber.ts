import { conleyTaber } from "../../../src/evaluation/conley-taber/conley-taber.ts";
import { fermanPinto } from "../../../src/evaluation/conley-taber/ferman-pinto.ts";
import { makePanel } from "../../../src/evaluation/core/make-panel.ts";
import { seeded } from "../../../src/evaluation/core/random.ts";
import type { Comparison, Golden, GoldenAdapter, GoldenData, Table } from "./adapter.ts";
import { fileOf } from "./panel-columns.ts";
import { simulatedPanel } from "./permutation.ts";

interface Row {
  [name: string]: number | string | null;
}

export const adapter: GoldenAdapter = {
  methods: ["Conley-Taber", "Ferman-Pinto"],
  run(golden, data) {
    return golden.method === "Conley-Taber" ? runConleyTaber(golden, data) : runFermanPinto(golden, data);
  },
};

function runConleyTaber(golden: Golden, data: GoldenData): Comparison[] {
  const panel = simulatedPanel(golden, data);
  const v = golden.values;
  const tolerance = golden.tolerance as Record<string, number>;
  const loose = (kind: string): { abs?: number; rel?: number } => {
    const abs = tolerance[`${kind}_abs`];
    const rel = tolerance[`${kind}_rel`];
    return abs === undefined && rel === undefined ? {} : { abs: abs ?? 0, rel: rel ?? 0 };
  };
  const out: Comparison[] = [];
  for (const [name, replacement] of [
    ["with_replacement", true],
    ["without_replacement", false],
  ] as const) {
    const theirs = v[name];
    if (!theirs) continue;
    const options = { replacement, draws: theirs.n as number, limit: 250_000 };
    const at95 = conleyTaber(panel, { ...options, random: seeded(1) });
    const at90 = conleyTaber(panel, { ...options, random: seeded(1), level: 0.9 });
    out.push(
      { what: `${name} n`, ours: at95.draws, theirs: theirs.n },
      { what: `${name} p`, ours: at95.tails.twoSided, theirs: theirs.p_two_sided_abs, ...loose("p") },
      { what: `${name} p lower`, ours: at95.tails.lower, theirs: theirs.p_lower, ...loose("p") },
      { what: `${name} p upper`, ours: at95.tails.upper, theirs: theirs.p_upper, ...loose("p") },
      {
        what: `${name} p equal-tailed`,
        ours: at95.tails.equalTailed,
        theirs: theirs.p_equal_tailed,
        ...loose("p"),
      },
      { what: `${name} sd`, ours: at95.se, theirs: theirs.sd, ...loose("ci") },
    );
    for (const [label, ours, reference] of [
      ["ci95", at95, theirs.ci95],
      ["ci90", at90, theirs.ci90],
    ] as const) {
      out.push(
        { what: `${name} ${label} low`, ours: ours.low, theirs: reference[0], ...loose("ci") },
        { what: `${name} ${label} high`, ours: ours.high, theirs: reference[1], ...loose("ci") },
      );
    }
  }
  const any = conleyTaber(panel, { draws: 100, random: seeded(1) });
  out.push({ what: "beta", ours: any.estimate, theirs: v.beta, ...loose("beta") });
  out.push({ what: "n_controls", ours: any.donors.length, theirs: v.n_controls });
  v.treated_ids?.forEach((id: number, j: number) => {
    out.push({ what: `treated ${j}`, ours: any.treated[j] as number, theirs: id });
  });
  v.contributions?.K?.forEach((row: number[], j: number) => {
    row.forEach((theirs, l) => {
      out.push({
        what: `K ${j},${l}`,
        ours: any.contributions[j * any.donors.length + l] ?? null,
        theirs,
      });
    });
  });
  return out;
}

function runFermanPinto(golden: Golden, data: GoldenData): Comparison[] {
  const { outcome, unit, from, size, years } = readCall(golden.call);
  const table = data.table(fileOf(golden));
  const name = "state" in table.columns ? "state" : "id";
  const all = rowsOf(table);
  const rows = all.filter(
    (row) =>
      (row[name] === unit || row.g === 0 || row.g === null) &&
      (row.year as number) >= years[0] &&
      (row.year as number) <= years[1],
  );
  const panel = makePanel({
    unit: rows.map((row) => row[name] as string),
    time: rows.map((row) => row.year as number),
    outcome: rows.map((row) => row[outcome] as number | null),
    firstTreated: rows.map((row) => (row[name] === unit ? from : 0)),
    covariates: { size: rows.map((row) => row[size] as number | null) },
  });
  const ours = fermanPinto(panel, { size: "size" });
  const v = golden.values;
  const fit = ours.variance[0]?.fit;
  const out: Comparison[] = [
    { what: "alpha", ours: ours.estimate, theirs: v.alpha },
    { what: "A", ours: fit?.a ?? null, theirs: v.A },
    { what: "B", ours: fit?.b ?? null, theirs: v.B },
    { what: "n_controls", ours: ours.donors.length, theirs: v.n_controls },
    { what: "Conley–Taber p", ours: ours.pUnscaled, theirs: v.conley_taber_p },
    { what: "p without plus 1", ours: ours.pWithoutObserved, theirs: v.p_without_plus1 },
    { what: "p", ours: ours.p, theirs: v.p },
  ];
  for (const row of v.residuals ?? []) {
    const l = ours.donors.indexOf(row[name] ?? row.unit ?? row.id);
    out.push(
      { what: `W ${ours.donors[l]}`, ours: ours.contributions[l] ?? null, theirs: row.W_centred },
      { what: `M ${ours.donors[l]}`, ours: ours.sizes.donors[l] ?? null, theirs: row.M },
      { what: `rescaled ${ours.donors[l]}`, ours: ours.rescaled[l] ?? null, theirs: row.rescaled },
    );
  }
  return out;
}

/** "y=lmurder, treated=Florida (from 1988), controls = never adopters, … (M = mean population; …)" */
function readCall(call: string) {
  const part = (pattern: RegExp) => pattern.exec(call)?.[1]?.trim() ?? "";
  const unit = part(/treated\s*=\s*([^(,]+?)\s*\(/);
  const years = /years\s+(\d+)\s*-\s*(\d+)/.exec(call);
  return {
    years: years ? ([Number(years[1]), Number(years[2])] as const) : ([-Infinity, Infinity] as const),
    outcome: part(/y\s*=\s*([A-Za-z0-9_.]+)/),
    unit: /^\d+$/.test(unit) ? Number(unit) : unit,
    from: Number(part(/\(from\s+(\d+)\)/)),
    size: part(/M\s*=\s*mean\s+([A-Za-z0-9_.]+)/) || "population",
  };
}

function rowsOf(table: Table): Row[] {
  const names = Object.keys(table.columns);
  return Array.from({ length: table.rows }, (_, r) =>
    Object.fromEntries(names.map((name) => [name, table.columns[name]?.[r] ?? null])),
  );
}
