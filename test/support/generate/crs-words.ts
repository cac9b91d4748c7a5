/** A donor or recipient as CRS has it: DAC number, code of the Data Explorer, name. */
export interface CrsArea {
  dac: string;
  code: string;
  name: string;
  kind: "country" | "aggregate";
}

const RECIPIENTS =
  "625 AFG Afghanistan;238 ETH Ethiopia;261 NGA Nigeria;235 COD Democratic Republic of the Congo;248 KEN Kenya;" +
  "260 NER Niger;255 MLI Mali;247 CIV Côte d'Ivoire;55 TUR Türkiye;57 XKV Kosovo;275 NAM Namibia;273 SOM Somalia;" +
  "279 SSD South Sudan;437 COL Colombia;660 NPL Nepal;666 BGD Bangladesh;728 KHM Cambodia;745 LAO Lao People's Democratic Republic;" +
  "769 VNM Viet Nam;580 YEM Yemen;549 JOR Jordan;555 LBN Lebanon;543 IRQ Iraq;550 PSE West Bank and Gaza Strip;" +
  "298 F_X Africa, regional;289 F6_X South of Sahara, regional;798 A_X Asia, regional;998 DPGC_X Developing countries, unspecified";
const DONORS =
  "1 AUT Austria;2 BEL Belgium;3 DNK Denmark;4 FRA France;5 DEU Germany;6 ITA Italy;7 NLD Netherlands;8 NOR Norway;" +
  "10 SWE Sweden;11 CHE Switzerland;12 GBR United Kingdom;18 FIN Finland;21 IRL Ireland;301 CAN Canada;302 USA United States;" +
  "701 JPN Japan;801 AUS Australia;918 4EU001 EU Institutions";

/** Names and codes of donors or recipients: a small part of the real lists. */
export function areasOf(role: "donor" | "recipient"): CrsArea[] {
  return (role === "donor" ? DONORS : RECIPIENTS).split(";").map((text) => {
    const [dac = "", code = "", ...name] = text.split(" ");
    return { dac, code, name: name.join(" "), kind: /^[A-Z]{3}$/.test(code) ? "country" : "aggregate" };
  });
}

export const PURPOSES = [
  [
    "15170",
    "Women's rights organisations and movements, and government institutions",
    "Government & Civil Society",
  ],
  ["15180", "Ending violence against women and girls", "Government & Civil Society"],
  ["15210", "Security system management and reform", "Conflict, Peace & Security"],
  ["15220", "Civilian peace-building, conflict prevention and resolution", "Conflict, Peace & Security"],
  ["15230", "Participation in international peacekeeping operations", "Conflict, Peace & Security"],
  ["15240", "Reintegration and SALW control", "Conflict, Peace & Security"],
  ["15250", "Removal of land mines and explosive remnants of war", "Conflict, Peace & Security"],
  ["15261", "Child soldiers (prevention and demobilisation)", "Conflict, Peace & Security"],
  ["11220", "Primary education", "Education"],
  ["12220", "Basic health care", "Health"],
  ["72010", "Material relief assistance and services", "Emergency Response"],
  ["43010", "Multisector aid", "Other Multisector"],
].map(([code = "", name = "", sector = ""]) => ({
  code,
  name,
  sector,
  key: /^15(170|180|210|220|230|240|261)$/.test(code) ? code : "other",
}));

/** Made-up titles with all that is awkward in a text cell: quotes, delimiters, line ends, accents. */
export const TITLES = [
  "Support to women's participation in local peace councils",
  'Training "Women, Peace and Security" for district officers',
  "Appui à la participation des femmes | phase 2, volet régional",
  "Förderung von Frauen in Friedensprozessen, Übergangsjustiz",
  "Apoyo a organizaciones de mujeres: prevención, protección y participación",
  "Core funding\nsecond tranche, see annex; paid in two instalments",
  "Rehabilitation of rural roads, lot 3",
  "Humanitarian assistance, food and non-food items",
  "Scholarships 2019/2020 (imputed student costs)",
  "Technical assistance to the national statistical office, census round",
  'Réintégration des ex-combattants "cycle court"',
  "Mine clearance and risk education along the northern border",
];
