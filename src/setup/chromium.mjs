// Finds Chromium for the browser tests, or installs Debian's.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { childEnv, run, seconds } from "./run.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FIXED = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

const HOW =
  "Install Chromium or Chrome (on Debian or Ubuntu: sudo apt-get install chromium), " +
  "or set CHROMIUM_PATH to the program of one that is there";

/**
 * Path of a Chromium that can be run: CHROMIUM_PATH first, then the usual places. Null where there is none.
 * @public
 */
export function findChromium(env = process.env, folders = FIXED) {
  const named = env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : [];
  const places = [...folders, ...(env.PATH ?? "").split(delimiter).filter(Boolean)];
  const candidates = [...named, ...places.flatMap((folder) => NAMES.map((name) => join(folder, name))), MAC];
  return candidates.find(canRun) ?? null;
}

function canRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Finds or installs; gives the path, or null after having said exactly what to do. */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const apt = ["/usr/bin/apt-get", "/bin/apt-get"].find(canRun);
  if (apt) {
    console.error("setup: no Chromium found, installing Debian's chromium (needs the network, once)");
    const started = performance.now();
    if (await aptInstall(apt)) console.error(`setup: chromium installed in ${seconds(started)}`);
    const installed = findChromium();
    if (installed) return installed;
  }
  console.error(`error: Chromium, which the browser tests need, is not there [environment]\n  do:    ${HOW}`);
  return null;
}

async function aptInstall(apt) {
  const prefix = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const options = {
    cwd: "/",
    env: childEnv({ DEBIAN_FRONTEND: "noninteractive" }),
    stdio: ["ignore", "ignore", "inherit"],
  };
  const call = (args) => {
    const [command, ...rest] = [...prefix, apt, ...args];
    return run(command, rest, options).catch(() => 1);
  };
  if ((await call(["update", "-qq"])) !== 0) return false;
  return (await call(["install", "-y", "-qq", "--no-install-recommends", "chromium"])) === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = await ensureChromium();
  if (path) console.log(path);
  process.exitCode = path ? 0 : 4;
}
