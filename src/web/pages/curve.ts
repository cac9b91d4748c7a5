import type { CurvePoint } from "../../evaluation/study/curve.ts";
import { type Driver, drivers as driversOf } from "../../evaluation/study/drivers.ts";
import { aboutCurve } from "../curve/about.ts";
import { CurveChart } from "../curve/chart.ts";
import { curveControls } from "../curve/controls.ts";
import { curveFigure, driversFigure, type FigureContext } from "../curve/figures.ts";
import { findings } from "../curve/findings.ts";
import { digitsFor, namesOf } from "../curve/labels.ts";
import { runBar } from "../curve/run-bar.ts";
import { CurveRunner, isComplete } from "../curve/runner.ts";
import { type CurveSummary, summaryOf } from "../curve/summary.ts";
import {
  type CurveView,
  curveSchema,
  curveSpecifications,
  plannedAmong,
  workbenchLink,
} from "../curve/view.ts";
import { whenLookChanges, whileRunning } from "../curve/watch.ts";
import type { WorkbenchData } from "../data/workbench.ts";
import { type Child, h } from "../dom.ts";
import { enginePool, type Pool } from "../engine/pool.ts";
import { count } from "../format/number.ts";
import { loadOwn } from "../own-data/store.ts";
import { withOwn } from "../own-data/with-own.ts";
import { type PageMeta, type PageTools, type Resources, startPage } from "../page.ts";
import { evidenceNav } from "../ui/evidence-nav.ts";

export function meta(data: WorkbenchData): PageMeta {
  return {
    title: "Every choice at once: the specification curve",
    description: `Does the answer depend on the choices made? Every sensible specification of the effect of twinning on ${count(data.outcomes.length)} outcomes, with the one decided beforehand marked.`,
  };
}

export function start(root: HTMLElement, given: WorkbenchData, resources: Resources = {}): void {
  const own = typeof window === "undefined" ? null : loadOwn();
  const data = withOwn(given, own);
  let begin = () => {};
  startPage<WorkbenchData, CurveView>(root, data, {
    meta,
    schema: curveSchema(data),
    build: (_, tools) => {
      const page = new CurvePage(data, tools, () =>
        enginePool({ worker: root.dataset.engine ?? "", study: resources.study ?? "" }, own),
      );
      begin = () => page.begin();
      return [
        evidenceNav("curve"),
        h("h1", {}, "Every choice at once"),
        aboutCurve(data),
        h("h2", {}, "Run it"),
        curveControls(data, tools),
        page.parts(),
      ];
    },
  });
  begin();
}

/** Ties the view, the run and what is drawn together. */
class CurvePage {
  private pool: Pool | null = null;
  private starting = false;
  private looked = "";
  private summed: { of: readonly CurvePoint[]; summary: CurveSummary } | null = null;
  private driven: { of: readonly CurvePoint[]; drivers: readonly Driver[] } | null = null;
  private chart: CurveChart | null = null;
  private readonly runner: CurveRunner;
  private readonly bar = runBar(
    () => this.run(),
    () => this.runner.cancel(),
  );
  private curvePart: HTMLElement | null = null;
  private driversPart: HTMLElement | null = null;
  private readonly throttle = whileRunning(
    () => this.chart?.busy ?? false,
    () => this.chart?.update(this.runner.state.points, false),
  );

  constructor(
    private readonly data: WorkbenchData,
    private readonly tools: PageTools<CurveView>,
    makePool: () => Pool,
  ) {
    const pool = () => {
      this.pool ??= makePool();
      return this.pool;
    };
    this.runner = new CurveRunner(pool, data.plan.seed, (what) => this.told(what));
    this.look();
  }

  parts(): Child[] {
    const { tools } = this;
    // Before the figures, so that what they draw belongs to the view.
    const sync = tools.live(() => {
      this.look();
      return null;
    });
    this.curvePart = tools.live((_, width) => this.drawCurve(width), { class: "curve-part" });
    this.driversPart = tools.live((_, width) => this.drawDrivers(width));
    tools.onChange((view) => {
      this.bar.settle(this.runner.state);
      const { state } = this.runner;
      // An address that says "run" must not start something that its reader has not asked for.
      if (!this.starting && view.run === "1" && state.status !== "running" && !isComplete(state))
        tools.set({ run: "" });
    });
    return [sync, this.bar.element, this.curvePart, this.driversPart];
  }

