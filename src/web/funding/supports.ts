import { extent } from "d3";
import { chosenSupports, matrixOf, pairOf } from "../../funding/supports.ts";
import type { Support } from "../../funding/types.ts";
import { amountsChart, donorAmounts } from "../charts/flows-amounts.ts";
import { matrixChart, matrixLegend } from "../charts/flows-matrix.ts";
import type { FundingData } from "../data/funding.ts";
import { h } from "../dom.ts";
import { count, plural } from "../format/number.ts";
import { amountsTitle, supportsTitle } from "../text/support-words.ts";
import { controlBar, selectControl } from "../ui/controls.ts";
import { figure } from "../ui/figure.ts";
import type { TableColumn } from "../ui/table.ts";
import { donorsOf, type FundingTools, liveFigure, sourceColumn, sourceLines } from "./view.ts";

export function supportControls(data: FundingData, tools: FundingTools): HTMLElement {
  return controlBar(
    selectControl(tools, "donor", "Donor", [{ value: "", label: "All donors" }, ...donorsOf(data)]),
    selectControl(tools, "tie", "Tie to a plan", [
      { value: "all", label: "Strong and weak" },
      { value: "strong", label: "Strong: for a plan" },
      { value: "weak", label: "Weak: around plans" },
    ]),
    selectControl(tools, "pairs", "Pairs", [
      { value: "all", label: "All pairs" },
      { value: "twinned", label: "Only pairs that are also twinned" },
    ]),
  );
}

export function supportStatusLine(data: FundingData, tools: FundingTools): HTMLElement {
  return tools.live(
    (view) => {
      const shown = chosenSupports(data.supports, data.pairs, view);
      const none = shown.filter((s) => s.amount === null).length;
      return h(
        "p",
        {},
        `${count(shown.length)} of ${plural(data.supports.length, "support")} shown; for ${count(none)} of them no amount is known.`,
      );
    },
    { class: "status-line", polite: true },
  );
}

const PAIR_WORDS = { dated: "yes", undated: "yes, year unknown", none: "–" };

function supportColumns(data: FundingData): TableColumn<Support>[] {
  const unknown = () => h("span", { class: "unknown" }, "unknown");
  return [
    { name: "donor", label: "Donor", value: (s) => s.donorName },
    { name: "recipient", label: "Recipient", value: (s) => s.recipientName },
    {
      name: "recipient_codes",
      label: "Codes",
      value: (s) => s.recipients.join(";") || null,
      show: (s) => s.recipients.join(" ") || "regional",
    },
    { name: "tie", label: "Tie", value: (s) => s.tie },
    { name: "link", label: "To the plan", value: (s) => s.link },
    {
      name: "also_twinned",
      label: "Also twinned",
      value: (s) => pairOf(s, data.pairs) ?? "no",
      show: (s) => PAIR_WORDS[pairOf(s, data.pairs) ?? "none"],
    },
    { name: "year", label: "Year", value: (s) => s.year, numeric: true },
    {
      name: "amount",
      label: "Amount as stated",
      value: (s) => s.amount,
      numeric: true,
      show: (s) => (s.amount === null ? unknown() : count(s.amount)),
    },
    { name: "currency", label: "Currency", value: (s) => s.currency, show: (s) => s.currency ?? "–" },
    {
      name: "usd_current",
      label: "USD at the year’s rate",
      value: (s) => (s.usd === null ? null : Math.round(s.usd)),
      numeric: true,
      show: (s) => (s.usd === null ? unknown() : count(s.usd)),
    },
    { name: "usd_note", label: "Why no dollars", value: (s) => s.usdNote, show: (s) => s.usdNote ?? "–" },
    { name: "purpose", label: "For", value: (s) => s.purpose },
    { name: "partner", label: "Carried out by", value: (s) => s.partner },
    { name: "note", label: "Remarks", value: (s) => s.note, show: (s) => s.note ?? "–" },
    sourceColumn(data),
  ];
}

export function matrixFigure(data: FundingData, tools: FundingTools): HTMLElement {
  return liveFigure(tools, (view, width) => {
    const shown = chosenSupports(data.supports, data.pairs, view);
    const matrix = matrixOf(shown, data.pairs);
    const title = supportsTitle(matrix, shown);
    return figure({
      id: "donor-support",
      title,
      subtitle:
        "Documented supports by donor (across) and recipient (down); a number where there are several. A support for several countries counts once, in its own row",
      description: `${title}. ${matrix.donors.map((d) => `${data.names[d.code] ?? d.code} ${d.supports}`).join(", ")}.`,
      chart:
        shown.length === 0
          ? null
          : [
              matrixLegend(),
              matrixChart(matrix, data.names, width, "Documented supports by donor and recipient."),
            ],
      empty: "No documented support matches this choice. That is not evidence of no support.",
      rows: shown,
      columns: supportColumns(data),
      sources: sourceLines(data, [
        "register/funding/donor-support",
        "register/twinning/partnerships",
        "exchange-rates",
      ]),
      note: "This is a find, not a census: an empty cell means that nothing was found, not that nothing was given. Austria, Finland, Canada, Sweden, Norway and Japan lead partly because their project pages were at hand. A frame marks a donor and a recipient that are also in one twinning arrangement under the default definition; it does not say that the support was part of it. “For a plan” is development, implementation, localisation, resourcing, monitoring, evaluation, costing or twinning; a weak tie is a programme on women, peace and security, advocacy, or a regional plan.",
    });
  });
}

export function amountsFigure(data: FundingData, tools: FundingTools): HTMLElement {
  return liveFigure(tools, (view, width) => {
    const shown = chosenSupports(data.supports, data.pairs, view);
    const rows = donorAmounts(shown);
    const [low = 1e4, high = 1e8] = extent(data.supports.flatMap((s) => s.usd ?? []));
    const title = amountsTitle(shown);
    const stated = shown.filter((s) => s.amount !== null);
    return figure({
      id: "support-amounts",
      title,
      subtitle:
        "One dot is one stated amount in current US dollars at the rate of its year, on a logarithmic scale. Amounts are not added: some overlap, and many are unknown (counted at the right)",
      description: `${title}. ${rows.map((r) => `${r.name}: ${r.dollars.length} in dollars, ${r.noAmount + r.noRate} unknown`).join("; ")}.`,
      chart:
        shown.length === 0
          ? null
          : amountsChart(rows, data.pairs, [low, high], width, "Stated amounts by donor."),
      empty: "No documented support matches this choice.",
      rows: stated,
      columns: supportColumns(data),
      sources: sourceLines(data, ["register/funding/donor-support", "exchange-rates"]),
      note: "Full: for a plan; open: weak tie; orange: the pair is also twinned. An amount without a year cannot be turned into dollars and counts as unknown here; the table has it in its own currency. An amount for several countries is one dot.",
    });
  });
}
