import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Replay } from "./replay.ts";

const HOST = "1325naps.peacewomen.org";
const register = readFileSync(new URL("../../../data/register/plans/plans.csv", import.meta.url), "utf8");
const countries = [
  ...new Set(
    register
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[1] ?? ""),
  ),
].filter((name) => name !== "" && !name.startsWith('"'));

interface Page {
  id: number;
  slug: string;
  link: string;
  title: { rendered: string };
  modified_gmt: string;
  parent: number;
}

const page = (id: number, title: string, modified = "2021-03-01T10:00:00"): Page => {
  const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const link = `https://${HOST}/index.php/nap-overview/${slug}/`;
  return { id, slug, link, title: { rendered: title }, modified_gmt: modified, parent: 12 };
};

/** An overview of each country of the register, two changed of late, a plan nobody knows, and pages of other kinds. */
const pages: Page[] = [
  ...countries.map((name, i) =>
    page(1000 + i, `${name} NAP Overview`, i < 2 ? "2026-11-01T09:30:00" : undefined),
  ),
  page(3001, "Kenya&#8217;s Seventh NAP: 7th plan 2031&#8211;2035"),
  page(3002, "Ireland-2010 Commitments"),
  page(3003, "About &amp; contact"),
];

/** The site's list of pages in answers of at most 100, with the Link header of WordPress. */
export const peacewomenPlansReplay: Replay = {
  hosts: [HOST],
  answer(url) {
    if (url.pathname !== "/index.php/wp-json/wp/v2/pages") return null;
    const number = Number(url.searchParams.get("page") ?? "1");
    const size = Number(url.searchParams.get("per_page") ?? "10");
    const last = Math.ceil(pages.length / size);
    if (number > last)
      return {
        status: 400,
        headers: { "content-type": "application/json; charset=UTF-8" },
        body: '{"code":"rest_post_invalid_page_number"}',
      };
    const body = JSON.stringify(pages.slice((number - 1) * size, number * size));
    const next = number < last ? `<https://${HOST}${url.pathname}?page=${number + 1}>; rel="next"` : "";
    const links = [
      ...(number > 1 ? [`<https://${HOST}${url.pathname}?page=${number - 1}>; rel="prev"`] : []),
      next,
    ];
    return {
      headers: {
        "content-type": "application/json; charset=UTF-8",
        etag: `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`,
        "x-wp-total": String(pages.length),
        "x-wp-totalpages": String(last),
        link:
          links.filter((l) => l !== "").join(", ") ||
          `<https://${HOST}/index.php/wp-json/>; rel="https://api.w.org/"`,
      },
      body,
    };
  },
};
