import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const hashFile = (root) => join(root, "node_modules", ".nap-lock-hash");

/** Checksum of package-lock.json. */
const lockHash = (root) =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");

export const rememberInstall = (root) => writeFileSync(hashFile(root), `${lockHash(root)}\n`);

/** Why the packages must be installed, in words; null where they are those of package-lock.json. */
export function installReason(root) {
  if (!existsSync(join(root, "node_modules"))) return "node_modules is missing";
  if (existsSync(hashFile(root))) {
    return readFileSync(hashFile(root), "utf8").trim() === lockHash(root)
      ? null
      : "package-lock.json has changed";
  }
  return matchesLock(root) ? null : "node_modules is not that of package-lock.json";
}

/** For packages that somebody installed with npm itself: npm's own list against ours. */
function matchesLock(root) {
  const listed = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(listed)) return false;
  const wanted = readPackages(join(root, "package-lock.json"));
  const have = readPackages(listed);
  return Object.entries(wanted).every(([path, { version, optional }]) =>
    have[path] ? have[path].version === version : optional === true || path === "",
  );
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}
