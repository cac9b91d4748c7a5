import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tempFolder } from "../support/temp.ts";
import { ROOT } from "../support/warehouse.ts";

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

const NAP = join(ROOT, "src/cli/nap.mjs");

/** A project of its own: a copy of the data, the code by link. */
export async function makeProject(): Promise<string> {
  const root = await tempFolder();
  await cp(join(ROOT, "data"), join(root, "data"), { recursive: true });
  for (const name of ["src", "loaders", "node_modules", "package.json"])
    await symlink(join(ROOT, name), join(root, name));
  return root;
}

/** Starts the real command in a project; `env` adds to a clean environment. */
export function startNap(root: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  const { NAP_ROOT: _root, PORT: _port, ...rest } = process.env;
  return spawn(process.execPath, [NAP, ...args], {
    cwd: root,
    env: { ...rest, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** What a started command printed and how it ended. */
export function ended(child: ChildProcess): Promise<Ended> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

export const nap = (root: string, args: string[], env: Record<string, string> = {}): Promise<Ended> =>
  ended(startNap(root, args, env));

/** Resolves with the first text on a stream that matches; fails when the process ends before. */
export function waitFor(
  child: ChildProcess,
  stream: "stdout" | "stderr",
  pattern: RegExp,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let seen = "";
    child[stream]?.on("data", (chunk) => {
      seen += chunk;
      const match = pattern.exec(seen);
      if (match) resolve(match);
    });
    child.on("close", (code) => reject(new Error(`ended with ${code} before ${pattern}: ${seen}`)));
  });
}

export const hashOf = async (path: string) =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex");

/** Changes a text file of the project and gives a function that restores it. */
export async function change(
  path: string,
  edit: (text: string) => string | Uint8Array,
): Promise<() => Promise<void>> {
  const before = await readFile(path);
  const after = edit(before.toString("utf8"));
  if (Buffer.from(after).equals(before)) throw new Error(`the change of ${path} changes nothing`);
  await writeFile(path, after);
  return () => writeFile(path, before);
}
