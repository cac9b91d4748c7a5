import { cp, link, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";

/** Everything that reaches outside: the only place where the clock is read and files are touched. */
export interface Effects {
  now(): Date;
  env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
  isTerminal: boolean;
  /** This process, and whether another one of the same machine still lives. */
  self: { pid: number; host: string; isAlive(pid: number): boolean };
  files: {
    read(path: string): Promise<Uint8Array>;
    list(path: string): Promise<string[]>;
    exists(path: string): Promise<boolean>;
    write(path: string, data: string | Uint8Array): Promise<void>;
    makeFolder(path: string): Promise<void>;
    remove(path: string): Promise<void>;
    rename(from: string, to: string): Promise<void>;
    isFolder(path: string): Promise<boolean>;
    copyFolder(from: string, to: string): Promise<void>;
    /** Sets the time of change: Framework writes it into pages, and builds must not differ by it. */
    setTime(path: string, time: Date): Promise<void>;
    /** Makes a new file, whole from its first moment; false where the name is taken. */
    claim(path: string, data: string): Promise<boolean>;
  };
}

export function realEffects(): Effects {
  return {
    now: () => new Date(),
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    self: { pid: process.pid, host: hostname(), isAlive },
    files: {
      read: (path) => readFile(path),
      list: async (path) => (await readdir(path)).sort(),
      exists: (path) =>
        stat(path).then(
          () => true,
          () => false,
        ),
      write: (path, data) => writeFile(path, data),
      makeFolder: async (path) => void (await mkdir(path, { recursive: true })),
      remove: (path) => rm(path, { recursive: true, force: true }),
      rename,
      isFolder: async (path) => (await stat(path)).isDirectory(),
      copyFolder: (from, to) => cp(from, to, { recursive: true }),
      setTime: (path, time) => utimes(path, time, time),
      claim,
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user lives, although it may not be signalled.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function claim(path: string, data: string): Promise<boolean> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, data);
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
