import { join } from "node:path";
import type { Effects } from "../effects.ts";

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 20"><circle cx="10" cy="10" r="8" fill="none" stroke="#64798a" stroke-width="3"/><circle cx="18" cy="10" r="8" fill="none" stroke="#c2410c" stroke-width="3"/></svg>\n`;

/** Small files that no page makes. */
export async function writeExtras(effects: Effects, site: string): Promise<void> {
  await effects.files.write(join(site, "assets", "icon.svg"), ICON);
}
