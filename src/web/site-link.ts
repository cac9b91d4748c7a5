let base = "./";

/** Says how the current page reaches the site's root; set once when the page starts. */
export function setBase(value: string | undefined): void {
  base = value ?? "./";
}

/** A link inside the site that also works when the site lies in a sub-folder: `siteLink("countries/LBR")`. */
export const siteLink = (path: string) => `${base}${path}`;

export const countryLink = (iso3: string) => siteLink(`countries/${iso3}`);
export const partnershipLink = (id: string) => siteLink(`partnerships/${id}`);
/** The entry of one source on the Sources page. */
export const sourceLink = (id: string) => siteLink(`sources#${sourceAnchor(id)}`);
export const sourceAnchor = (id: string) => `source-${id.replace(/[^\w-]/g, "-")}`;
