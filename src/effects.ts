import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";

/** Everything that reaches outside: the only place where the clock is read and files are touched. */
export interface Effects {
  now(): Date;
  env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
  isTerminal: boolean;
  files: {
    read(path: string): Promise<Uint8Array>;
    list(path: string): Promise<string[]>;
    exists(path: string): Promise<boolean>;
    write(path: string, data: string | Uint8Array): Promise<void>;
    makeFolder(path: string): Promise<void>;
    remove(path: string): Promise<void>;
    rename(from: string, to: string): Promise<void>;
  };
}

export function realEffects(): Effects {
  return {
    now: () => new Date(),
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    files: {
      read: (path) => readFile(path),
      list: async (path) => (await readdir(path)).sort(),
      exists: (path) => stat(path).then(() => true, () => false),
      write: (path, data) => writeFile(path, data),
      makeFolder: async (path) => void (await mkdir(path, { recursive: true })),
      remove: (path) => rm(path, { recursive: true, force: true }),
      rename,
    },
  };
}
