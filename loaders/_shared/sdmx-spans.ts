const SPAN = 5;

/**
 * Years in spans of five, so that one query stays reasonable. The last span is never shorter than three years: the
 * newest year may have no records yet, and a query for it alone would be answered NoRecordsFound.
 */
export function yearSpans(from: number, to: number): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  for (let start = from; start <= to; start += SPAN)
    spans.push({ from: start, to: Math.min(start + SPAN - 1, to) });
  const last = spans.at(-1);
  const before = spans.at(-2);
  if (last && before && last.to - last.from < 2) {
    before.to = last.to;
    spans.pop();
  }
  return spans;
}
