import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { plain } from "../../src/cli/evaluate/plain.ts";
import { realEffects } from "../../src/effects.ts";
import { makeSpells } from "../../src/evaluation/core/spells.ts";
import { applyRule } from "../../src/evaluation/study/compose-definition.ts";
import { runCurve } from "../../src/evaluation/study/curve.ts";
import { readAnalysisPlan } from "../../src/warehouse/analysis-plan.ts";
import { readPlanSpells } from "../../src/warehouse/plan-spells.ts";
import { readStudy } from "../../src/warehouse/study.ts";
import { RUN } from "../../src/web/engine/run.ts";
import { tempFolder } from "../support/temp.ts";
import { ROOT, testWarehouse } from "../support/warehouse.ts";
import { napHere } from "./in-process.ts";

const evaluate = (...args: string[]) => napHere(["evaluate", ...args]);
const json = async (...args: string[]) => {
  const { code, out, err } = await evaluate(...args, "--json");
  expect(code, err).toBe(0);
  return JSON.parse(out);
};
const FEW5 = [
  "--input",
  join(ROOT, "test/fixtures/goldens/data/sim_few5_dev.csv"),
  "--unit",
  "id",
  "--time",
  "year",
  "--outcome",
  "y",
  "--first-treated",
  "g",
];
const golden = async (id: string) =>
  JSON.parse(await readFile(join(ROOT, `test/fixtures/goldens/dev/${id}.json`), "utf8")).values;
const rAt = spawnSync("Rscript", ["--version"]).status === 0;

describe("nap evaluate: the verdict", () => {
  test("reads every outcome of the plan, with numbers, in words, and the plan's checksum", async () => {
    const { code, out } = await evaluate();
    expect(code).toBe(0);
    const document = await json();
    expect(document.kind).toBe("verdict");
    expect(document.verdicts.map((one: { outcome: string }) => one.outcome)).toEqual([
      "women_share_parliament_pct",
      "undp_gii_hdr2020",
      "renewal",
    ]);
    for (const one of document.verdicts) {
      expect(["helps", "harms", "no_sign", "cannot_tell", "withheld"]).toContain(one.reading);
      expect(out).toContain(one.words);
    }
    expect(out).toContain(document.sha256.slice(0, 12));
    expect(out).not.toMatch(/\bundefined\b|NaN|\bnull\b/);
    const [parliament] = document.evidence;
    expect(parliament.analysis.treated.map((one: { unit: string }) => one.unit)).toEqual([
      "AFG",
      "CHL",
      "FIN",
      "IRL",
      "KEN",
      "LBR",
      "SLV",
      "TLS",
    ]);
    expect(
      parliament.analysis.dropped.find((one: { code: string }) => one.code === "undated_twinning").items,
    ).toEqual(["Denmark", "Iceland", "Norway", "Nepal", "Philippines", "Sweden"]);
  }, 120_000);

  test("repeats itself to the last bit", async () => {
    expect((await evaluate("--json")).out).toBe((await evaluate("--json")).out);
  }, 120_000);

  test("refuses a plan that was changed after its checksum was written down", async () => {
    const root = await tempFolder();
    await mkdir(join(root, "reference"));
    const text = await readFile(join(ROOT, "data/reference/analysis-plan.json"), "utf8");
    await writeFile(
      join(root, "reference/analysis-plan.sha256"),
      await readFile(join(ROOT, "data/reference/analysis-plan.sha256")),
    );
    await writeFile(join(root, "reference/analysis-plan.json"), text);
    const { plan } = await readAnalysisPlan(realEffects(), root);
    expect(plan.planId).toBe("AP1");
    await writeFile(
      join(root, "reference/analysis-plan.json"),
      text.replace('"alpha": 0.05', '"alpha": 0.5'),
    );
    await expect(readAnalysisPlan(realEffects(), root)).rejects.toThrow(
      "The analysis plan is not the one whose checksum was written down",
    );
  });
});

