import { join, relative } from "node:path";
import { build } from "esbuild";
import type { Problem } from "./problem.ts";

/** Every import of our modules is a path: a bare name works in Node but in no browser. Text that only looks like one is none. */
export async function checkImports(site: string, modules: readonly string[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  await build({
    entryPoints: modules.map((file) => join(site, file)),
    bundle: true,
    write: false,
    outdir: site,
    format: "esm",
    logLevel: "silent",
    plugins: [
      {
        name: "note-imports",
        setup(b) {
          b.onResolve({ filter: /.*/ }, ({ path, kind, importer }) => {
            if (kind === "entry-point") return undefined;
            if (!/^\.{0,2}\//.test(path)) {
              problems.push({
                code: "bare-import",
                file: relative(site, importer),
                what: `imports "${path}", which no browser finds`,
              });
            }
            return { path, external: true };
          });
        },
      },
    ],
  });
  return problems;
}

/** A style sheet loads nothing from another host. */
export function checkSheet(file: string, css: string): Problem[] {
  if (!/@import\s+["']?https?:|url\(\s*["']?https?:/.test(css)) return [];
  return [{ code: "foreign-host", file, what: "the sheet loads from another host" }];
}
