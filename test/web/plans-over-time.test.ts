import { parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Curve, PlansOverTimeData, RenewalResult } from "../../src/web/data/plans-over-time.ts";
import { meta, start } from "../../src/web/pages/plans-over-time.ts";
import { plansSchema } from "../../src/web/plans-over-time/view.ts";
import { changeText, renewalTitle, yearsText } from "../../src/web/plans-over-time/words.ts";
import { readView, writeView } from "../../src/web/state/url.ts";

const globals = globalThis as { document?: unknown };
let root: HTMLElement;
beforeEach(() => {
  const { document } = parseHTML('<html><body><div id="app" data-base="./"></div></body></html>');
  globals.document = document;
  root = document.getElementById("app") as unknown as HTMLElement;
});
afterEach(() => {
  globals.document = undefined;
});

const curve: Curve = {
  time: [2, 4],
  atRisk: [3, 1],
  events: [1, 1],
  survival: [0.6667, 0],
  low: [0.3, null],
  high: [1, null],
};
const ratio = { ratio: { ratio: 1.2, low: 0.6, high: 2.4 }, why: null } as const;
const none = { ratio: null, why: "too little overlaps" } as const;

const renewal = (change: Partial<RenewalResult> = {}): RenewalResult => ({
  definition: "twinning",
  generation: "all",
  plans: 4,
  events: 3,
  plansTwinned: 2,
  eventsTwinned: 1,
  current: ratio,
  p: 0.4,
  pModel: 0.3,
  detectable: 2.5,
  proportional: 0.6,
  curves: { twinned: curve, other: curve },
  twinnedPlans: ["FIN-1", "KEN-1"],
  turnedPlans: ["FIN-1"],
  undated: ["NOR-1"],
  landmarks: [{ at: 2, plans: 3, events: 2, plansTwinned: 1, eventsTwinned: 1, found: none }],
  ever: {
    found: { ratio: { ratio: 0.9, low: 0.5, high: 1.8 }, why: null },
    twinned: curve,
    other: curve,
    immortalYears: 3,
    years: 9,
  },
  ...change,
});

const source = { label: "register", asOf: "2025-12-04" };
const data: PlansOverTimeData = {
  sources: { plans: source, twinning: source },
  definitions: [
    { id: "twinning", label: "Twinning", statement: "As stated." },
    { id: "wider", label: "Wider", statement: "More." },
  ],
  lastYear: 2025,
  plans: {
    "FIN-1": { name: "Finland, plan 1 of 2008", iso3: "FIN" },
    "KEN-1": { name: "Kenya, plan 1 of 2016", iso3: "KEN" },
    "NOR-1": { name: "Norway, plan 1 of 2006", iso3: "NOR" },
  },
  leftOut: [{ reason: "year of adoption not known", plans: ["NOR-1"] }],
  renewal: [renewal(), renewal({ definition: "wider", current: none, p: null })],
  alpha: 0.05,
  smallestRatio: 1.5,
  cooperation: [
    {
      definition: "twinning",
      n: 1,
      adopted: 1,
      curve: null,
      median: null,
      countries: [
        {
          iso3: "KEN",
          name: "Kenya",
          roles: ["supported"],
          since: 2010,
          plans: [2016],
          order: "after",
          why: null,
        },
        {
          iso3: "FIN",
          name: "Finland",
          roles: [],
          since: 2010,
          plans: [2008, 2012],
          order: "before",
          why: null,
        },
        {
          iso3: "NOR",
          name: "Norway",
          roles: [],
          since: null,
          plans: [2006],
          order: "unknown",
          why: "year of the cooperation unknown",
        },
      ],
    },
  ],
  kinds: [
    { id: "all", label: "All kinds" },
    { id: "twinning", label: "Twinning" },
  ],
  durations: [
    {
      kind: "all",
      n: 3,
      ended: 1,
      ongoing: 1,
      unknown: 1,
      shortest: curve,
      longest: curve,
      between: [{ left: 2, right: 2, mass: 1, survival: 0 }],
      medians: { shortest: 2, longest: 4, between: [2, 2] },
      converged: true,
    },
  ],
  lines: [
    {
      id: "P1",
      name: "One",
      kind: "twinning",
      status: "completed",
      start: 2010,
      last: 2012,
      end: "ended",
      event: false,
    },
    {
      id: "P2",
      name: "Two",
      kind: "twinning",
      status: "active",
      start: 2015,
      last: 2017,
      end: "ongoing",
      event: false,
    },
    {
      id: "P3",
      name: "Three",
      kind: "twinning",
      status: "unknown",
      start: 2018,
      last: 2018,
      end: "unknown",
      event: false,
    },
    {
      id: "P4",
      name: "Day",
      kind: "peer_exchange_network",
      status: "completed",
      start: 2018,
      last: 2018,
      end: "ended",
      event: true,
    },
  ],
  without: [{ id: "P5", name: "Plan", kind: "cross_learning", why: "announced" }],
};

