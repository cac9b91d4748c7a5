const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/** "4 December 2025", "October 2025" or "2025": as much as is known. */
export function partialDate(date: string): string {
  const [year = "", month, day] = date.split("-");
  const name = month ? MONTHS[Number(month) - 1] : undefined;
  if (!name) return year;
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}
