import { beforeAll, describe, expect, it } from "vitest";
import { realEffects } from "../../src/effects.ts";
import { makeSpells } from "../../src/evaluation/core/spells.ts";
import { plannedSpecification } from "../../src/evaluation/verdict/analysis-plan.ts";
import { evaluatePlan } from "../../src/evaluation/verdict/evaluate-plan.ts";
import { workbenchFor } from "../../src/site/page-data/workbench.ts";
import { readAnalysisPlan } from "../../src/warehouse/analysis-plan.ts";
import type { StudyFile } from "../../src/web/data/workbench.ts";
import { type Opened, RUN } from "../../src/web/engine/run.ts";
import type { Headline } from "../../src/web/engine/tasks.ts";
import { testPaths, testWarehouse } from "../support/warehouse.ts";

let world: Opened;
let file: StudyFile;
beforeAll(async () => {
  const db = await testWarehouse();
  const analysis = await readAnalysisPlan(realEffects(), testPaths().data);
  const made = await workbenchFor(db, {
    published: "",
    live: { state: "", sources: [], refreshes: [] },
    analysis,
  });
  db.close();
  // As the worker gets it: through JSON.
  file = JSON.parse(JSON.stringify(made.file)) as StudyFile;
  world = { study: file.study, spells: makeSpells(file.spells), plan: file.plan };
});

const quiet = { partial: () => undefined, breathe: async () => undefined, cancelled: () => false };

describe("tasks of the page's worker", () => {
  it("find for each outcome of the plan what the verdict rests on, the headline first", async () => {
    const result = evaluatePlan(world.study, world.spells, world.plan);
    for (const { planned, analysis } of result.evidence) {
      const early: Headline[] = [];
      const whole = await RUN.analysis(
        world,
        {
          specification: plannedSpecification(world.plan, planned),
          draws: world.plan.draws,
          seed: world.plan.seed,
        },
        { ...quiet, partial: (one) => early.push(one) },
      );
      expect(whole).toEqual(analysis);
      expect(early.map(({ test }) => test.draws)).toEqual([999, world.plan.draws]);
      expect(early[0]?.estimate).toBe(analysis?.estimate);
      expect(early[1]?.test).toEqual(analysis?.test);
      expect(early[1]).toMatchObject({
        estimate: analysis?.estimate,
        detectable: analysis?.detectable,
        treated: analysis?.treated,
        compared: analysis?.compared.length,
      });
    }
  });

  it("end after the headline when cancelled", async () => {
    const [planned] = world.plan.outcomes;
    if (!planned) throw new Error("The plan has no outcome");
    const early: Headline[] = [];
    const run = RUN.analysis(
      world,
      { specification: plannedSpecification(world.plan, planned), draws: 99, seed: 1 },
      { ...quiet, partial: (one) => early.push(one), cancelled: () => true },
    );
    await expect(run).rejects.toThrow("cancelled");
    expect(early).toHaveLength(1);
  });

  it("write a script that holds the data", async () => {
    const [planned] = world.plan.outcomes;
    if (!planned) throw new Error("The plan has no outcome");
    const specification = plannedSpecification(world.plan, planned);
    const script = await RUN.script(world, { specification }, quiet);
    expect(script).toContain(world.study.asOf);
    expect(script).toContain("LBR");
    expect(await RUN.spellsScript(world, {}, quiet)).toContain("coxph");
  });
});
