import type { Effects } from "../effects.ts";

/**
 * Fills a folder under a temporary name and puts it in the place of the old one, whole or not at all.
 * Whatever `fill` throws is passed on; the old folder is then as it was.
 */
export async function swapFolder<T>(
  effects: Effects,
  target: string,
  fill: (temporary: string) => Promise<T>,
): Promise<T> {
  const { files } = effects;
  const temporary = `${target}.tmp`;
  const old = `${target}.old`;
  // A run that died between the two renames left the last good folder under its old name.
  if (!(await files.exists(target)) && (await files.exists(old))) await files.rename(old, target);
  await files.remove(temporary);
  await files.remove(old);
  try {
    await files.makeFolder(temporary);
    const result = await fill(temporary);
    await replace(effects, temporary, target, old);
    return result;
  } finally {
    await files.remove(temporary);
  }
}

async function replace({ files }: Effects, from: string, to: string, old: string): Promise<void> {
  const before = await files.exists(to);
  if (before) await files.rename(to, old);
  try {
    await files.rename(from, to);
  } catch (error) {
    if (before) await files.rename(old, to);
    throw error;
  }
  await files.remove(old);
}
