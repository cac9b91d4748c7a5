import type { Golden, GoldenData, Table } from "./adapter.ts";

type Cell = number | string | null;

/** Which columns of which file a case on a panel uses. */
export interface PanelSource {
  table: Table;
  y: string;
  id: string;
  time: string;
  /** First treated time of each row's unit; from a 0/1 column where the file has no such column. */
  first: (number | null)[];
  /** The treatment's column where `first` does not tell all of it: it ends again, or has degrees. */
  switching: string | null;
}

/** Keys of `data.columns` that stand for the same thing. */
const KEYS = {
  y: ["y", "outcome", "yname"],
  id: ["id", "unit", "i", "idname", "state", "firm"],
  time: ["time", "year", "t", "tname"],
  g: ["g", "gname", "first", "first_treated", "cohort"],
  treat: ["treat", "treatment", "treated", "d"],
} as const;

type Key = keyof typeof KEYS;

/** Arguments of the peers' calls that name them. */
const ARGUMENTS: Record<Key, readonly string[]> = {
  y: ["yname", "y"],
  id: ["idname", "id_var", "i"],
  time: ["tname", "time_var", "t"],
  g: ["gname", "g"],
  treat: ["treatment", "treat"],
};

const USUAL: Record<Key, readonly string[]> = {
  y: ["y"],
  id: ["id", "unit", "state", "State", "firm"],
  time: ["year", "Year", "time", "t"],
  g: ["g", "first.treat", "first_treat", "year_treated"],
  treat: ["treat", "treated", "post", "law", "D"],
};

export function fileOf(golden: Golden): string {
  const { data } = golden;
  return typeof data === "string" ? data : String(data.file ?? data.panel);
}

/** Names are looked for in `data`, then in the call, then among the usual ones; words in brackets may follow a name. */
export function panelSource(golden: Golden, data: GoldenData): PanelSource {
  const table = data.table(fileOf(golden));
  const given = typeof golden.data === "string" ? {} : golden.data;
  const columns = { ...given, ...((given.columns ?? {}) as object) } as Record<string, unknown>;
  const formula = readFormula(golden.call);
  const find = (key: Key): string | undefined => {
    const told = KEYS[key].map((name) => columns[name]).filter((name) => typeof name === "string");
    const names = [
      ...told.map((name) => name.split(" ")[0] as string),
      ...ARGUMENTS[key].map((name) => quoted(golden.call, name)),
      formula[key],
      ...USUAL[key],
    ];
    return names.find((name) => name !== undefined && name in table.columns);
  };
  const need = (key: Key): string => {
    const found = find(key);
    if (!found) throw new Error(`${golden.id}: no column for ${key}`);
    return found;
  };
  const names = { y: need("y"), id: need("id"), time: need("time") };
  const g = find("g");
  const treat = find("treat");
  if (g) return { table, ...names, first: (table.columns[g] ?? []).map(number), switching: null };
  if (!treat) throw new Error(`${golden.id}: neither a first treated time nor a 0/1 column`);
  const { first, ends } = datesFrom(table, names.id, names.time, treat);
  return { table, ...names, first, switching: ends ? treat : null };
}

/** The first time at which a unit's 0/1 column is 1, and whether it is ever 0 afterwards. */
function datesFrom({ columns, rows }: Table, id: string, time: string, treat: string) {
  const dates = new Map<Cell, number>();
  const each = Array.from({ length: rows }, (_, row) => ({
    unit: columns[id]?.[row] ?? null,
    at: Number(columns[time]?.[row]),
    on: columns[treat]?.[row] === null ? null : Number(columns[treat]?.[row]) === 1,
  }));
  for (const { unit, at, on } of each) {
    if (on) dates.set(unit, Math.min(at, dates.get(unit) ?? Number.POSITIVE_INFINITY));
  }
  const graded = (columns[treat] ?? []).some((value) => value !== null && value !== 0 && value !== 1);
  const over = (unit: Cell, at: number) => at > (dates.get(unit) ?? Number.POSITIVE_INFINITY);
  const ends = graded || each.some(({ unit, at, on }) => on === false && over(unit, at));
  return { first: each.map(({ unit }) => dates.get(unit) ?? 0), ends };
}

/** "feols(y ~ treat | id + year", "bacon(y ~ treat,", "feols(y ~ sunab(g, year) | id + year". */
function readFormula(call: string): Partial<Record<Key, string>> {
  const [, y, right] = /(?:feols|bacon|lm)\(\s*([\w.]+)\s*~\s*([^|]*)/.exec(call) ?? [];
  const g = /sunab\(\s*([\w.]+)/.exec(right ?? "")?.[1];
  const treat = /^\s*([\w.]+)/.exec(right ?? "")?.[1];
  return {
    ...absorbed(call),
    ...(y ? { y } : {}),
    ...(g ? { g } : {}),
    ...(treat && !g ? { treat } : {}),
  };
}

/** The first absorbed effect is the unit, the second the time: first_stage = ~ 0 | id + year. */
function absorbed(call: string): Partial<Record<Key, string>> {
  const [, id, time] = /\|\s*([\w.]+)(?:\[[\w.]+\])?\s*\+\s*([\w.]+)/.exec(call) ?? [];
  return { ...(id ? { id } : {}), ...(time ? { time } : {}) };
}

/** Value of yname = "lemp" and the like in a call. */
function quoted(call: string, name: string): string | undefined {
  return new RegExp(`\\b${name.replace(".", "\\.")}\\s*=\\s*["']([^"']+)["']`).exec(call)?.[1];
}

function number(cell: Cell): number | null {
  return typeof cell === "number" ? cell : null;
}
