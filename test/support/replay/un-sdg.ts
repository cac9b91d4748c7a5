import type { Replay } from "./replay.ts";
import { countries, dataRows, seeded } from "./series-data.ts";

/** Series, their unit and the size of a made-up value; a whole world of women in parliament is real. */
const SERIES = new Map<string, { unit: string; sex: string | null; years: readonly number[]; top: number }>([
  ["SG_GEN_PARL", { unit: "PERCENT", sex: "FEMALE", years: [], top: 50 }],
  ["SG_GEN_LOCGELS", { unit: "PERCENT", sex: "FEMALE", years: [2020, 2022, 2024], top: 60 }],
  ["SG_LGL_GENEQLFP", { unit: "PERCENT", sex: null, years: [2018, 2020, 2022, 2024], top: 100 }],
  ["SG_LGL_GENEQVAW", { unit: "PERCENT", sex: null, years: [2018, 2020, 2022, 2024], top: 100 }],
  ["SG_LGL_GENEQEMP", { unit: "PERCENT", sex: null, years: [2018, 2020, 2022, 2024], top: 100 }],
  ["SG_LGL_GENEQMAR", { unit: "PERCENT", sex: null, years: [2018, 2020, 2022, 2024], top: 100 }],
  ["SG_DMK_PARLMP_LC", { unit: "RATIO", sex: "FEMALE", years: [2021, 2022, 2023], top: 1.2 }],
]);

const record = (code: string, m49: string, name: string, year: number, value: string) => {
  const series = SERIES.get(code);
  return {
    goal: ["5"],
    target: ["5.5"],
    indicator: ["5.5.1"],
    series: code,
    seriesDescription: code,
    seriesCount: "1",
    geoAreaCode: String(Number(m49)),
    geoAreaName: name,
    timePeriodStart: year,
    value,
    valueType: "Float",
    time_detail: String(year),
    source: "",
    footnotes: [""],
    attributes: { Nature: "G", Units: series?.unit ?? "" },
    dimensions: { "Reporting Type": "G", ...(series?.sex ? { Sex: series.sex } : {}) },
  };
};

function real(code: string): unknown[] {
  const rows = dataRows("snapshots/women-in-parliament/2026-10-10/women-in-parliament.csv");
  return rows.flatMap((row) => {
    const country = countries.get(row.get("iso3") ?? "");
    if (!country?.m49) return [];
    return [record(code, country.m49, country.name, Number(row.get("year")), row.get("value") ?? "")];
  });
}

function made(code: string): unknown[] {
  const series = SERIES.get(code);
  const random = seeded(code.length * 31 + code.charCodeAt(9));
  return [...countries.values()].flatMap((country) =>
    (series?.years ?? []).flatMap((year) => {
      if (!country.m49) return [];
      const value = random() < 0.05 ? "NaN" : (random() * (series?.top ?? 1)).toFixed(2);
      return [record(code, country.m49, country.name, year, value)];
    }),
  );
}

const data = new Map(
  [...SERIES.keys()].map((code) => {
    const records = code === "SG_GEN_PARL" ? real(code) : made(code);
    return [code, [record(code, "1", "World", 2024, "27.0"), ...records]];
  }),
);

/** Series/Data of the SDG API; it caps pages at 2,000 records so that paging is seen. */
export const unSdgReplay: Replay = {
  hosts: ["unstats.un.org"],
  answer(url) {
    const code = url.searchParams.get("seriesCode") ?? "";
    const records = data.get(code);
    if (url.pathname !== "/sdgs/UNSDGAPIV5/v1/sdg/Series/Data" || !records) return null;
    const size = Math.min(Number(url.searchParams.get("pageSize")), 2000);
    const page = Number(url.searchParams.get("page"));
    const body = JSON.stringify({
      size,
      totalElements: records.length,
      totalPages: Math.ceil(records.length / size),
      pageNumber: page,
      attributes: [],
      dimensions: [],
      data: records.slice((page - 1) * size, page * size),
    });
    return { headers: { "content-type": "application/json; charset=utf-8" }, body };
  },
};