describe("nap evaluate: one set of choices", () => {
  test("runs it with everything else as in the plan, and gives the classical estimator beside it", async () => {
    const document = await json(
      "--outcome",
      "women_share_parliament_pct",
      "--definition",
      "with-donor-support",
      "--estimator",
      "cs_never",
      "--draws",
      "199",
    );
    expect(document.specification).toMatchObject({
      definition: "with-donor-support",
      comparison: "with_plans",
      period: [1997, 2025],
      estimator: "cs_never",
    });
    expect(document.analysis.treated.length).toBeGreaterThan(20);
    expect(document.standard.call.method).toBe("callawaySantAnna");
    expect(document.standard.warnings.map((one: { code: string }) => one.code)).toContain(
      "as_cross_sections",
    );
  });

  test("each option changes what it says", async () => {
    const document = await json(
      "--outcome",
      "undp_gii_hdr2020",
      "--comparison",
      "all",
      "--period",
      "2005-2018",
      "--covariates",
      "log_gdp_per_capita",
      "--inference",
      "permutation_in_region",
      "--incomplete",
      "drop",
      "--draws",
      "99",
      "--seed",
      "7",
      "--level",
      "0.9",
    );
    expect(document.specification).toMatchObject({
      comparison: "all",
      period: [2005, 2018],
      covariates: ["log_gdp_per_capita"],
      inference: "permutation_in_region",
      incomplete: "drop",
    });
    expect(document.analysis.test.level).toBe(0.9);
    expect(document.analysis.dropped.map((one: { code: string }) => one.code)).toContain("incomplete_units");
  });

  test.each([
    [["--outcome", "nothing"], "There is no outcome nothing"],
    [["--estimator", "magic"], "There is no estimator magic"],
    [["--comparison", "x", "--outcome", "undp_gii_hdr2020"], "--comparison x is not known"],
    [["--period", "2010", "--outcome", "undp_gii_hdr2020"], "--period 2010 is not two years"],
    [["--draws", "1.5", "--outcome", "undp_gii_hdr2020"], "--draws 1.5 is not a whole number"],
    [["--script", "r"], "A script needs one set of choices"],
    [["--curve", "--script", "r"], "A curve has no script"],
    [["--input", "x.csv", "--curve"], "--input goes with neither"],
    [["--input", "x.csv", "--role", "peer"], "--input goes with neither"],
    [["--spells", "--date-rule", "announced"], "--spells goes with neither --role nor --date-rule"],
    [["--role", "boss"], "--role boss is not known"],
    [["--date-rule", "birthday"], "--date-rule birthday is not known"],
    [["--definition", "twinning/peer"], "twinning/peer is not a definition"],
    [["--definition", "receiving", "--role", "supporting"], "counts nobody as supporting"],
    [["--outcome", "wps_index_score"], "No twinned country has this outcome both before and after"],
  ])("%j is refused by name", async (args, words) => {
    const { code, err, out } = await evaluate(...args);
    expect(code).toBeGreaterThan(1);
    expect(err).toContain(words);
    expect(out).toBe("");
  });
});

describe("nap evaluate: who counts as twinned", () => {
  test("the rules read with the study give every definition of the mart again", async () => {
    const db = await testWarehouse();
    const study = await readStudy(db);
    db.close();
    expect(study.definitions.length).toBeGreaterThan(5);
    for (const { id, rule, since, undated } of study.definitions) {
      if (!rule) throw new Error(`${id} has no rule`);
      expect(applyRule(study, rule), id).toEqual({ since, undated });
    }
  });

  test("a role and a date rule narrow it, by option or by id alike", async () => {
    const fast = ["--draws", "99", "--estimator", "twfe"];
    const document = await json("--role", "supporting", "--date-rule", "first_activity", ...fast);
    expect(document.definition).toEqual({
      base: "twinning",
      role: "supporting",
      dateRule: "first_activity",
      id: "twinning/supporting/first_activity",
      label: "Twinning and cross-learning, supporting countries only, from the first dated activity",
    });
    expect(document.specification.definition).toBe("twinning/supporting/first_activity");
    const codes = document.analysis.dropped.map((one: { code: string }) => one.code);
    expect(codes).toContain("other_role");
    const byId = await json("--definition", "twinning/supporting/first_activity", ...fast);
    expect(byId).toEqual(document);
    const plain = await json("--role", "any", ...fast);
    expect(plain.specification.definition).toBe("twinning");
  });

  test("only those twinned later can be compared, in R too", async () => {
    const document = await json("--comparison", "not_yet", "--outcome", "undp_gii_hdr2020", "--draws", "99");
    expect(document.analysis.conleyTaber).toBeNull();
    expect(document.analysis.treated.length).toBeGreaterThan(2);
    const { err } = await evaluate("--comparison", "not_yet", "--estimator", "cs_never");
    expect(err).toContain("Nobody here is never treated");
    const cells = await json("--comparison", "not_yet", "--estimator", "callaway_santanna", "--draws", "99");
    expect(cells.standard.call.options.control).toBe("not_yet");
  });
});

