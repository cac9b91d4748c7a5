import { type Matrix, type MatrixCell, REGIONAL, SEVERAL } from "../../funding/supports.ts";
import { type Child, h, s } from "../dom.ts";
import { plural } from "../format/number.ts";
import { countryLink } from "../site-link.ts";
import { canvas, px } from "./canvas.ts";
import { type ExplorePoint, explorable } from "./explore.ts";

export const ROW_NAMES: Record<string, string> = {
  [SEVERAL]: "Several countries, not divided",
  [REGIONAL]: "Regional bodies",
};

const SHORT_NAMES: Record<string, string> = { COD: "DR Congo", BIH: "Bosnia and Herz." };

/** Donors across, recipients down; a mark is documented support, a frame a pair that is twinned as well. */
export function matrixChart(
  matrix: Matrix,
  names: Readonly<Record<string, string>>,
  width: number,
  label: string,
): HTMLElement {
  const wide = width >= 760;
  const left = wide ? 210 : 126;
  const top = wide ? 128 : 40;
  const step = Math.min(46, (width - left - (wide ? 24 : 2)) / Math.max(1, matrix.donors.length));
  const high = wide ? 24 : 22;
  const x = new Map(matrix.donors.map((d, i) => [d.code, left + step * (i + 0.5)]));
  const y = new Map(matrix.rows.map((r, i) => [r.code, top + high * (i + 0.5) + offset(r.code)]));
  const right = left + step * matrix.donors.length;
  const height = top + high * matrix.rows.length + offset(REGIONAL) + 6;
  const points: ExplorePoint[] = [];
  const marks: Child[] = [];
  for (const cell of matrix.cells) {
    const at = { x: x.get(cell.donor) ?? 0, y: y.get(cell.row) ?? 0 };
    marks.push(cellMarks(cell, px(at.x), px(at.y), Math.min(step, high)));
    points.push({
      ...at,
      title: `${names[cell.donor] ?? cell.donor} → ${names[cell.row] ?? ROW_NAMES[cell.row] ?? cell.row}`,
      detail: cellWords(cell),
      ...(ROW_NAMES[cell.row] ? {} : { href: countryLink(cell.row) }),
      radius: Math.min(step, high) / 2,
    });
  }
  const chart = canvas(
    { width, height },
    matrix.donors.map((d) => donorHead(d.code, names[d.code] ?? d.code, px(x.get(d.code) ?? 0), top, wide)),
    matrix.donors.map((d) =>
      s("line", {
        x1: px(x.get(d.code) ?? 0),
        x2: px(x.get(d.code) ?? 0),
        y1: top,
        y2: height - 6,
        class: "guide",
      }),
    ),
    matrix.rows.map((r) => {
      const at = px(y.get(r.code) ?? 0);
      const name = ROW_NAMES[r.code] ?? (wide ? names[r.code] : (SHORT_NAMES[r.code] ?? names[r.code]));
      const short = !wide && r.code === SEVERAL ? "Several countries" : name;
      return [
        s("line", { x1: left, x2: px(right), y1: at, y2: at, class: "guide" }),
        s("text", { x: left - 10, y: at + 4, "text-anchor": "end", class: "name" }, short ?? r.code),
      ];
    }),
    marks,
  );
  return explorable(chart, points, label);
}

/** Rows that are no country stand a little apart. */
const offset = (code: string) => (code === SEVERAL || code === REGIONAL ? 14 : 0);

const donorHead = (code: string, name: string, x: number, top: number, wide: boolean): Child =>
  wide
    ? s("text", { x: 0, y: 0, transform: `translate(${x + 4} ${top - 8}) rotate(-55)`, class: "name" }, name)
    : s("text", { x: 0, y: 0, transform: `translate(${x + 4} ${top - 6}) rotate(-90)`, class: "code" }, code);

function cellMarks(cell: MatrixCell, x: number, y: number, room: number): Child {
  const n = cell.strong + cell.weak;
  const radius = px(Math.min(8, room * 0.33));
  const frame = px(Math.min(11, room * 0.5));
  return [
    cell.pair
      ? s("rect", {
          x: px(x - frame),
          y: px(y - frame),
          width: px(frame * 2),
          height: px(frame * 2),
          class: `pair-frame ${cell.pair}`,
        })
      : null,
    n === 0
      ? s("circle", { cx: x, cy: y, r: px(Math.max(1.6, radius * 0.35)), class: "tie-shared" })
      : s("circle", { cx: x, cy: y, r: radius, class: cell.strong > 0 ? "tie-strong" : "tie-weak" }),
    n > 1 && radius > 5
      ? s("text", { x, y: y + 4, "text-anchor": "middle", class: cell.strong > 0 ? "on-mark" : "on-ring" }, n)
      : null,
  ];
}

/** A cell in words: how many supports, how strong, and whether the pair is twinned. */
export function cellWords({ strong, weak, shared, pair }: MatrixCell): string {
  const parts = [
    strong > 0 ? `${plural(strong, "support")} for a plan` : "",
    weak > 0 ? `${plural(weak, "support")} with a weak tie to a plan` : "",
    shared > 0 ? `named in ${plural(shared, "support")} for several countries, not divided` : "",
  ].filter(Boolean);
  const twinned =
    pair === "dated"
      ? " Also a twinned pair."
      : pair === "undated"
        ? " Also a twinned pair, year unknown."
        : "";
  return `${parts.join("; ")}.${twinned}`;
}

export function matrixLegend(): HTMLElement {
  const item = (mark: Child, text: string) =>
    h("li", {}, s("svg", { viewBox: "0 0 14 14", "aria-hidden": "true" }, mark), text);
  const frame = (kind: string) =>
    s("rect", { x: 1, y: 1, width: 12, height: 12, class: `pair-frame ${kind}` });
  return h(
    "ul",
    { class: "legend" },
    item(s("circle", { cx: 7, cy: 7, r: 5, class: "tie-strong" }), "for a plan"),
    item(s("circle", { cx: 7, cy: 7, r: 5, class: "tie-weak" }), "weak tie only"),
    item(s("circle", { cx: 7, cy: 7, r: 2, class: "tie-shared" }), "only in a support for several countries"),
    item(frame("dated"), "also twinned"),
    item(frame("undated"), "also twinned, year unknown"),
  );
}
