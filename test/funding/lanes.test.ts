import { describe, expect, it } from "vitest";
import { type Choice, chosenMoney, chosenPlans, knownOf, lanesOf } from "../../src/funding/lanes.ts";
import { figure, plan } from "./fixture.ts";

const ALL: Choice = {
  stage: [],
  region: "",
  definition: "twinning",
  twinned: "all",
  basis: "constant",
  sort: "amount",
};
const plans = [
  plan("AAA-1", { status: { twinning: "twinned", strict: "not_twinned" } }),
  plan("BBB-1", { region: "Europe", costedUnseen: true }),
  plan("CCC-1", { costedUnseen: true }),
  plan("DDD-1", { gap: { usdCurrent: 1, usdConstant: 1, share: 0.7, basis: "b", sources: [] } }),
];
const money = [
  figure("cost", { plan: "AAA-1" }),
  figure("beside-1", {
    plan: "BBB-1",
    country: "Bland",
    scope: "beside",
    stage: "allocated",
    usdConstant: 9e6,
    usdCurrent: 1e6,
  }),
  figure("beside-2", {
    plan: "BBB-1",
    country: "Bland",
    scope: "beside",
    stage: "allocated",
    usdConstant: null,
    usdCurrent: null,
  }),
  figure("loose", { plan: null, sequence: null, scope: "country", stage: "spent", region: "Americas" }),
];

describe("money by lane", () => {
  it("keeps a plan's own money, programmes beside it and money without a plan apart", () => {
    const lanes = lanesOf(money, plans, ALL);
    expect(lanes.map((l) => [l.id, l.figures.map((f) => f.id)])).toEqual([
      ["cost", ["cost"]],
      ["committed", []],
      ["allocated", []],
      ["spent", []],
      ["beside", ["beside-1", "beside-2"]],
      ["country", ["loose"]],
    ]);
  });

  it("counts plans, not figures, as known, and costed plans without an amount only for the cost", () => {
    const lanes = lanesOf(money, plans, ALL);
    expect(lanes.find((l) => l.id === "beside")).toMatchObject({ known: 1, plans: 4, unseen: 0 });
    expect(lanes.find((l) => l.id === "cost")).toMatchObject({ known: 1, unseen: 2 });
  });

  it("tells how much is known, each plan once", () => {
    expect(knownOf(plans, money)).toEqual({
      plans: 4,
      own: 1,
      besideOnly: 1,
      unseenOnly: 1,
      none: 2,
      gap: 1,
    });
  });

  it("filters by region, by status under the definition chosen, and by stage", () => {
    const ids = (choice: Partial<Choice>) => {
      const view = { ...ALL, ...choice };
      return chosenMoney(money, chosenPlans(plans, view), view).map((m) => m.id);
    };
    expect(ids({ region: "Europe" })).toEqual(["beside-1", "beside-2"]);
    expect(ids({ region: "Americas" })).toEqual(["loose"]);
    expect(ids({ twinned: "twinned" })).toEqual(["cost"]);
    expect(ids({ twinned: "twinned", definition: "strict" })).toEqual([]);
    expect(ids({ stage: ["cost", "country"] })).toEqual(["cost", "loose"]);
    // A stage is not a lane: spending tied to no plan is not a plan's spending.
    expect(ids({ stage: ["spent"] })).toEqual([]);
  });

  it("sorts by the basis chosen with unknown dollars last", () => {
    const order = (basis: Choice["basis"]) => chosenMoney(money, plans, { ...ALL, basis }).map((m) => m.id);
    expect(order("constant")).toEqual(["beside-1", "cost", "loose", "beside-2"]);
    expect(order("current")).toEqual(["cost", "loose", "beside-1", "beside-2"]);
  });

  it("shows no empty lane for money without a plan, but keeps empty lanes of plans: they are unknown", () => {
    const lanes = lanesOf([], plans, ALL).map((l) => l.id);
    expect(lanes).toEqual(["cost", "committed", "allocated", "spent", "beside"]);
  });
});
