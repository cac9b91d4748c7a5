import { parentPort, workerData } from "node:worker_threads";
import { openZip } from "../../src/archive/zip.ts";
import { NapError } from "../../src/errors/nap-error.ts";
import { ARCHIVE_LIMITS } from "./limits.ts";
import { type Job, lineFiles, readMember } from "./read-member.ts";

/** Takes jobs one at a time until it is told `null`; answers each with its result, or with the fault. */
const { archive, folder, id } = workerData as { archive: string; folder: string; id: number };
const port = parentPort;
if (port === null) throw new Error("loaders/iati/worker.ts runs as a worker only");

const zip = await openZip(archive, ARCHIVE_LIMITS);
const files = lineFiles(folder, id);
port.on("message", async (job: Job | null) => {
  try {
    if (job === null) {
      files.close();
      await zip.close();
      port.close();
      return;
    }
    port.postMessage({ result: await readMember(zip, job, files) });
  } catch (error) {
    const fault = error instanceof NapError ? error.toJSON() : { code: "bug", what: String(error) };
    port.postMessage({ fault });
  }
});
port.postMessage({ ready: true });