describe("the same numbers wherever they are asked for", () => {
  test("verdict, one set of choices and the worker of the pages", async () => {
    const verdict = await json();
    const single = await json("--outcome", "women_share_parliament_pct");
    expect(single.analysis).toEqual(verdict.evidence[0].analysis);
    const db = await testWarehouse();
    const study = await readStudy(db);
    const spells = makeSpells(await readPlanSpells(db));
    db.close();
    const { plan } = await readAnalysisPlan(realEffects(), join(ROOT, "data"));
    const specification = { ...single.specification };
    const running = { partial: () => {}, breathe: async () => {}, cancelled: () => false };
    const chance = { draws: plan.draws, seed: plan.seed };
    const world = { study, spells, plan };
    const analysis = await RUN.analysis(world, { specification, ...chance }, running);
    expect(plain(analysis)).toEqual(single.analysis);
    const method = { specification, method: "imputation", ...chance };
    expect(plain(await RUN.method(world, method, running))).toEqual(single.standard);
  }, 120_000);
});

describe("nap evaluate: a reader's own data", () => {
  test("finds the reference values in a panel", async () => {
    const values = await golden("cs-few5dev-never-dr");
    const document = await json(...FEW5, "--estimator", "callaway_santanna", "--draws", "99");
    expect(document.standard.simple.overall.att).toBeCloseTo(values.agg_simple.overall_att, 8);
    const twfe = await json(...FEW5, "--estimator", "twfe", "--draws", "999");
    expect(twfe.standard.estimate).toBeCloseTo((await golden("twfe-few5dev")).estimate, 8);
    expect(twfe.analysis.estimate).toBeCloseTo(twfe.standard.estimate, 10);
    expect(twfe.analysis.test.p).toBeLessThan(0.01);
  });

  test("withholds the standard error of a cohort of one, in words and in numbers", async () => {
    const { out } = await evaluate(...FEW5, "--estimator", "callaway_santanna", "--draws", "99");
    expect(out).toMatch(/2008 .*withheld/);
    expect(out).toContain("judge by chance assignment");
  });

  test("finds the reference values in counting rows", async () => {
    const values = await golden("cox-tv-simdev");
    const input = join(ROOT, "test/fixtures/goldens/data/sim_surv_dev_counting.csv");
    const document = await json(
      "--spells",
      "--input",
      input,
      "--id",
      "id",
      "--start",
      "start",
      "--stop",
      "stop",
      "--event",
      "event",
      "--twinned",
      "twinned",
      "--covariates",
      "x1",
    );
    const twinned = document.standard.terms.find((one: { term: string }) => one.term === "twinned");
    expect(twinned.coef).toBeCloseTo(values.efron.coef[0].coef, 7);
  });

  test.each([
    ["unit,time,y,g\na,1,2,0\na,1,3,0\n", "two rows for time 1"],
    ["unit,time,y,g\na,1,two,0\n", "A cell is not a number (", "row 2, column y"],
    ["unit,time,y,g\na,1,2\n", "A row has 3 cells, the header 4"],
    ["unit,time,y\na,1,2\n", "The file has no column g"],
    ["unit,time,y,y\na,1,2,3\n", "A column name stands twice"],
    ['unit,time,y,g\n"a,1,2,0\n', "The CSV is broken"],
    ["unit,time,y,g\n", "The panel has no rows"],
    ["unit,time,y,g\na,,2,0\n", "A cell is empty"],
  ])("%j is refused with its place", async (text, ...words) => {
    const file = join(await tempFolder(), "panel.csv");
    await writeFile(file, text);
    const { code, err } = await evaluate(
      "--input",
      file,
      "--unit",
      "unit",
      "--time",
      "time",
      "--outcome",
      "y",
      "--first-treated",
      "g",
    );
    expect(code).toBeGreaterThan(1);
    const plain = err.replaceAll(/\s+/g, " ");
    for (const word of words) expect(plain).toContain(word.replace(" (", ""));
  });

  test("names what is missing on the command line, and a file that is not there", async () => {
    expect((await evaluate("--input", "nowhere.csv", "--unit", "a")).err).toContain("There is no such file");
    expect((await evaluate(...FEW5.slice(0, 4))).err).toContain("--time is missing");
  });
});

