const DAY_MS = 86_400_000;

/** The last moment of a date known to the year, the month or the day, in UTC. */
function endOfPeriod(partial: string): Date {
  const [year = "0", month, day] = partial.split("-");
  if (day) return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) + 1) - 1);
  return new Date(Date.UTC(Number(year), month ? Number(month) : 12) - 1);
}

export interface Age {
  /** Whole months since the end of the period; 0 while it lasts. */
  months: number;
  words: string;
  /** The period has not even begun, so that the date must be wrong. */
  future: boolean;
}

/** Age of a state of affairs: from the end of the period that its date names until now, never negative. */
export function ageOf(asOf: string, now: Date): Age {
  const end = endOfPeriod(asOf);
  if (end >= now) {
    const period = now.toISOString().slice(0, asOf.length);
    if (period < asOf) return { months: 0, words: "dated in the future", future: true };
    return { months: 0, words: asOf.length === 10 ? "today" : "period not over", future: false };
  }
  const months = wholeMonths(end, now);
  return {
    months,
    words: ageWords(months, Math.floor((now.getTime() - end.getTime()) / DAY_MS)),
    future: false,
  };
}

function wholeMonths(from: Date, to: Date): number {
  // From the first moment after the period, so that the end of a month counts as a whole one.
  const start = new Date(from.getTime() + 1);
  const months = (to.getUTCFullYear() - start.getUTCFullYear()) * 12 + to.getUTCMonth() - start.getUTCMonth();
  return to.getUTCDate() < start.getUTCDate() ? Math.max(0, months - 1) : months;
}

function ageWords(months: number, days: number): string {
  if (months === 0) return days === 0 ? "less than a day" : amount(days, "day");
  const years = Math.floor(months / 12);
  const rest = months % 12;
  return [years > 0 ? amount(years, "year") : "", rest > 0 ? amount(rest, "month") : ""]
    .filter(Boolean)
    .join(" ");
}

const amount = (n: number, unit: string) => `${n} ${unit}${n === 1 ? "" : "s"}`;
