import { describe, expect, it } from "vitest";
import { makePanel } from "../../src/evaluation/core/make-panel.ts";
import type { WorkbenchData } from "../../src/web/data/workbench.ts";
import { readView, writeView } from "../../src/web/state/url.ts";
import { panelRows } from "../../src/web/workbench/take-away.ts";
import {
  commandOf,
  definitionId,
  isPlanned,
  partsOf,
  readSpecification,
  specificationOf,
  workbenchSchema,
} from "../../src/web/workbench/view.ts";

const data = {
  asOf: "2026-01-01",
  years: [1995, 2025],
  definitions: ["twinning", "receiving"].map((id) => ({ id, label: id, statement: "" })),
  outcomes: ["a", "b"].map((id) => ({
    id,
    label: id,
    unit: "points",
    better: "higher",
    known: [1996, 2024],
    definition: "",
    caution: null,
    sources: [],
  })),
  covariates: [{ id: "x", label: "x", unit: "" }],
  countries: [],
  sha256: "",
  plan: {
    outcomes: [{ outcome: "a", period: [1997, 2025], smallestEffect: 5, reason: "" }],
    specification: {
      definition: "twinning",
      comparison: "with_plans",
      estimator: "imputation",
      inference: "permutation",
      covariates: [],
      incomplete: "keep",
    },
  },
} as unknown as WorkbenchData;
const schema = workbenchSchema(data);

describe("choices in an address", () => {
  it("are those of the plan where nothing is said, with the plan's own years for its outcomes", () => {
    expect(readSpecification("", data)).toMatchObject({ outcome: "a", period: [1997, 2025] });
    expect(readSpecification("?outcome=b", data).period).toEqual([1996, 2024]);
    expect(isPlanned(readSpecification("", data), data)).toBe(true);
    expect(isPlanned(readSpecification("?outcome=b", data), data)).toBe(false);
    expect(isPlanned(readSpecification("?incomplete=drop", data), data)).toBe(false);
  });

  it.each([
    "?outcome=b&definition=receiving%2Fsupporting%2Fany&comparison=matched&estimator=twfe&inference=permutation_in_region&period=2000-2020&covariates=x&incomplete=drop",
    "?definition=twinning%2Fany%2Ffirst_activity",
    "?outcome=own&definition=own",
  ])("survive being written and read again: %s", (search) => {
    const view = readView(schema, search);
    expect(writeView(schema, view, "")).toBe(search);
    expect(readView(schema, writeView(schema, view, ""))).toEqual(view);
  });

  it.each([
    ["period=2020-2000", { period: [1997, 2025] }],
    ["period=1900-2000", { period: [1997, 2025] }],
    ["definition=nonsense/supported/any", { definition: "twinning" }],
    ["definition=twinning/nonsense/nonsense", { definition: "twinning" }],
    ["definition=own/supported/any", { definition: "own" }],
    ["estimator=<script>", { estimator: "imputation" }],
    ["covariates=__proto__", { covariates: [] }],
  ])("that mean nothing fall back: %s", (query, expected) => {
    expect(readSpecification(`?${query}`, data)).toMatchObject(expected);
  });

  it("compose and take apart definitions without loss", () => {
    for (const id of ["twinning", "twinning/supporting/any", "receiving/any/announced"])
      expect(definitionId(partsOf(id))).toBe(id);
    expect(definitionId({ base: "twinning", role: "any", date: "any" })).toBe("twinning");
  });

  it("become a command that says every choice", () => {
    const one = specificationOf(
      readView(schema, "?definition=receiving/supported/announced&covariates=x&period=2000-2020"),
      data,
    );
    expect(commandOf(one)).toBe(
      "npx nap evaluate --outcome a --definition receiving --role supported --date-rule announced --comparison with_plans --estimator imputation --inference permutation --period 2000-2020 --covariates x --incomplete keep --json",
    );
  });
});

describe("the data behind a view", () => {
  it("has a row for each unit and time in use, never-treated units without a date", () => {
    const panel = makePanel(
      {
        unit: ["A", "A", "B", "B"],
        time: [1, 2, 1, 2],
        outcome: [1, 2, null, 4],
        firstTreated: [2, 2, null, null],
      },
      { unbalanced: "keep" },
    );
    expect(panelRows(panel)).toEqual({
      columns: ["unit", "time", "outcome", "first_treated", "stratum"],
      rows: [
        ["A", 1, 1, 2, ""],
        ["A", 2, 2, 2, ""],
        ["B", 2, 4, null, ""],
      ],
    });
  });
});
