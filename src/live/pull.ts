import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Effects } from "../effects.ts";
import { SnapshotIntegrityError } from "../errors/data-errors.ts";
import type { Answer, AnswerKind } from "../model/live-source.ts";
import { type LivePaths, objectPath } from "./paths.ts";
import { writeWhole } from "./write-whole.ts";

/** One answer of a pull, as its manifest has it. */
export interface PulledAnswer {
  name: string;
  /** Address asked, without secrets. */
  url: string;
  finalUrl: string;
  kind: AnswerKind;
  status: number;
  headers: Record<string, string>;
  retrieved: string;
  bytes: number;
  sha256: string;
}

/** Everything that one pull of one source asked and was answered; immutable, named by its own checksum. */
export interface PullManifest {
  source: string;
  /** Day of the pull: loaders see this day again when the pull is read later. */
  today: string;
  answers: PulledAnswer[];
  records: number;
  as_of: string;
  as_of_basis: string;
  leftOut: Record<string, number>;
  notes: string[];
}

export interface Pull extends PullManifest {
  /** SHA-256 of the manifest's bytes. */
  id: string;
}

const textOf = (manifest: PullManifest) => `${JSON.stringify(manifest, null, 1)}\n`;
const hash = (text: string | Uint8Array) => createHash("sha256").update(text).digest("hex");

export const pullPath = (paths: LivePaths, source: string, id: string) =>
  join(paths.pulls, source, `${id}.json`);

/** Stores a manifest under its checksum. Writing the same one again changes nothing. */
export async function writePull(effects: Effects, paths: LivePaths, manifest: PullManifest): Promise<Pull> {
  const text = textOf(manifest);
  const id = hash(text);
  const path = pullPath(paths, manifest.source, id);
  if (!(await effects.files.exists(path))) await writeWhole(effects, path, text);
  return { ...manifest, id };
}

/** @throws SnapshotIntegrityError where the manifest is gone or is not the one that its name vouches for. */
export async function readPull(
  effects: Effects,
  paths: LivePaths,
  source: string,
  id: string,
): Promise<Pull> {
  const place = { source, file: `data/live/pulls/${source}/${id}.json` };
  const path = pullPath(paths, source, id);
  if (!(await effects.files.exists(path)))
    throw new SnapshotIntegrityError("The manifest of a pull is missing", place, REMEDY);
  const bytes = await effects.files.read(path);
  if (hash(bytes) !== id)
    throw new SnapshotIntegrityError("The manifest of a pull was changed", place, REMEDY);
  return { ...(JSON.parse(new TextDecoder().decode(bytes)) as PullManifest), id };
}

/** The pull of a source that a state holds; null where it holds none. */
export async function pullIn(
  effects: Effects,
  paths: LivePaths,
  state: { pulls: Readonly<Record<string, string>> },
  source: string,
): Promise<Pull | null> {
  const id = state.pulls[source];
  return id === undefined ? null : readPull(effects, paths, source, id);
}

const REMEDY =
  "Restore data/live from a copy, go back with nap build --state, or pull again with nap refresh";

/**
 * The answers of a pull, each verified against size and checksum when it is opened.
 * @throws SnapshotIntegrityError where an object is missing or was changed.
 */
export async function openAnswers(
  effects: Effects,
  paths: LivePaths,
  source: string,
  answers: readonly PulledAnswer[],
): Promise<Answer[]> {
  const out: Answer[] = [];
  for (const answer of answers) out.push(await openAnswer(effects, paths, source, answer));
  return out;
}

export async function openAnswer(
  effects: Effects,
  paths: LivePaths,
  source: string,
  answer: PulledAnswer,
): Promise<Answer> {
  const path = objectPath(paths, answer.sha256);
  const place = { source, file: `data/live/objects/${answer.sha256.slice(0, 12)}… (${answer.name})` };
  if (!(await effects.files.exists(path)))
    throw new SnapshotIntegrityError("The bytes of an answer are missing", place, REMEDY);
  const found = await effects.files.fingerprint(path);
  if (found.sha256 !== answer.sha256 || found.bytes !== answer.bytes) {
    throw new SnapshotIntegrityError(
      `The bytes of an answer changed: ${found.bytes} bytes and checksum ${found.sha256.slice(0, 12)}…, not ${answer.bytes} and ${answer.sha256.slice(0, 12)}…`,
      place,
      REMEDY,
    );
  }
  return {
    name: answer.name,
    url: answer.url,
    kind: answer.kind,
    path,
    bytes: answer.bytes,
    sha256: answer.sha256,
    retrieved: answer.retrieved,
    headers: answer.headers,
    read: () => effects.files.read(path),
  };
}
