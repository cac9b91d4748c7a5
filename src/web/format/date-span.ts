import { partialDate } from "./date.ts";

/** A partial date, or two days joined by /: "16 to 17 December 2019" is written "16–17 December 2019". */
export function dateSpan(text: string): string {
  const [from = "", to] = text.split("/");
  if (!to || to === from) return partialDate(from);
  const [first, last] = [from.split("-"), to.split("-")];
  if (first[0] !== last[0]) return `${partialDate(from)} – ${partialDate(to)}`;
  if (first[1] !== last[1]) return `${partialDate(from).replace(/ \d{4}$/, "")} – ${partialDate(to)}`;
  return `${Number(first[2])}–${partialDate(to)}`;
}
