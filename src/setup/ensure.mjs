// Sees to it that the packages of package-lock.json are installed. Plain Node: it runs before there is anything else.
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installReason, rememberInstall } from "./install-state.mjs";
import { nodeFault } from "./node-version.mjs";
import { run, seconds } from "./run.mjs";

export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const EXIT_ENVIRONMENT = 4;

/** Installs when needed and gives 0, or the exit code to end with. Says what it does on standard error. */
export async function ensure(root, { npm = "npm", nodeVersion = process.versions.node } = {}) {
  const fault = nodeFault(nodeVersion);
  if (fault) return fail(fault);
  const reason = installReason(root);
  if (reason) {
    console.error(`setup: ${reason}, running npm ci (needs the network, once)`);
    const started = performance.now();
    const code = await install(root, npm);
    if (code !== 0) {
      return fail(
        `error: npm ci ended with code ${code} [environment]\n` +
          "  do:    Read npm's message above; with no network, copy node_modules from a machine that has one",
      );
    }
    console.error(`setup: packages installed in ${seconds(started)}`);
  }
  rememberInstall(root);
  linkCommand(root);
  return 0;
}

const install = (root, npm) =>
  // Tools for building count as needed, whatever NODE_ENV says.
  run(npm, ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  }).catch((error) => {
    console.error(String(error));
    return EXIT_ENVIRONMENT;
  });

function fail(message) {
  console.error(message);
  return EXIT_ENVIRONMENT;
}

/** npm links the commands of packages, not the project's own: with this, npx and node_modules/.bin find `nap` at once. */
function linkCommand(root) {
  const bin = join(root, "node_modules", ".bin");
  const link = join(bin, "nap");
  if (existsSync(link) || process.platform === "win32") return;
  mkdirSync(bin, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(join("..", "..", "src", "cli", "nap.mjs"), link);
  chmodSync(join(root, "src", "cli", "nap.mjs"), 0o755);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await ensure(projectRoot);
