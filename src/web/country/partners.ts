import type { Arrangement, CountryData, Network } from "../data/country.ts";
import { type Child, h } from "../dom.ts";
import { inWords, plural } from "../format/number.ts";
import { partnershipLink, siteLink } from "../site-link.ts";
import { arrangementYears } from "../text/country.ts";
import { capital } from "../text/plan-words.ts";
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
    { name: "role", label: "Role", value: (a) => a.role.code, show: (a) => capital(a.role.code) },
    {
      name: "years",
      label: "Years",
      value: (a) => arrangementYears(a),
      show: (a) => (arrangementYears(a) === "years unknown" ? unknown() : yearsWithMembership(a)),
    },
    {
      name: "kind",
      label: "Kind",
      value: (a) => a.kind.code,
      show: (a) => capital(a.kind.code.replaceAll("_", " ").replace(" nap", " plan")),
    },
    {
      name: "phase",
      label: "Serves",
      value: (a) => a.phase?.code ?? null,
      show: (a) => (a.phase ? capital(a.phase.meaning) : unknown()),
    },
    {
      name: "evidence",
      label: "Evidence",
      value: (a) => a.evidence.code,
      show: (a) => capital(a.evidence.code),
    },
    { name: "counts", label: "Counts as twinning", value: (a) => a.counts, show: (a) => COUNTS[a.counts] },
    { name: "sources", label: "Sources", value: (a) => a.sources.join(";"), show: (a) => cite(a.sources) },
  ];
}

function yearsWithMembership(a: Arrangement): string {
  const own = [a.joined === null ? "" : `joined ${a.joined}`, a.left === null ? "" : `left ${a.left}`].filter(
    Boolean,
  );
  return [arrangementYears(a), ...own].join(", ");
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
  const of = plural(arrangements.length, "arrangement");
  const rule = `under the default definition, “${definition.label}”`;
  if (counted === 0) return `${capital(of)}; none counts as twinning ${rule}.`;
  return `${capital(of)}; ${counted === arrangements.length ? (counted === 1 ? "it counts" : "all count") : `${inWords(counted)} ${counted === 1 ? "counts" : "count"}`} as twinning ${rule}.`;
}

function joinedWords(networks: readonly Network[]): string {
  const unknown = networks.filter((n) => n.joined === null).length;
  if (unknown === 0) return "Being in a network is not twinning.";
  return `Being in a network is not twinning. The year of joining is unknown for ${unknown === networks.length ? (unknown === 1 ? "the one" : `all ${unknown}`) : `${inWords(unknown)} of ${networks.length}`}: lists of members seldom give it.`;
}
