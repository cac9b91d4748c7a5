import type { SourceRequest } from "../model/live-source.ts";

/** A request with what only this pull knows: who may be asked, how fast, what we have already. */
export interface NetRequest extends SourceRequest {
  hosts: readonly string[];
  paceMs: number;
  etag?: string;
  lastModified?: string;
  /** Sent to the first host only, and shown nowhere. */
  secret?: { header: string; value: string };
}

/** Headers that are kept with an answer, lower-case names. */
export type KeptHeaders = Record<string, string>;

/** A new answer, whole on disk. */
export interface Fresh {
  modified: true;
  /** Where the bytes came from in the end; secret-looking values of its query are blacked out. */
  finalUrl: string;
  /** 200, also where the rest of an earlier download was fetched. */
  status: number;
  headers: KeptHeaders;
  /** Decoded bytes in the file. */
  bytes: number;
  /** Of the decoded bytes, in hex. */
  sha256: string;
  /** ISO 8601, UTC. */
  retrieved: string;
}

/** The source says that what we have is still its newest. */
export interface Unchanged {
  modified: false;
  retrieved: string;
  headers: KeptHeaders;
}

export interface NetEvent {
  kind: "retry" | "wait" | "redirect" | "resume";
  url: string;
  detail: string;
}

export interface NetOptions {
  now(): Date;
  /** 0 to 1. */
  random(): number;
  /** Resolves after `ms`; rejects when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  userAgent: string;
  /** Address that stands before every host: `https://host/path` is asked as `<mirror>/host/path`. */
  mirror?: string;
  /** Attempts in a row without progress; default 4. */
  tries?: number;
  /** Longest `Retry-After` that is waited for; default 120,000 ms. */
  maxWaitMs?: number;
  /** Slower bodies are given up; default 50, 0 for no limit. */
  minBytesPerSecond?: number;
  /** Over how long the rate is measured, and so the time a body has to get going; default 30,000 ms. */
  rateWindowMs?: number;
  report?(event: NetEvent): void;
}

export interface Net {
  /**
   * Asks, checks and stores one answer. On success `file` is whole and flushed to disk; on failure it is gone, or kept
   * with `<file>.resume.json` where the next call can go on from it.
   * The deadline runs from the first request's turn: waiting for the host's pace does not count.
   * @throws TransportError, RedirectError, TruncatedError, TooLargeError, AnswerKindError, DiskFullError; the
   * signal's own reason when it is aborted.
   */
  get(request: NetRequest, file: string, signal?: AbortSignal): Promise<Fresh | Unchanged>;
  close(): Promise<void>;
}
