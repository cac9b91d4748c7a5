import { join } from "node:path";

/** Where everything lies, relative to the project's root. `build/` and `dist/` can always be thrown away. */
export interface Paths {
  root: string;
  data: string;
  build: string;
  warehouse: string;
  candidate: string;
  published: string;
  dist: string;
}

export function projectPaths(root: string): Paths {
  const build = join(root, "build");
  return {
    root,
    data: join(root, "data"),
    build,
    warehouse: join(build, "warehouse.duckdb"),
    candidate: join(build, "warehouse.candidate.duckdb"),
    published: join(build, "published"),
    dist: join(root, "dist"),
  };
}
