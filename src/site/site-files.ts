import { join } from "node:path";
import type { Effects } from "../effects.ts";

/** Every file below a folder, as paths relative to it, in order. */
export async function filesBelow(effects: Effects, folder: string, below = ""): Promise<string[]> {
  const out: string[] = [];
  for (const name of await effects.files.list(join(folder, below))) {
    const path = below ? `${below}/${name}` : name;
    if (await effects.files.isFolder(join(folder, path)))
      out.push(...(await filesBelow(effects, folder, path)));
    else out.push(path);
  }
  return out;
}
