// One refresh of the toy source in the project named by the first argument; killed by the test at any moment.

import { realEffects } from "../../src/effects.ts";
import { makeNet } from "../../src/net/client.ts";
import { refresh } from "../../src/refresh/refresh.ts";
import { projectPaths } from "../../src/warehouse/paths.ts";
import { toySource } from "./toy-source.ts";

const [root = "", mirror = ""] = process.argv.slice(2);
const effects = { ...realEffects(), env: { NAP_MIRROR: mirror } };
const net = makeNet({ ...effects, userAgent: "crash-test", mirror });
const source = toySource();
process.stdout.write("ready\n");
const report = await refresh(effects, net, projectPaths(root), {
  chosen: [source],
  all: [source],
  // Without the transcribed series: a run is shorter, and its steps are the same.
  series: [],
  dryRun: false,
  accepted: new Set(),
  acceptQuarantine: false,
  signal: new AbortController().signal,
  progress: () => {},
});
await net.close();
process.stdout.write(`${report.sources[0]?.outcome} ${report.state}\n`);
