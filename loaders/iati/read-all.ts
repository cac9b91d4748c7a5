import { Worker } from "node:worker_threads";
import { openZip } from "../../src/archive/zip.ts";
import type { Place } from "../../src/errors/nap-error.ts";
import {
  ArchiveError,
  DiskFullError,
  TooLargeError,
  TruncatedError,
} from "../../src/errors/source-errors.ts";
import { ARCHIVE_LIMITS } from "./limits.ts";
import { type Job, type JobResult, lineFiles, readMember } from "./read-member.ts";

type Message = { ready: true } | { result: JobResult } | { fault: Fault };
interface Fault {
  code: string;
  what: string;
  place?: Place;
  remedy?: string;
}

/**
 * Reads all jobs with so many threads, one being this one. Each unpacks for itself and writes its own pair of
 * files; the order of lines in them differs between runs, the set of lines does not.
 * @throws ArchiveError, TruncatedError, TooLargeError for a damaged archive.
 */
export async function readAll(
  archive: string,
  folder: string,
  jobs: readonly Job[],
  threads: number,
): Promise<JobResult[]> {
  const results =
    threads === 1 ? await readHere(archive, folder, jobs) : await readApart(archive, folder, jobs, threads);
  return results.sort((a, b) => a.dataset - b.dataset);
}

async function readHere(archive: string, folder: string, jobs: readonly Job[]): Promise<JobResult[]> {
  const zip = await openZip(archive, ARCHIVE_LIMITS);
  const files = lineFiles(folder, 0);
  try {
    const results: JobResult[] = [];
    for (const job of jobs) results.push(await readMember(zip, job, files));
    return results;
  } finally {
    files.close();
    await zip.close();
  }
}

async function readApart(
  archive: string,
  folder: string,
  jobs: readonly Job[],
  threads: number,
): Promise<JobResult[]> {
  const waiting = [...jobs].reverse();
  const results: JobResult[] = [];
  const workers: Worker[] = [];
  try {
    await Promise.all(
      Array.from({ length: threads }, (_, id) => {
        const worker = new Worker(new URL("./worker.mjs", import.meta.url), {
          workerData: { archive, folder, id },
          execArgv: [],
        });
        workers.push(worker);
        return serve(worker, waiting, results);
      }),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return results;
}

function serve(worker: Worker, waiting: Job[], results: JobResult[]): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("message", (message: Message) => {
      if ("fault" in message) return reject(errorOf(message.fault));
      if ("result" in message) results.push(message.result);
      worker.postMessage(waiting.pop() ?? null);
    });
    worker.on("error", reject);
    worker.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`A reading thread ended with code ${code}`)),
    );
  });
}

/** Errors lose their class on the way between threads. */
function errorOf(fault: Fault): Error {
  const { what, place = {}, remedy = "" } = fault;
  switch (fault.code) {
    case "archive":
      return new ArchiveError(what, place, remedy);
    case "truncated":
      return new TruncatedError(what, place, remedy);
    case "too-large":
      return new TooLargeError(what, place, remedy);
    default:
      return /ENOSPC/.test(what)
        ? new DiskFullError("The disk is full", place, "Free some space and run again")
        : new Error(what);
  }
}
