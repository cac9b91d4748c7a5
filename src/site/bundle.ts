import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** Paths go into names and order, so that they must be the same wherever the project lies and packages are linked from. */
const anywhere = (root: string) => ({ absWorkingDir: root, preserveSymlinks: true });

/** Bundles each page's module; what pages share becomes shared chunks. Names follow content, so bytes are stable. */
export async function bundlePages(root: string, from: string, to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true });
  const entryPoints = readdirSync(from)
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(from, name));
  await build({
    ...anywhere(root),
    entryPoints,
    outdir: to,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    chunkNames: "shared-[hash]",
    legalComments: "none",
    logLevel: "warning",
  });
}

/** Bundles the style sheet with its fonts into one folder; returns the sheet's file name. */
export async function bundleStyle(root: string, entry: string, to: string): Promise<string> {
  const result = await build({
    ...anywhere(root),
    entryPoints: { site: entry },
    outdir: to,
    bundle: true,
    minify: true,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file" },
    metafile: true,
    logLevel: "warning",
  });
  const sheet = Object.keys(result.metafile.outputs).find((name) => name.endsWith(".css"));
  if (!sheet) throw new Error("esbuild wrote no style sheet");
  return sheet.split("/").at(-1) as string;
}