  /** In the browser, once the page stands. */
  begin(): void {
    this.bar.settle(this.runner.state);
    if (typeof window === "undefined") return;
    whenLookChanges(() => this.chart?.repaint());
    if (this.tools.view().run === "1") void this.runner.run();
  }

  private run(): void {
    this.starting = true;
    this.tools.set({ run: "1" });
    this.starting = false;
    // In a task of its own: the button has answered by then.
    setTimeout(() => void this.runner.run(), 0);
  }

  private look(): void {
    const view = this.tools.view();
    // Thousands of specifications are not listed anew when only the address says "run".
    const key = JSON.stringify({ ...view, run: "" });
    if (key === this.looked) return;
    this.looked = key;
    this.runner.show(curveSpecifications(view, this.data), Number(view.draws));
  }

  private told(what: "more" | "state"): void {
    const { state } = this.runner;
    if (what === "more") {
      this.bar.progress(state);
      this.throttle();
      return;
    }
    this.bar.settle(state);
    // Each in a task of its own, so that the page can answer in between.
    const ended = state.status !== "running";
    const steps = [
      () => ended && this.summary(),
      () => ended && this.drivers(),
      () => this.curvePart && this.tools.redraw(this.curvePart),
      () => this.driversPart && this.tools.redraw(this.driversPart),
    ];
    const next = () => {
      // What has changed meanwhile brings its own steps.
      const now = this.runner.state;
      if (ended ? now !== state : now.status !== "running") return;
      steps.shift()?.();
      if (steps.length > 0) setTimeout(next, 0);
    };
    next();
  }

  private summary(): CurveSummary {
    const { points } = this.runner.state;
    if (this.summed?.of !== points) this.summed = { of: points, summary: summaryOf(points) };
    return this.summed.summary;
  }

  private drivers(): readonly Driver[] {
    const { points } = this.runner.state;
    if (this.driven?.of !== points) this.driven = { of: points, drivers: driversOf(points) };
    return this.driven.drivers;
  }

  private context(): FigureContext {
    const { data } = this;
    const { outcome, draws } = this.tools.view();
    const own = data.outcomes.find(({ id }) => id === outcome);
    const planned = data.plan.outcomes.find((one) => one.outcome === outcome);
    const unit = own?.unit ?? "";
    return {
      outcome: own?.label ?? outcome,
      outcomeId: outcome,
      unit,
      better: own?.better ?? "higher",
      digits: digitsFor(unit),
      smallest: planned?.smallestEffect ?? null,
      names: namesOf(data),
      draws: Number(draws),
      seed: data.plan.seed,
      sources: own?.sources ?? [],
    };
  }

  private drawCurve(width: number): Child {
    this.chart?.stop();
    this.chart = null;
    const { points, specifications, status } = this.runner.state;
    if (status !== "running" && points.length === 0) return null;
    const { data } = this;
    const context = this.context();
    this.chart = new CurveChart({
      ...context,
      width,
      specifications,
      planned: (all) => plannedAmong(all, data),
      link: (one) => workbenchLink(one, data),
    });
    this.chart.update(points, status !== "running");
    if (status === "running")
      return [h("h3", { class: "coming" }, "Estimates as they come, sorted"), this.chart.element];
    const summary = this.summary();
    const complete = isComplete(this.runner.state);
    return [curveFigure(this.chart.element, points, summary, this.drivers(), complete, context)];
  }

  private drawDrivers(width: number): Child {
    if (this.runner.state.status === "running" || this.summary().found.length === 0) return null;
    const { data } = this;
    const context = this.context();
    const drivers = this.drivers();
    const { found } = this.summary();
    const inPlan = data.plan.outcomes.some(({ outcome }) => outcome === context.outcomeId);
    const planned = plannedAmong(found, data);
    const link = planned ? workbenchLink(planned.specification, data) : null;
    return [
      findings(this.summary(), planned, inPlan, link, isComplete(this.runner.state), context),
      h("h2", { id: "drivers" }, "What drives it"),
      driversFigure(drivers, width, context),
    ];
  }
}
