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

/** Bundles each worker into one file of its own; returns name → file name. */
export async function bundleWorkers(
  root: string,
  entries: Readonly<Record<string, string>>,
  to: string,
): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const [name, entry] of Object.entries(entries)) {
    const result = await build({
      ...anywhere(root),
      entryPoints: { [name]: join(root, entry) },
      outdir: to,
      bundle: true,
      format: "esm",
      target: "es2022",
      minify: true,
      entryNames: "[name]-[hash]",
      legalComments: "none",
      metafile: true,
      logLevel: "warning",
    });
    const [file] = Object.keys(result.metafile.outputs).map((path) => path.split("/").at(-1) ?? "");
    if (!file) throw new Error(`esbuild wrote no worker ${name}`);
    names[name] = file;
  }
  return names;
}

export interface BundledStyle {
  /** File name of the sheet. */
  sheet: string;
  /** File names of the fonts that every page needs: loading them early keeps the text from jumping. */
  fonts: string[];
}

/** Bundles the style sheet with its fonts into one folder. */
export async function bundleStyle(root: string, entry: string, to: string): Promise<BundledStyle> {
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
  const names = Object.keys(result.metafile.outputs).map((path) => path.split("/").at(-1) ?? "");
  const sheet = names.find((name) => name.endsWith(".css"));
  if (!sheet) throw new Error("esbuild wrote no style sheet");
  return { sheet, fonts: names.filter((name) => /-latin-wght-.*\.woff2$/.test(name)).sort() };
}