const text = (selector: string) => root.querySelector(selector)?.textContent ?? "";

describe("the page Plans over time without a browser", () => {
  it("shows each part as a figure with its table, and nothing undefined", () => {
    start(root, data);
    expect([...root.querySelectorAll("figure")].map(({ id }) => id)).toEqual([
      "renewal-by-current-twinning",
      "wrong-ever-twinned",
      "renewal-rate-ratios",
      "cooperation-to-adoption",
      "partnership-duration",
      "partnership-lines",
    ]);
    for (const figure of root.querySelectorAll("figure"))
      expect(figure.querySelector("tbody tr"), figure.id).not.toBeNull();
    expect(root.textContent).not.toMatch(/\bundefined\b|\bNaN\b|\[object Object\]|Infinity/);
    expect(meta(data).description).toContain("2025");
  });

  it("labels the biased comparison wherever it stands", () => {
    start(root, data);
    expect(text("#wrong-ever-twinned-title")).toMatch(/^Wrong on purpose/);
    expect(text("#wrong-ever-twinned svg")).toContain("wrong on purpose");
    expect(text("#renewal-rate-ratios .struck")).toBe("Ever twinned, from adoption");
    expect(text(".why-wrong")).toContain("lower by 25% (0.90 instead of 1.20)");
    expect(text("#wrong-ever-twinned .chart-note")).toContain("3 of the 9 plan-years");
  });

  it("names who is left out and who is not drawn", () => {
    start(root, data);
    expect(text(".left-out summary")).toBe("2 plans left out, and why");
    expect(text("#cooperation-to-adoption .chart-note")).toContain("Norway");
    expect(text("#cooperation-to-adoption-title")).toContain("1 unknown");
    expect(text("#partnership-lines .chart-note")).toMatch(/^1 of those going on/);
  });

  it("says that it cannot tell where there are too few", () => {
    start(root, data);
    expect(root.textContent).toContain("Waiting time: cannot tell.");
    expect(text("#partnership-duration .empty")).toMatch(/^Cannot tell: 3 arrangements/);
    expect(root.querySelectorAll("#partnership-lines tbody tr")).toHaveLength(3);
  });

  it("offers no script where there is no engine to write it", () => {
    start(root, data);
    expect(root.querySelector("#save-spells-script")).toBeNull();
    root.dataset.engine = "/engine.js";
    start(root, data, { study: "study.json" });
    expect(root.querySelector("#save-spells-script")).not.toBeNull();
  });
});

describe("the words", () => {
  it("never call a wide interval a finding", () => {
    expect(renewalTitle(renewal(), 0.05, 1.5)).toMatch(/cannot tell$/);
    expect(renewalTitle(renewal({ detectable: 1.4 }), 0.05, 1.5)).toMatch(/no sign of a difference$/);
    expect(renewalTitle(renewal({ p: 0.01 }), 0.05, 1.5)).toMatch(
      /more than chance explains before correction/,
    );
    expect(renewalTitle(renewal({ current: none, p: null }), 0.05, 1.5)).toContain("too little overlaps");
  });

  it("give years and changes as they are", () => {
    expect([yearsText(1), yearsText(4), yearsText(3.5)]).toEqual(["1 year", "4 years", "3.5 years"]);
    expect([changeText(1, 0.9), changeText(1, 1.2), changeText(1, 1.001)]).toEqual([
      "lower by 10%",
      "higher by 20%",
      "not changed by as much as 1%",
    ]);
  });

  it("hold a view in the address and survive nonsense", () => {
    const schema = plansSchema(data);
    const view = readView(schema, "?definition=wider&generation=2&kind=twinning");
    expect(view).toEqual({ definition: "wider", generation: "2", kind: "twinning" });
    expect(writeView(schema, view, "")).toBe("?definition=wider&generation=2&kind=twinning");
    expect(readView(schema, "?definition=__proto__&generation=9&kind=x")).toEqual({
      definition: "twinning",
      generation: "all",
      kind: "all",
    });
  });
});
