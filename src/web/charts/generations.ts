import { line, type ScaleLinear, scaleLinear } from "d3";
import type { Arrangement, CountryData, PlanRecord } from "../data/country.ts";
import type { Role } from "../data/twinning.ts";
import { type Child, s } from "../dom.ts";
import { partialDate } from "../format/date.ts";
import { capital, fixed } from "../format/number.ts";
import { partnershipLink } from "../site-link.ts";
import { ordinal, periodWords } from "../text/plan-words.ts";
import { KIND_LABEL, labelOf, roleWord } from "../twinning/labels.ts";
import { yearsText } from "../twinning/sentences.ts";
import { bottomAxis } from "./axes.ts";
import { canvas, px, textWidth } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";
import {
  arrangementSpan,
  cutText,
  planSpan,
  runs,
  type Span,
  yearPoint,
  yearsShown,
} from "./generations-layout.ts";

type Scale = ScaleLinear<number, number>;
interface Band {
  marks: Child[];
  points: ExplorePoint[];
  bottom: number;
}

const LINE_BAND = 74;

/** Plans, arrangements and women in parliament of one country, one above the other on the same years. */
export function generationsChart(data: CountryData, width: number, label: string): HTMLElement {
  const [first, last] = yearsShown(data.plans, data.arrangements);
  const x = scaleLinear([first, last], [30, width - 12]);
  const plans = planBand(data, x, 16);
  const arrangements = arrangementBand(data, x, plans.bottom + 26);
  const women = womenBand(data, x, arrangements.bottom + 26);
  const bottom = women.bottom + 6;
  const ticks = x.ticks(width < 520 ? 4 : 8).filter(Number.isInteger);
  const today = x(yearPoint(data.asOf["register/plans/plans"] ?? ""));
  const chart = canvas(
    { width, height: bottom + 28 },
    ticks.map((t) => s("line", { x1: px(x(t)), x2: px(x(t)), y1: 24, y2: bottom, class: "grid" })),
    s("line", { x1: px(today), x2: px(today), y1: 20, y2: bottom, class: "as-of" }),
    s("text", { x: px(today), y: 14, "text-anchor": "middle", class: "faint" }, "register’s date"),
    plans.marks,
    arrangements.marks,
    women.marks,
    bottomAxis(x, bottom, ticks, String),
  );
  return explorable(chart, [...plans.points, ...arrangements.points, ...women.points], label);
}

const heading = (text: string, y: number) => s("text", { x: 0, y, class: "strong" }, text);

function planBand(data: CountryData, x: Scale, top: number): Band {
  const marks: Child[] = [heading("Plans", top)];
  const points: ExplorePoint[] = [];
  let y = top + 12;
  if (data.plans.length === 0) {
    marks.push(s("text", { x: x.range()[0] ?? 0, y: y + 16, class: "faint" }, "No plan found"));
    return { marks, points, bottom: y + 24 };
  }
  for (const plan of data.plans) {
    const span = planSpan(plan, data.twinning);
    const words = `${capital(ordinal(plan.sequence))} plan, ${periodWords(plan)}`;
    const tick = adoption(plan);
    const at = tick ?? span?.pieces[0]?.from ?? x.domain()[0] ?? 0;
    marks.push(labelAt(words, x, span ? ends(span, x) : [at, at], y + 15));
    marks.push(span ? bar(span, x, y + 21, 9) : unknownBar(x, y + 25));
    if (tick !== null)
      marks.push(adoptionMark(x(tick), span ? x(span.pieces[0]?.from ?? tick) : null, y + 25.5));
    points.push({ x: x(at), y: y + 25.5, title: words, detail: planDetail(plan), radius: 9 });
    y += 38;
  }
  return { marks, points, bottom: y };
}

const adoption = (plan: PlanRecord) =>
  plan.adoptedDate ? yearPoint(plan.adoptedDate) : plan.adopted === null ? null : plan.adopted + 0.5;

const planDetail = (plan: PlanRecord) =>
  `${plan.adopted === null ? "Year of adoption unknown" : `Adopted ${partialDate(plan.adoptedDate ?? String(plan.adopted))}`}. ${capital(plan.status.meaning)}.`;

/** A diamond at the adoption, joined to the bar where it lies before it. */
function adoptionMark(at: number, from: number | null, y: number): Child {
  return [
    from !== null && from > at
      ? s("line", { x1: px(at), x2: px(from), y1: y, y2: y, class: "lead-in" })
      : null,
    s("path", { d: `M${px(at)},${y - 8}l5,8l-5,8l-5,-8z`, class: "adoption" }),
  ];
}

