import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Zip } from "../../src/archive/zip.ts";
import type { Quarantined } from "../../src/model/contract.ts";
import { readDocument } from "../_shared/iati-document.ts";
import { DatasetRefused } from "../_shared/iati-refused.ts";
import { activityLines, newTally, refusedDataset, type Tally } from "../_shared/iati-rows.ts";

/** One dataset to read: its member in the archive, and its number in the order of names. */
export interface Job {
  member: string;
  dataset: number;
}

export interface JobResult {
  dataset: number;
  kind: "activities" | "organisations" | "refused";
  version: string | null;
  tally: Tally;
  refusal: Quarantined | null;
}

/** Keys of activities are unique over all datasets, and the same whoever reads them. */
const KEYS_PER_DATASET = 10_000_000;
const FLUSH_CHARACTERS = 1_000_000;

/** Files that one reader fills with the lines of all its datasets. */
export interface LineFiles {
  own(text: string): void;
  flows(text: string): void;
  close(): void;
}

/** Opens `activity-<id>.csv` and `flow-<id>.csv` in a folder. Lines are written synchronously: memory stays flat. */
export function lineFiles(folder: string, id: number): LineFiles {
  const own = bufferedFile(join(folder, `activity-${id}.csv`));
  const flows = bufferedFile(join(folder, `flow-${id}.csv`));
  return {
    own: own.write,
    flows: flows.write,
    close: () => {
      own.close();
      flows.close();
    },
  };
}

function bufferedFile(path: string) {
  const file = openSync(path, "w");
  let waiting = "";
  const flush = () => {
    if (waiting !== "") writeAll(file, Buffer.from(waiting));
    waiting = "";
  };
  return {
    write: (text: string) => {
      waiting += text;
      if (waiting.length >= FLUSH_CHARACTERS) flush();
    },
    close: () => {
      flush();
      closeSync(file);
    },
  };
}

function writeAll(file: number, bytes: Uint8Array): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(file, bytes, at);
}

/**
 * Reads one dataset into the files. One that cannot be used is told as refused: its lines so far are in the files,
 * and must not be counted. Faults of the archive itself are thrown.
 */
export async function readMember(zip: Zip, job: Job, files: LineFiles): Promise<JobResult> {
  const tally = newTally();
  let key = job.dataset * KEYS_PER_DATASET;
  try {
    const info = await readDocument(zip.open(job.member), (activity) => {
      const lines = activityLines(activity, key++, job.dataset, job.member, tally);
      files.own(lines.own);
      files.flows(lines.flows);
    });
    return { dataset: job.dataset, kind: info.kind, version: info.version, tally, refusal: null };
  } catch (error) {
    if (!(error instanceof DatasetRefused)) throw error;
    const refusal = refusedDataset(job.member, error.code, error.reason, error.remedy, error.line);
    return { dataset: job.dataset, kind: "refused", version: null, tally: newTally(), refusal };
  }
}
