import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import {
  cp,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  utimes,
  writeFile,
} from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";

/** Everything that reaches outside: the only place where the clock is read and files are touched. */
export interface Effects {
  now(): Date;
  /** From 0 to 1; for jitter between tries only, never for a figure. */
  random(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
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
    /** Size and SHA-256, read as a stream: files may be larger than memory. */
    fingerprint(path: string): Promise<{ bytes: number; sha256: string }>;
    /** Hands a file or folder to the disk, so that a rename that follows cannot outrun its bytes. */
    sync(path: string): Promise<void>;
    /** Bytes that a user may still write to the disk of this folder. */
    freeBytes(path: string): Promise<number>;
  };
}

export function realEffects(): Effects {
  return {
    now: () => new Date(),
    random: Math.random,
    sleep: async (ms, signal) => void (await pause(ms, undefined, signal ? { signal } : {})),
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
      fingerprint,
      sync,
      freeBytes: async (path) => {
        const disk = await statfs(path);
        return disk.bavail * disk.bsize;
      },
    },
  };
}

async function fingerprint(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

async function sync(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
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