/** A bar in its pieces; where an end is unknown it runs out in dashes and has no cap. */
function bar(span: Span, x: Scale, y: number, height: number): Child {
  return span.pieces.map((piece, i) => {
    const [x1, x2] = [px(x(piece.from)), px(x(piece.to))];
    const open = (span.openEnd && i === span.pieces.length - 1) || (span.openStart && i === 0);
    if (!open)
      return s("rect", { x: x1, y, width: px(Math.max(3, x2 - x1)), height, class: `fill-${piece.status}` });
    return [0, height].map((dy) =>
      s("line", { x1, x2, y1: y + dy, y2: y + dy, class: `open-bar stroke-${piece.status}` }),
    );
  });
}

/** Somewhere on the axis: a dashed line over all years. */
const unknownBar = (x: Scale, y: number, twinned = false): Child =>
  s("line", {
    x1: x.range()[0] ?? 0,
    x2: x.range()[1] ?? 0,
    y1: y,
    y2: y,
    class: twinned ? "sometime is-undated" : "sometime",
  });

/** A text above its bar: from where the bar begins, or up to where it ends when there is no room to the right. */
function labelAt(text: string, x: Scale, [from, to]: [number, number], y: number): Child {
  const [left = 0, right = 0] = x.range();
  const shown = cutText(text, right - left);
  const width = textWidth(shown);
  if (x(from) + width <= right) return s("text", { x: px(Math.max(left, x(from))), y, class: "halo" }, shown);
  const end = Math.min(right, Math.max(x(to), left + width));
  return s("text", { x: px(end), y, "text-anchor": "end", class: "halo" }, shown);
}

/** First and last year of a bar, or the axis's first where nothing is known. */
const ends = (span: Span | null, x: Scale): [number, number] => {
  const first = x.domain()[0] ?? 0;
  return [span?.pieces[0]?.from ?? first, span?.pieces.at(-1)?.to ?? first];
};

function arrangementBand(data: CountryData, x: Scale, top: number): Band {
  if (data.arrangements.length === 0) return { marks: [], points: [], bottom: top - 26 };
  const marks: Child[] = [heading("Arrangements", top)];
  const points: ExplorePoint[] = [];
  let y = top + 8;
  for (const a of data.arrangements) {
    const span = arrangementSpan(a);
    const from = span?.pieces[0]?.from ?? x.domain()[0] ?? 0;
    marks.push(labelAt(arrangementLabel(a), x, ends(span, x), y + 14));
    marks.push(span ? bar(span, x, y + 20, 5) : unknownBar(x, y + 22, a.counts === "undated"));
    points.push({
      x: x(span ? from : from + 1),
      y: y + 22.5,
      title: a.name,
      detail: `${labelOf(KIND_LABEL, a.kind.code)}. ${roleWord(a.role.code as Role, 1)}. ${yearsText(a)}.`,
      href: partnershipLink(a.id),
    });
    y += 31;
  }
  return { marks, points, bottom: y };
}

const arrangementLabel = (a: Arrangement) => `${a.name}${arrangementSpan(a) ? "" : " (years unknown)"}`;

function womenBand(data: CountryData, x: Scale, top: number): Band {
  const [first = 0] = x.domain();
  const shown = data.parliament.filter((d) => d.year >= first);
  const values = shown.flatMap((d) => d.value ?? []);
  const marks: Child[] = [heading("Women in parliament, % of seats", top)];
  if (values.length === 0) {
    marks.push(s("text", { x: x.range()[0] ?? 0, y: top + 24, class: "faint" }, "No value on record"));
    return { marks, points: [], bottom: top + 34 };
  }
  const y = scaleLinear([0, Math.max(50, ...values)], [top + 14 + LINE_BAND, top + 18]);
  const [left = 0, right = 0] = x.range();
  for (const tick of [0, 25, 50]) {
    marks.push(
      s("line", {
        x1: left,
        x2: right,
        y1: px(y(tick)),
        y2: px(y(tick)),
        class: tick === 0 ? "baseline" : "grid",
      }),
      s("text", { x: left - 6, y: px(y(tick)) + 4, "text-anchor": "end" }, String(tick)),
    );
  }
  const path = line<[number, number]>()
    .x((d) => px(x(d[0] + 0.5)))
    .y((d) => px(y(d[1])));
  for (const run of runs(shown, (d) => d.value)) {
    const [only] = run;
    if (run.length === 1 && only)
      marks.push(s("circle", { cx: px(x(only[0] + 0.5)), cy: px(y(only[1])), r: 2.5, class: "own-dot" }));
    else marks.push(s("path", { d: path(run) ?? "", class: "own-line" }));
  }
  const points = shown.flatMap((d) =>
    d.value === null
      ? []
      : [
          {
            x: x(d.year + 0.5),
            y: y(d.value),
            title: String(d.year),
            detail: `${fixed(d.value, 1)}% of seats held by women`,
            radius: 5,
          },
        ],
  );
  const end = points.at(-1);
  if (end)
    marks.push(
      s("text", { x: px(end.x) + 6, y: px(end.y) + 4, class: "strong" }, fixed(values.at(-1) ?? 0, 1)),
    );
  return { marks, points, bottom: top + 14 + LINE_BAND };
}
