import { join } from "node:path";
import type { Effects } from "../effects.ts";
import { LockedError } from "../errors/run-errors.ts";

/** What build/lock.json says of the run that holds it. */
export interface Holder {
  pid: number;
  host: string;
  started: string;
  heartbeat: string;
}

export interface RunLock {
  release(): Promise<void>;
}

const HEARTBEAT_MS = 10_000;
/** A holder that has not renewed its lock for so long is gone, even if another process got its number. */
const SILENT_MS = 5 * 60_000;

export const lockPath = (buildFolder: string) => join(buildFolder, "lock.json");

/**
 * Takes the lock of the build folder; a lock whose holder is dead is taken over. The lock is renewed until released.
 * @throws LockedError that says who holds it and since when.
 */
export async function acquireLock(effects: Effects, buildFolder: string): Promise<RunLock> {
  await effects.files.makeFolder(buildFolder);
  const path = lockPath(buildFolder);
  const now = effects.now().toISOString();
  const own: Holder = { pid: effects.self.pid, host: effects.self.host, started: now, heartbeat: now };
  if (!(await effects.files.claim(path, textOf(own)))) {
    await removeStale(effects, path);
    if (!(await effects.files.claim(path, textOf(own))))
      throw lockedBy(effects, await readHolder(effects, path), path);
  }
  const timer = setInterval(() => void renew(effects, path, own).catch(() => {}), HEARTBEAT_MS);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      if (isSame(await readHolder(effects, path), own)) await effects.files.remove(path);
    },
  };
}

const textOf = (holder: Holder) => `${JSON.stringify(holder)}\n`;
const isSame = (a: Holder | null, b: Holder) =>
  a?.pid === b.pid && a.host === b.host && a.started === b.started;

/** The holder, or null where there is no lock or it cannot be read as one. */
async function readHolder(effects: Effects, path: string): Promise<Holder | null> {
  try {
    const value = JSON.parse(new TextDecoder().decode(await effects.files.read(path))) as Holder;
    return typeof value?.pid === "number" && typeof value.host === "string" ? value : null;
  } catch {
    return null;
  }
}

/** Dead: the process is gone from this machine, or it has been silent for too long. An unreadable lock has no holder. */
export function isStale(effects: Effects, holder: Holder | null): boolean {
  if (!holder) return true;
  if (holder.host === effects.self.host && !effects.self.isAlive(holder.pid)) return true;
  const heartbeat = Date.parse(holder.heartbeat);
  return Number.isNaN(heartbeat) || effects.now().getTime() - heartbeat > SILENT_MS;
}

/**
 * Moves a stale lock aside before removing it: should another run have taken over in between, the lock moved is a
 * live one, and goes back.
 */
async function removeStale(effects: Effects, path: string): Promise<void> {
  const holder = await readHolder(effects, path);
  if (!isStale(effects, holder)) throw lockedBy(effects, holder, path);
  const aside = `${path}.stale-${effects.self.pid}`;
  try {
    await effects.files.rename(path, aside);
  } catch {
    return;
  }
  const moved = await readHolder(effects, aside);
  if (!isStale(effects, moved) && moved) await effects.files.claim(path, textOf(moved));
  await effects.files.remove(aside);
}

async function renew(effects: Effects, path: string, own: Holder): Promise<void> {
  if (!isSame(await readHolder(effects, path), own)) return;
  const draft = `${path}.renewed`;
  await effects.files.write(draft, textOf({ ...own, heartbeat: effects.now().toISOString() }));
  await effects.files.rename(draft, path);
}

function lockedBy(effects: Effects, holder: Holder | null, path: string): LockedError {
  if (!holder)
    return new LockedError("Another run has just taken the lock", { file: path }, "Wait for it to end");
  const seconds = Math.max(0, Math.round((effects.now().getTime() - Date.parse(holder.heartbeat)) / 1000));
  return new LockedError(
    `Another run holds the lock: process ${holder.pid} on ${holder.host}, since ${holder.started}, last sign of life ${seconds} s ago`,
    { file: "build/lock.json" },
    "Wait for it to end, or stop that process; the lock of a dead process is taken over by itself",
  );
}
