import { makeSpells } from "../../evaluation/core/spells.ts";
import { joinOwn, type OwnData } from "../../evaluation/study/own-data.ts";
import type { StudyFile } from "../data/workbench.ts";
import { type Opened, RUN } from "./run.ts";
import type { Failure, Reply, Request, TaskName } from "./tasks.ts";

/** The worker: reads the study by itself, does one task after another, drops those that were cancelled. */

const send = (reply: Reply) => (self as unknown as Worker).postMessage(reply);

let opened: Promise<Opened> | null = null;
const cancelled = new Set<number>();
let last: Promise<unknown> = Promise.resolve();

self.addEventListener("message", ({ data }: MessageEvent<Request>) => {
  if (data.kind === "cancel") cancelled.add(data.id);
  else if (data.kind === "open") {
    opened = open(data.study, data.own as OwnData | null);
    opened.then(
      ({ study }) => send({ kind: "opened", years: study.years }),
      (error: unknown) => send({ kind: "failed", id: null, failure: failureOf(error) }),
    );
  } else last = last.then(() => answer(data));
});

async function open(address: string, own: OwnData | null): Promise<Opened> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The study's file answers with status ${response.status}`);
  const { study, spells, plan } = (await response.json()) as StudyFile;
  return { study: own ? joinOwn(study, own) : study, spells: makeSpells(spells), plan };
}

async function answer(request: Extract<Request, { kind: "ask" }>): Promise<void> {
  const { id, task, input } = request;
  if (cancelled.delete(id)) return;
  try {
    if (!opened) throw new Error("The worker was asked before it was given its study");
    const world = await opened;
    const from = performance.now();
    const run = RUN[task as TaskName] as (typeof RUN)["analysis"];
    const value = await run(world, input as never, {
      partial: (part) => send({ kind: "partial", id, value: part }),
      breathe,
      cancelled: () => cancelled.has(id),
    });
    if (cancelled.delete(id)) return;
    send({ kind: "done", id, value, ms: performance.now() - from });
  } catch (error) {
    send({ kind: "failed", id, failure: failureOf(error) });
  }
}

/** Lets a waiting message in: without it no cancel would ever be read. */
function breathe(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

function failureOf(error: unknown): Failure {
  const { code, what, remedy, message } = error as Partial<Failure> & { message?: string };
  return {
    code: code ?? "bug",
    what: what ?? message ?? String(error),
    remedy: remedy ?? "Reload the page; if it happens again, report it with the address of this page",
  };
}
