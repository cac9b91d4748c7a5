/** A workbook of the WPS Index. No address pattern is confirmed, so each edition is one entry here. */
export interface Edition {
  /** Years that the edition's title has. */
  edition: string;
  /** First year of the edition, under which its rows stand. */
  year: number;
  url: string;
  sheet: string;
  /** Rows of the header, counted from 1, first and last. */
  header: readonly [number, number];
}

/** Editions whose method is that of 2023 (13 indicators). Earlier ones must not be added: their method differs. */
export const EDITIONS: readonly Edition[] = [
  {
    edition: "2025/26",
    year: 2025,
    url: "https://giwps.georgetown.edu/wp-content/uploads/2025/10/WPS-Index-2025-Data.xlsx",
    sheet: "TABLE 1",
    header: [4, 6],
  },
];
