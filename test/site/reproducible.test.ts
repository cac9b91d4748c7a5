import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { realEffects } from "../../src/effects.ts";
import { filesBelow } from "../../src/site/site-files.ts";
import { tempFolder } from "../support/temp.ts";
import { ROOT } from "../support/warehouse.ts";

/** Checksum of every file below a folder. */
async function tree(folder: string): Promise<Record<string, string>> {
  const out: Record<string, string> = {};
  for (const path of await filesBelow(realEffects(), folder)) {
    out[path] = createHash("sha256")
      .update(await readFile(join(folder, path)))
      .digest("hex");
  }
  return out;
}

/** A shell without any network interface, where this system allows one. */
const offline = spawnSync("unshare", ["-rn", "true"]).status === 0 ? ["unshare", "-rn"] : [];

it("a second build elsewhere, offline, in another time zone and locale, gives the same bytes", {
  timeout: 600_000,
}, async () => {
  const root = await tempFolder();
  for (const name of [
    "data",
    "src",
    "loaders",
    "pages",
    "package.json",
    "observablehq.config.ts",
    "tsconfig.json",
  ]) {
    await cp(join(ROOT, name), join(root, name), {
      recursive: true,
      filter: (path) => !/pages\/(lib|files|\.observablehq)(\/|$)/.test(path),
    });
  }
  await symlink(join(ROOT, "node_modules"), join(root, "node_modules"));
  const [program = "", ...args] = [...offline, process.execPath, "src/cli/nap.mjs", "build", "--quiet"];
  const run = spawnSync(program, args, {
    cwd: root,
    env: {
      ...process.env,
      TZ: "Pacific/Auckland",
      LANG: "tr_TR.UTF-8",
      LC_ALL: "tr_TR.UTF-8",
      NAP_ROOT: root,
    },
    encoding: "utf8",
  });
  expect(run.stderr).toBe("");
  expect(run.status).toBe(0);
  expect(await tree(join(root, "dist"))).toEqual(await tree(join(ROOT, "dist")));
});
