import { generationsChart } from "../charts/generations.ts";
import { STATUS_LABEL, type Status } from "../data/common.ts";
import type { CountryData } from "../data/country.ts";
import { h, s } from "../dom.ts";
import type { PageTools } from "../page.ts";
import { generationsNote, generationsTitle } from "../text/country.ts";
import { periodWords } from "../text/plan-words.ts";
import { yearsText } from "../twinning/sentences.ts";
import { figure } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";

/** One row of the table behind the time axis. */
interface TimeRow {
  band: "plan" | "arrangement";
  id: string;
  name: string;
  adopted: number | null;
  start: number | null;
  end: number | null;
  words: string;
}

const COLUMNS: TableColumn<TimeRow>[] = [
  { name: "id", label: "Row", value: (r) => r.id },
  { name: "band", label: "What", value: (r) => r.band },
  { name: "name", label: "Name", value: (r) => r.name },
  { name: "adopted_or_announced", label: "Adopted or announced", value: (r) => r.adopted, numeric: true },
  { name: "start", label: "From", value: (r) => r.start, numeric: true },
  { name: "end", label: "To", value: (r) => r.end, numeric: true },
];

function timeRows(data: CountryData): TimeRow[] {
  return [
    ...data.plans.map(
      (p): TimeRow => ({
        band: "plan",
        id: p.id,
        name: p.title ?? p.id,
        adopted: p.adopted,
        start: p.start,
        end: p.end,
        words: periodWords(p),
      }),
    ),
    ...data.arrangements.map(
      (a): TimeRow => ({
        band: "arrangement",
        id: a.id,
        name: a.name,
        adopted: a.announced,
        start: a.joined ?? a.start,
        end: a.left ?? a.end,
        words: yearsText(a),
      }),
    ),
  ];
}

/** The colours that this country's chart uses, and the two marks that need a word. */
function key(data: CountryData): HTMLElement {
  const statuses: Status[] = ["not_twinned"];
  if (data.twinning.status !== "not_twinned") statuses.unshift(data.twinning.status);
  const swatch = (child: SVGElement, label: string) =>
    h(
      "li",
      {},
      s("svg", { viewBox: "0 0 22 14", "aria-hidden": "true", class: "wide-swatch" }, child),
      label,
    );
  return h(
    "ul",
    { class: "legend" },
    statuses.map((status) =>
      swatch(s("rect", { x: 1, y: 3, width: 20, height: 8, class: `fill-${status}` }), STATUS_LABEL[status]),
    ),
    data.plans.some((p) => p.adopted !== null)
      ? swatch(s("path", { d: "M11,0l5,7l-5,7l-5,-7z", class: "adoption" }), "Adoption")
      : null,
    timeRows(data).some((r) => r.start === null || r.end === null)
      ? swatch(
          s("path", { d: "M1,3H21M1,11H21", class: "open-bar stroke-not_twinned" }),
          "Start or end unknown",
        )
      : null,
  );
}

export function generationsFigure(data: CountryData, tools: PageTools<object>): HTMLElement {
  const rows = timeRows(data);
  const title = generationsTitle(data);
  return figure({
    id: "generations",
    title,
    subtitle: "Periods of plans, arrangements with other countries and women in parliament on the same years",
    description: `${title}. ${rows.map((r) => `${r.name}: ${r.words}`).join("; ")}.`,
    chart: [
      key(data),
      tools.live((_, width) =>
        generationsChart(data, width, `Plans and arrangements of ${data.name} by year.`),
      ),
    ],
    rows,
    columns: COLUMNS,
    sources: [
      { label: "WPS national action plan register", asOf: data.asOf["register/plans/plans"] ?? "" },
      { label: "twinning register", asOf: data.asOf["register/twinning/partnerships"] ?? "" },
      { label: "IPU through the World Bank", asOf: data.asOf["women-in-parliament"] ?? "" },
    ],
    note: generationsNote(data),
  });
}
