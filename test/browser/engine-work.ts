import { makePanel } from "../../src/evaluation/core/make-panel.ts";
import { seeded } from "../../src/evaluation/core/random.ts";
import { makeSpells } from "../../src/evaluation/core/spells.ts";
import { PANEL_METHODS, panelMethod } from "../../src/evaluation/run/panel-methods.ts";
import { SPELL_METHODS, spellMethod } from "../../src/evaluation/run/spell-methods.ts";

/** Every method of the engine on made-up data, as numbers by name: the same work for Node and for a browser's worker. */
export function engineWork(): Record<string, number[]> {
  const random = seeded(21);
  const cohorts = [2005, 2005, 2007, 2007, 2007];
  const rows = Array.from({ length: 24 * 10 }, (_, r) => ({
    unit: Math.floor(r / 10),
    time: 2001 + (r % 10),
  }));
  const panel = makePanel({
    unit: rows.map(({ unit }) => unit),
    time: rows.map(({ time }) => time),
    outcome: rows.map(({ unit, time }) => unit + random.normal() + (time >= (cohorts[unit] ?? 9999) ? 2 : 0)),
    firstTreated: rows.map(({ unit }) => cohorts[unit] ?? null),
    covariates: { x: rows.map(({ unit, time }) => Math.sin(unit) + 0.01 * time) },
  });
  const lives = Array.from({ length: 80 }, (_, id) => ({
    id,
    from: id % 3 === 0 ? 1 : null,
    stop: 2 + random.integer(6),
    event: id % 4 === 0 ? 0 : 1,
  }));
  const cut = lives.flatMap(({ id, from, stop, event }) =>
    from === null
      ? [{ id, start: 0, stop, event, twinned: 0 }]
      : [
          { id, start: 0, stop: from, event: 0, twinned: 0 },
          { id, start: from, stop, event, twinned: 1 },
        ],
  );
  const spells = makeSpells({
    id: cut.map(({ id }) => id),
    start: cut.map(({ start }) => start),
    stop: cut.map(({ stop }) => stop),
    event: cut.map(({ event }) => event),
    twinned: cut.map(({ twinned }) => twinned),
  });
  const out: Record<string, number[]> = {};
  for (const { id } of PANEL_METHODS) {
    const plain = { ...panel, covariates: id === "callaway_santanna" ? panel.covariates : [] };
    out[id] = numbersIn(
      panelMethod(id).run(plain, {
        random: seeded(5),
        draws: 199,
        level: 0.95,
        control: "never",
        method: "dr",
        base: "varying",
        anticipation: 0,
        strata: false,
      }),
    );
  }
  for (const { id } of SPELL_METHODS) {
    out[`spells_${id}`] = numbersIn(
      spellMethod(id).run(spells, {
        random: seeded(5),
        draws: 99,
        level: 0.95,
        ties: "efron",
        landmark: 2,
        forceBiased: false,
        everTwinned: false,
      }),
    );
  }
  return out;
}

/** All numbers of a result in the order in which they stand in it. */
function numbersIn(value: unknown, into: number[] = []): number[] {
  if (typeof value === "number") into.push(value);
  else if (ArrayBuffer.isView(value)) for (const entry of value as Float64Array) into.push(entry);
  else if (Array.isArray(value)) for (const entry of value) numbersIn(entry, into);
  else if (value !== null && typeof value === "object")
    for (const entry of Object.values(value)) numbersIn(entry, into);
  return into;
}
