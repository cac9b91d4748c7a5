import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];
afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true, force: true }))));

/** A folder that is removed when the test file is done. */
export async function tempFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "nap-test-"));
  made.push(path);
  return path;
}