describe("nap evaluate --spells on the warehouse", () => {
  test("counts out the plans whose twinning has no known year", async () => {
    const document = await json("--spells");
    expect(document.standard.dropped).toContainEqual(expect.objectContaining({ code: "rows_without_value" }));
    expect(document.standard.call.options.strata).toBe(true);
  });

  test("refuses who is ever twinned, with the reason", async () => {
    const { code, err } = await evaluate("--spells", "--ever-twinned");
    expect(code).toBe(3);
    expect(err).toContain("immortal time");
    const forced = await json("--spells", "--ever-twinned", "--force-biased");
    expect(forced.standard.warnings.map((one: { code: string }) => one.code)).toContain("immortal_time_bias");
  });
});

describe("nap evaluate --curve", () => {
  test("two threads find what one finds here", async () => {
    const args = [
      "--curve",
      "--outcome",
      "undp_gii_hdr2020",
      "--definition",
      "twinning",
      "--comparison",
      "with_plans",
      "--period",
      "2000-2019",
      "--draws",
      "99",
    ];
    const document = await json(...args);
    // 4 estimators × 2 tests × 2 sets of covariates × 2 rules.
    expect(document.points).toHaveLength(32);
    const db = await testWarehouse();
    const study = await readStudy(db);
    db.close();
    const specifications = document.points.map((one: { specification: unknown }) => one.specification);
    const here = await runCurve(study, specifications, { draws: 99, seed: 1325 });
    expect(document.points).toEqual(JSON.parse(JSON.stringify(here.points)));
    const one = await json(...args, "--threads", "1");
    expect(one.points).toEqual(document.points);
    expect((await evaluate(...args)).out).toMatch(/of 32 specifications have p ≤ 0.05/);
  });
});

describe("nap evaluate --script r", () => {
  async function runR(...args: string[]): Promise<string> {
    const { code, out, err } = await evaluate(...args, "--script", "r");
    expect(code, err).toBe(0);
    const file = join(await tempFolder(), "check.R");
    await writeFile(file, out);
    const run = spawnSync("Rscript", [file], { encoding: "utf8" });
    return `${run.stdout}${run.status === 0 ? "" : run.stderr}`;
  }

  test.skipIf(!rAt)(
    "R finds the same numbers, with gaps, missing cells and covariates",
    async () => {
      expect(await runR("--outcome", "undp_gii_hdr2020")).toContain("The numbers agree");
      expect(
        await runR(
          "--outcome",
          "women_share_parliament_pct",
          "--covariates",
          "log_gdp_per_capita",
          "--definition",
          "with-donor-support",
        ),
      ).toContain("The numbers agree");
      expect(await runR("--outcome", "undp_gii_hdr2020", "--comparison", "not_yet")).toContain(
        "The numbers agree",
      );
      expect(await runR(...FEW5)).toContain("The numbers agree");
    },
    120_000,
  );

  test.skipIf(!rAt)("R's survival finds the same hazard ratio", async () => {
    expect(await runR("--spells")).toContain("The numbers agree");
  });

  test("holds the very data, whatever the labels are", async () => {
    const file = join(await tempFolder(), "odd.csv");
    const odd = ['a"b', "c)---d", "é, ü", "#e"];
    const rows = odd.flatMap((unit, k) =>
      [1, 2, 3].map(
        (time) =>
          `"${unit.replaceAll('"', '""')}",${time},${k + time * (k === 0 ? 2 : 1)},${k === 0 ? 2 : ""}`,
      ),
    );
    await writeFile(file, `unit,time,y,g\n${rows.join("\n")}\n`);
    const { code, out } = await evaluate(
      "--input",
      file,
      "--unit",
      "unit",
      "--time",
      "time",
      "--outcome",
      "y",
      "--first-treated",
      "g",
      "--script",
      "r",
    );
    expect(code).toBe(0);
    expect(out).toContain('"a""b",1,2,2,');
    expect(out).toContain('"c)---d"');
    if (rAt) {
      const script = join(await tempFolder(), "odd.R");
      await writeFile(script, out);
      expect(spawnSync("Rscript", [script], { encoding: "utf8" }).stdout).toContain("The numbers agree");
    }
  });
});
