import { existsSync } from "node:fs";
import { cp, readdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LIVE_SOURCES } from "../../loaders/registry.ts";
import { openDatabase } from "../../src/warehouse/database.ts";
import { hashOf, makeProject, nap } from "../cli/project.ts";
import { ALL_REPLAYS } from "../support/replay/all.ts";
import { type ReplayServer, startReplays } from "../support/replay/server.ts";
import { ROOT } from "../support/warehouse.ts";

const TOKEN = "a-secret-that-must-not-be-seen";

interface Source {
  source: string;
  outcome: string;
  requests: number;
  conditional: number;
  records: number | null;
  fault: unknown;
}

let root: string;
let server: ReplayServer;
const env = () => ({ NAP_MIRROR: server.url, UCDP_TOKEN: TOKEN });

beforeAll(async () => {
  root = await makeProject();
  for (const name of ["observablehq.config.ts", "tsconfig.json"])
    await symlink(join(ROOT, name), join(root, name));
  const made = ["lib", "files", ".observablehq"].map((name) => join(ROOT, "pages", name));
  await cp(join(ROOT, "pages"), join(root, "pages"), {
    recursive: true,
    filter: (from) => !made.some((folder) => from.startsWith(folder)),
  });
  server = await startReplays(ALL_REPLAYS);
});
afterAll(() => server?.close());

const query = async <T>(sql: string): Promise<T[]> => {
  const db = await openDatabase(join(root, "build/warehouse.duckdb"), { readOnly: true });
  try {
    return (await db.query(sql)) as T[];
  } finally {
    db.close();
  }
};

describe("a refresh of every source from replayed answers", () => {
  it("takes them all, from nothing to a built site", { timeout: 400_000 }, async () => {
    const run = await nap(root, ["refresh", "--json", "--quiet"], env());
    const report = JSON.parse(run.out) as { sources: Source[]; changed: boolean; state: string };
    expect(report.sources.filter((s) => s.outcome !== "new")).toEqual([]);
    expect(run.code).toBe(0);
    expect(report.sources).toHaveLength(LIVE_SOURCES.length);
    expect(report.changed).toBe(true);
    for (const table of LIVE_SOURCES.flatMap((s) => (s.kind === "extract" ? s.tables : []))) {
      const [row] = await query<{ n: string }>(`SELECT count(*) AS n FROM ${table.table}`);
      expect(Number(row?.n), table.table).toBeGreaterThan(0);
    }
    const live = await query<{ n: string }>(
      "SELECT count(*) AS n FROM observation WHERE source_ids LIKE 'live:%'",
    );
    expect(Number(live[0]?.n)).toBeGreaterThan(5000);
    const changes = await readFile(join(root, "dist/changes.html"), "utf8");
    expect(changes).toContain(`state-${report.state}`);
    expect(changes).toContain(`${LIVE_SOURCES.length} sources of ${LIVE_SOURCES.length} were pulled live`);
    expect(await readFile(join(root, "dist/data/crs_flow.csv"), "utf8")).toContain("not_screened");
  });

  it("asks the second time only whether anything is new, and changes nothing", async () => {
    const before = await hashOf(join(root, "build/warehouse.duckdb"));
    const head = await readFile(join(root, "data/live/HEAD"), "utf8");
    server.requests.length = 0;
    const run = await nap(root, ["refresh", "--warehouse-only", "--json", "--quiet"], env());
    const report = JSON.parse(run.out) as { sources: Source[]; changed: boolean };
    expect(run.code).toBe(0);
    expect(report.sources.filter((s) => s.outcome !== "unchanged")).toEqual([]);
    expect(server.requests.length).toBeGreaterThan(LIVE_SOURCES.length);
    expect(server.requests.filter((r) => !r.conditional).map((r) => r.path)).toEqual([]);
    expect(report.changed).toBe(false);
    expect(await hashOf(join(root, "build/warehouse.duckdb"))).toBe(before);
    expect(await readFile(join(root, "data/live/HEAD"), "utf8")).toBe(head);
  });

  it("keeps the key out of every file, and of what it prints", async () => {
    expect(server.requests.some((r) => r.headers["x-ucdp-access-token"] === TOKEN)).toBe(true);
    const live = join(root, "data/live");
    for (const name of await readdir(live, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const bytes = await readFile(join(name.parentPath, name.name));
      expect(bytes.includes(TOKEN), name.name).toBe(false);
    }
    const skipped = await nap(root, ["refresh", "--source", "ucdp-api", "--warehouse-only"], {
      NAP_MIRROR: server.url,
    });
    expect(skipped.out).toContain("UCDP_TOKEN is not set");
    expect(skipped.code).toBe(0);
    expect(existsSync(join(live, "HEAD"))).toBe(true);
  });

  it("goes back to the state before, offline, with the same bytes as ever", {
    timeout: 200_000,
  }, async () => {
    const back = await nap(root, ["build", "--warehouse-only", "--state", "base", "--quiet"]);
    expect(back.err).toBe("");
    expect(Number((await query<{ n: string }>("SELECT count(*) AS n FROM crs_flow"))[0]?.n)).toBe(0);
    const sums = `SELECT md5(string_agg(concat_ws('|', indicator, iso3, "year", "value", category), chr(10)
      ORDER BY indicator, iso3, "year")) AS n FROM observation`;
    await nap(root, ["build", "--warehouse-only", "--quiet"]);
    const [first] = await query<{ n: string }>(sums);
    const id = (await readFile(join(root, "data/live/HEAD"), "utf8")).trim();
    await nap(root, ["build", "--warehouse-only", "--quiet", "--state", id]);
    expect(await query(sums)).toEqual([first]);
  });

  it("lists the sources with their pulls, and the states", async () => {
    const listed = JSON.parse((await nap(root, ["sources", "--json"])).out) as {
      sources: { id: string; pulled: string | null; fault: unknown }[];
    };
    expect(listed.sources.filter((s) => s.pulled === null || s.fault !== null)).toEqual([]);
    expect((await nap(root, ["sources"])).out).toContain("world-bank");
    expect((await nap(root, ["sources", "--states"])).out).toMatch(/\* +\d{4}-\d{2}-\d{2}-[0-9a-f]{8}/);
    expect((await nap(root, ["status"])).out).toContain("up to date");
  });
});
