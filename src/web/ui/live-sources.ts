import type { LiveSourceRow } from "../data/changes.ts";
import { type Child, externalLink, h } from "../dom.ts";
import { ageWords } from "../format/age.ts";
import { partialDate } from "../format/date.ts";
import { count, plural } from "../format/number.ts";
import { standing } from "../text/changes-words.ts";
import { dataTable, type TableColumn } from "./table.ts";

const orNone = (date: string | null, today: Date | null) =>
  date === null
    ? h("span", { class: "unknown" }, "never")
    : [
        partialDate(date),
        today
          ? h("span", { class: "notes path" }, `${ageWords(date, today)} ago`.replace("today ago", "today"))
          : null,
      ];

/** Every live source with its rhythm, its last good pull and its health. Without today's date, no age. */
export function liveSourceTable(sources: readonly LiveSourceRow[], today: Date | null): Child {
  const columns: TableColumn<LiveSourceRow>[] = [
    {
      name: "source",
      label: "Source",
      value: (s) => s.title,
      show: (s) => [externalLink(s.url, s.title), h("span", { class: "notes path" }, s.owner)],
    },
    { name: "pulled", label: "Last good pull", value: (s) => s.pulled, show: (s) => orNone(s.pulled, today) },
    {
      name: "as_of",
      label: "Speaks of",
      value: (s) => s.asOf,
      show: (s) => (s.asOf ? partialDate(s.asOf) : "–"),
    },
    {
      name: "records",
      label: "Records",
      value: (s) => s.records,
      show: (s) => (s.records === null ? "–" : count(s.records)),
      numeric: true,
    },
    {
      name: "cadence_months",
      label: "Renewed",
      value: (s) => s.cadenceMonths,
      show: (s) => `about every ${s.cadenceMonths === 1 ? "month" : plural(s.cadenceMonths, "month")}`,
    },
    { name: "health", label: "Health", value: standing },
  ];
  return [
    dataTable("Live sources", columns, sources),
    h(
      "details",
      {},
      h("summary", {}, "Terms of each source"),
      h(
        "dl",
        { class: "facts" },
        sources.map((s) => [h("dt", {}, s.title), h("dd", {}, s.licence)]),
      ),
    ),
  ];
}
