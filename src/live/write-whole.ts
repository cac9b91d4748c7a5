import { dirname } from "node:path";
import type { Effects } from "../effects.ts";

/**
 * Writes a file so that a reader, also after a crash, finds the old content or the new one: another name first, its
 * bytes handed to the disk, then one rename.
 */
export async function writeWhole(effects: Effects, path: string, text: string): Promise<void> {
  const folder = dirname(path);
  const draft = `${path}.${effects.self.pid}.tmp`;
  await effects.files.makeFolder(folder);
  try {
    await effects.files.write(draft, text);
    await effects.files.sync(draft);
    await effects.files.rename(draft, path);
    await effects.files.sync(folder);
  } catch (error) {
    await effects.files.remove(draft).catch(() => {});
    throw error;
  }
}
