import type { Arrangement, MemberCountry, TwinningData } from "../data/twinning.ts";
import { matches } from "../format/search.ts";
import { freeText, oneOf, type Schema, someOf } from "../state/url.ts";
import { EVIDENCE_LABEL, KIND_LABEL, PHASE_LABEL, STATUS_WORD, tidyName } from "./labels.ts";

/** What the reader has chosen; each part stands in the address. Empty means no filter. */
export interface TwinningView {
  q: string;
  definition: string;
  kind: readonly string[];
  evidence: readonly string[];
  phase: string;
  status: string;
  direction: string;
  country: string;
}

export const DEFAULT_DEFINITION = "twinning";

export function schemaOf(data: TwinningData): Schema<TwinningView> {
  const codes = (meanings: Record<string, string>) => ["", ...Object.keys(meanings)];
  return {
    q: freeText(),
    definition: oneOf(
      data.definitions.map((d) => d.id),
      DEFAULT_DEFINITION,
    ),
    kind: someOf(Object.keys(data.codes.kind)),
    evidence: someOf(Object.keys(data.codes.evidence)),
    phase: oneOf([...codes(data.codes.phase), "unknown"], ""),
    status: oneOf(codes(data.codes.status), ""),
    direction: oneOf(codes(data.codes.direction), ""),
    country: oneOf(["", ...data.countries.map((c) => c.iso3)], ""),
  };
}

const has = (chosen: readonly string[], value: string) => chosen.length === 0 || chosen.includes(value);
const is = (chosen: string, value: string) => chosen === "" || chosen === value;

/** The arrangements that a view shows, in the order of the register. */
export function filtered(data: TwinningData, view: TwinningView): Arrangement[] {
  const text = searchTexts(data);
  return data.arrangements.filter(
    (a) =>
      has(view.kind, a.kind) &&
      has(view.evidence, a.evidence) &&
      is(view.phase, a.phase ?? "unknown") &&
      is(view.status, a.status) &&
      is(view.direction, a.direction) &&
      (view.country === "" || a.members.some((m) => m.iso3 === view.country)) &&
      matches(text.get(a.id) ?? "", view.q),
  );
}

export const isFiltered = (view: TwinningView) =>
  view.q.trim() !== "" ||
  view.kind.length > 0 ||
  view.evidence.length > 0 ||
  [view.phase, view.status, view.direction, view.country].some((v) => v !== "");

const CACHE = new WeakMap<TwinningData, Map<string, string>>();

/** What the search field looks through: name, id, members with their other names, note, kind and the like. */
function searchTexts(data: TwinningData): Map<string, string> {
  const known = CACHE.get(data);
  if (known) return known;
  const country = new Map(data.countries.map((c) => [c.iso3, c]));
  const texts = new Map(data.arrangements.map((a) => [a.id, searchText(a, country)]));
  CACHE.set(data, texts);
  return texts;
}

function searchText(a: Arrangement, country: Map<string, MemberCountry>): string {
  const members = a.members.map((m) => {
    const c = country.get(m.iso3);
    return c ? [c.name, ...c.otherNames].join(" ") : m.iso3;
  });
  const labels = [
    KIND_LABEL[a.kind],
    EVIDENCE_LABEL[a.evidence],
    PHASE_LABEL[a.phase ?? "unknown"],
    STATUS_WORD[a.status],
  ];
  return [
    a.id,
    tidyName(a.name),
    ...members,
    a.note ?? "",
    ...labels,
    ...a.activities.map((e) => e.what),
  ].join(" ");
}
