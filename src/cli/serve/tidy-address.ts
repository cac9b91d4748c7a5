import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * "/countries/" → "/countries" where the site has countries.html and no folder page: the page's relative links count
 * from its address. Null where the address is fine as it is or cannot be a path of the site.
 */
export function tidyAddress(folder: string, url: string): string | null {
  const [path = "", query] = url.split(/\?(.*)/s);
  if (!path.endsWith("/")) return null;
  const short = `/${path.replace(/^\/+|\/+$/g, "")}`;
  let name: string;
  try {
    name = decodeURIComponent(short);
  } catch {
    return null;
  }
  if (short === "/" || name.includes("\0") || name.split(/[/\\]/).includes("..")) return null;
  if (!existsSync(join(folder, `${name}.html`)) || existsSync(join(folder, name, "index.html"))) return null;
  return query === undefined ? short : `${short}?${query}`;
}
