import { plural } from "./number.ts";

/** The first moment after the period that a partial date names (UTC). */
function endOf(date: string): Date {
  const [year = "0", month, day] = date.split("-");
  if (day) return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) + 1));
  return month
    ? new Date(Date.UTC(Number(year), Number(month), 1))
    : new Date(Date.UTC(Number(year) + 1, 0, 1));
}

/** Whole months from the end of the period that a partial date names until today; negative while it lasts. */
export function monthsSince(date: string, today: Date): number {
  const end = endOf(date);
  if (end > today) return -1;
  const months =
    (today.getUTCFullYear() - end.getUTCFullYear()) * 12 + today.getUTCMonth() - end.getUTCMonth();
  return today.getUTCDate() < end.getUTCDate() ? months - 1 : months;
}

/** "2 years 3 months", "less than a month", "today", or that the period is not over or has not begun. */
export function ageWords(date: string, today: Date): string {
  const months = monthsSince(date, today);
  if (months < 0) {
    const now = today.toISOString().slice(0, date.length);
    if (now < date) return "dated in the future";
    return date.length === 10 ? "today" : "period not over";
  }
  if (months === 0) return "less than a month";
  const [years, rest] = [Math.floor(months / 12), months % 12];
  return [years > 0 ? plural(years, "year") : "", rest > 0 ? plural(rest, "month") : ""]
    .filter(Boolean)
    .join(" ");
}
