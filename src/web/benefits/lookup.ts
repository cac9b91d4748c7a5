import type { BenefitPlan, BenefitsData, YearSeries } from "../data/benefits.ts";

/** Income of the start year or of the last known of the three years before it, as in the mart partnership_asymmetry. */
const YEARS_BACK = 3;

export const valueAt = <T>(series: YearSeries<T>, iso3: string, year: number): T | null =>
  series.values[iso3]?.[year - series.first] ?? null;

/** The value of a year, or of the nearest earlier year within a few years. */
export function valueBy<T>(
  series: YearSeries<T>,
  iso3: string,
  year: number,
  back = YEARS_BACK,
): { value: T; year: number } | null {
  for (let at = year; at >= year - back; at--) {
    const value = valueAt(series, iso3, at);
    if (value !== null) return { value, year: at };
  }
  return null;
}

export const lastYearOf = <T>({ first, values }: YearSeries<T>): number =>
  first - 1 + Math.max(...Object.values(values).map((v) => v.length));

export function nameOf(data: BenefitsData): (iso3: string) => string {
  const names = new Map(data.countries.map((c) => [c.iso3, c.name]));
  return (iso3) => names.get(iso3) ?? iso3;
}

/** Plans of a country adopted in a year or later; those without a known year of adoption are apart. */
export function plansSince(
  data: BenefitsData,
  iso3: string,
  year: number,
): { since: BenefitPlan[]; before: BenefitPlan[]; undated: BenefitPlan[] } {
  const own = data.plans.filter((p) => p.iso3 === iso3);
  return {
    since: own.filter((p) => p.adopted !== null && p.adopted >= year),
    before: own.filter((p) => p.adopted !== null && p.adopted < year),
    undated: own.filter((p) => p.adopted === null),
  };
}

/** "Finland, plan 2 (2012)". */
export const planName = (data: BenefitsData, plan: BenefitPlan) =>
  `${nameOf(data)(plan.iso3)}, plan ${plan.sequence} (${plan.adopted ?? "year unknown"})`;
