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
  await recoverFolder(effects, target);
  await files.remove(temporary);
  try {
    await files.makeFolder(temporary);
    const result = await fill(temporary);
    await replaceFolder(effects, temporary, target);
    return result;
  } finally {
    await files.remove(temporary);
  }
}

const oldName = (target: string) => `${target}.old`;

/** A run that died between the two renames left the last good folder under its old name: puts it back. */
export async function recoverFolder({ files }: Effects, target: string): Promise<void> {
  const old = oldName(target);
  if (!(await files.exists(target)) && (await files.exists(old))) await files.rename(old, target);
  await files.remove(old);
}

/** Puts one folder in the place of another; where that fails, the other is put back. */
export async function replaceFolder({ files }: Effects, from: string, to: string): Promise<void> {
  const old = oldName(to);
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
