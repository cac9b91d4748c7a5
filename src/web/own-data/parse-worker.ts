import { parseTask } from "./parse-task.ts";
import type { ParseReply, ParseRequest } from "./protocol.ts";

/** The worker that reads a reader's own file, so that the page stays free however large or odd the file is. */

const send = (reply: ParseReply) => (self as unknown as Worker).postMessage(reply);

/** Milliseconds between two reports of progress. */
const EVERY = 100;

self.addEventListener("message", async ({ data }: MessageEvent<ParseRequest>) => {
  let last = 0;
  const progress = (done: number) => {
    const now = performance.now();
    if (now - last < EVERY) return;
    last = now;
    send({ kind: "progress", done, of: data.file.size });
  };
  try {
    send(await parseTask(data, progress));
  } catch (error) {
    send({
      kind: "refused",
      words: { code: "bug", what: String(error), remedy: "Report it with the file's first rows" },
    });
  }
});
