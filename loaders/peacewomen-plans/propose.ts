import type { CountryCodes, KnownPlan, Proposal } from "../../src/model/live-source.ts";
import type { Finder } from "./country-names.ts";
import type { PlanPage } from "./page.ts";

const ABOUT_PLAN = /\bNAPs?\b|action plan/i;
const PERIOD = /\b((?:19|20)\d{2})\s*[-–—/]\s*((?:19|20)\d{2})\b/;
const ORDINALS = new Map([
  ["first", 1],
  ["second", 2],
  ["third", 3],
  ["fourth", 4],
  ["fifth", 5],
  ["sixth", 6],
  ["seventh", 7],
  ["eighth", 8],
  ["ninth", 9],
]);

/** Which plan a title speaks of, as far as it says. */
export interface Named {
  generation: number | null;
  start: number | null;
  end: number | null;
}

/** "Kenya Second NAP 2020-2024" speaks of generation 2, 2020 to 2024. */
export function namedPlan(title: string): Named {
  const period = PERIOD.exec(title);
  const ordinal =
    /\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|([1-9])(?:st|nd|rd|th))\b/i.exec(title);
  const word = ordinal?.[1]?.toLowerCase() ?? "";
  return {
    generation: ordinal?.[2] ? Number(ordinal[2]) : (ORDINALS.get(word) ?? null),
    start: period ? Number(period[1]) : null,
    end: period ? Number(period[2]) : null,
  };
}

/** What the title names that the register lacks; null where it has it all, or the title names nothing. */
export function lacking(named: Named, plans: readonly KnownPlan[]): string | null {
  if (plans.length === 0) return "the register has no plan of this country";
  if (named.generation !== null && !plans.some((p) => p.nap_sequence === named.generation))
    return `the register has no plan number ${named.generation} of this country`;
  if (named.start !== null && !plans.some((p) => covers(p, named.start as number)))
    return `the register has no plan of this country that begins in ${named.start}`;
  return null;
}

const covers = (plan: KnownPlan, start: number): boolean =>
  plan.start_year === start || (plan.start_year === null && plan.adopted?.slice(0, 4) === String(start));

export type Judged = { proposal: Proposal } | { leftOut: string };

/** New where a page names a plan that the register lacks, changed where it was changed since the last look. */
export function judge(
  page: PlanPage,
  find: Finder,
  countries: ReadonlyMap<string, CountryCodes>,
  known: readonly KnownPlan[],
  since: string,
): Judged {
  if (!ABOUT_PLAN.test(page.title)) return { leftOut: "pages whose title names no plan" };
  const found = find(page.title);
  if (found.length > 1) return { leftOut: "pages that name several countries" };
  const iso3 = found[0] ?? null;
  const changed = page.modified.slice(0, 10) >= since;
  const missing =
    iso3 === null
      ? null
      : lacking(
          namedPlan(page.title),
          known.filter((p) => p.iso3 === iso3),
        );
  if (missing === null && !changed)
    return {
      leftOut: iso3 === null ? "unchanged pages that name no country" : "unchanged pages of known plans",
    };
  return {
    proposal: {
      action: missing === null ? "changed" : "new",
      iso3,
      country: iso3 === null ? "" : (countries.get(iso3)?.name ?? iso3),
      title: page.title,
      url: page.url,
      modified: page.modified,
      reason:
        missing === null
          ? `The page was changed on ${page.modified.slice(0, 10)}, not before the last look of ${since}`
          : `The page names a plan: ${missing}`,
    },
  };
}
