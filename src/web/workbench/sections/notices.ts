import type { Label } from "../../../evaluation/core/panel.ts";
import type { Notice } from "../../../evaluation/core/result.ts";
import { h } from "../../dom.ts";
import { listWords } from "../../format/number.ts";

const MOST_NAMES = 12;

/** What the engine warns of, one a line, with those concerned by name; null when there is nothing. */
export function noticesList(
  notices: readonly Notice[],
  name: (unit: Label) => string = String,
): HTMLElement | null {
  if (notices.length === 0) return null;
  return h(
    "ul",
    { class: "wb-notices" },
    notices.map((notice) => h("li", {}, `${notice.words}${named(notice, name)}.`)),
  );
}

function named({ words, items = [] }: Notice, name: (unit: Label) => string): string {
  // Some words hold their items already: years, or "outcome" in "outcome is not known".
  if (items.every((item) => words.includes(String(item)))) return "";
  const names = items.map(name);
  const rest = names.length - MOST_NAMES;
  return `: ${listWords(rest > 0 ? [...names.slice(0, MOST_NAMES), `${rest} more`] : names)}`;
}

/** Said once with the answer, or of no use to readers. */
const ELSEWHERE = new Set(["unbalanced", "covariance_used"]);

/** Two codes of one warning. */
const SAME: Readonly<Record<string, string>> = { se_understated: "few_treated_standard_error" };

/** What matters to this figure, below its chart and above its source. */
export function withNotices(
  figure: HTMLElement,
  notices: readonly Notice[],
  name?: (unit: Label) => string,
): HTMLElement {
  const codes = new Set(notices.map(({ code }) => code));
  const matters = notices.filter(({ code }) => !ELSEWHERE.has(code) && !codes.has(SAME[code] ?? ""));
  const list = noticesList(matters, name);
  if (list) figure.querySelector(".chart-foot")?.before(list);
  return figure;
}
