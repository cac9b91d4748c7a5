import type { Arrangement, CountryData, Network } from "../data/country.ts";
import type { Role } from "../data/twinning.ts";
import { type Child, h } from "../dom.ts";
import { capital, inWords } from "../format/number.ts";
import { partnershipLink, siteLink } from "../site-link.ts";
import { EVIDENCE_LABEL, KIND_LABEL, labelOf, PHASE_LABEL, roleWord } from "../twinning/labels.ts";
import { yearsText } from "../twinning/sentences.ts";
import { dataTable, type TableColumn, UNKNOWN } from "../ui/table.ts";
import type { Cite } from "./cite.ts";

const COUNTS: Record<Arrangement["counts"], string> = {
  dated: "Yes",
  undated: "Yes, without a year",
  no: "No",
};

const unknown = () => h("span", { class: "unknown" }, UNKNOWN);

function arrangementColumns(cite: Cite): TableColumn<Arrangement>[] {
  return [
    {
      name: "arrangement",
      label: "Arrangement",
      value: (a) => a.name,
      show: (a) => h("a", { href: partnershipLink(a.id) }, a.name),
    },
    { name: "role", label: "Role", value: (a) => a.role.code, show: (a) => roleWord(a.role.code as Role, 1) },
    {
      name: "years",
      label: "Years",
      value: (a) => yearsText(a),
      show: (a) => (a.start === null && a.end === null ? unknown() : yearsWithMembership(a)),
    },
    {
      name: "kind",
      label: "Kind",
      value: (a) => a.kind.code,
      show: (a) => labelOf(KIND_LABEL, a.kind.code),
    },
    {
      name: "phase",
      label: "Serves",
      value: (a) => a.phase?.code ?? null,
      show: (a) => (a.phase ? labelOf(PHASE_LABEL, a.phase.code) : unknown()),
    },
    {
      name: "evidence",
      label: "Evidence",
      value: (a) => a.evidence.code,
      show: (a) => labelOf(EVIDENCE_LABEL, a.evidence.code),
    },
    { name: "counts", label: "Counts as twinning", value: (a) => a.counts, show: (a) => COUNTS[a.counts] },
    { name: "sources", label: "Sources", value: (a) => a.sources.join(";"), show: (a) => cite(a.sources) },
  ];
}

/** The arrangement's years, and the country's own where they differ. */
function yearsWithMembership(a: Arrangement): string {
  const joined = a.joined === null || a.joined === a.start ? "" : `joined ${a.joined}`;
  const left = a.left === null || a.left === a.end ? "" : `left ${a.left}`;
  return [yearsText(a), joined, left].filter(Boolean).join(", ");
}

const networkColumns = (cite: Cite): TableColumn<Network>[] => [
  { name: "network", label: "Network", value: (n) => n.name },
  { name: "joined", label: "Joined", value: (n) => n.joined, numeric: true },
  { name: "role", label: "Role as the source words it", value: (n) => n.role },
  { name: "sources", label: "Sources", value: (n) => n.sources.join(";"), show: (n) => cite(n.sources) },
];

/** Arrangements and networks in which the country is documented. */
export function partnerSection(data: CountryData, cite: Cite): Child {
  return [
    h("h2", { id: "arrangements" }, "Arrangements with other countries"),
    data.arrangements.length === 0
      ? h("p", { class: "prose" }, "No arrangement on plans with another country was found.")
      : [
          h(
            "p",
            { class: "prose" },
            countsWords(data),
            " ",
            h("a", { href: siteLink("methods#definitions") }, "What counts as twinning"),
            ".",
          ),
          h(
            "div",
            { class: "full-table" },
            dataTable("Arrangements", arrangementColumns(cite), data.arrangements),
          ),
        ],
    data.networks.length === 0
      ? null
      : [
          h("h3", { id: "networks" }, "Learning networks"),
          h("p", { class: "prose" }, joinedWords(data.networks)),
          h("div", { class: "full-table" }, dataTable("Networks", networkColumns(cite), data.networks)),
        ],
  ];
}

function countsWords({ arrangements, definition }: CountryData): string {
  const counted = arrangements.filter((a) => a.counts !== "no").length;
  const n = arrangements.length;
  const of = `${capital(inWords(n))} ${n === 1 ? "arrangement" : "arrangements"}`;
  const rule = `under the default definition, “${definition.label}”`;
  if (counted === 0) return `${of}; ${n === 1 ? "it does not count" : "none counts"} as twinning ${rule}.`;
  if (counted === n) return `${of}; ${n === 1 ? "it counts" : "all count"} as twinning ${rule}.`;
  return `${of}; ${inWords(counted)} ${counted === 1 ? "counts" : "count"} as twinning ${rule}.`;
}

function joinedWords(networks: readonly Network[]): string {
  const n = networks.length;
  const unknown = networks.filter((m) => m.joined === null).length;
  const rule = "Being in a network is not twinning.";
  if (unknown === 0) return rule;
  const whole = n === 1 ? "it" : n === 2 ? "both" : `all ${inWords(n)}`;
  return `${rule} The year of joining is unknown for ${unknown === n ? whole : `${inWords(unknown)} of ${inWords(n)}`}: lists of members seldom give it.`;
}
