import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listen, type RunningServer } from "../../src/cli/serve/server.ts";
import { tempFolder } from "../support/temp.ts";
import { ended, nap, startNap, waitFor } from "./project.ts";

let root: string;
let dist: string;
let server: RunningServer;
let base: string;

async function writeSite(folder: string, title: string): Promise<void> {
  await mkdir(join(folder, "countries"), { recursive: true });
  await mkdir(join(folder, "data"), { recursive: true });
  await mkdir(join(folder, "embed"), { recursive: true });
  const files: Record<string, string> = {
    "index.html": `<h1>${title}</h1>`,
    "404.html": "<h1>Not here</h1>",
    "countries.html": "<h1>Countries</h1>",
    "countries/LBR.html": "<h1>Liberia</h1>",
    "embed/index.html": "<h1>Embed</h1>",
    "data/plan.csv": "name\nCôte d’Ivoire\n",
    "data/plan.parquet": "PAR1",
    "data/plan.arrow": "ARROW1",
    "data/plan.json": "{}",
    "data/SHA256SUMS": "00  plan.csv\n",
    "app.js": "0",
    "engine.wasm": "x",
    ".secret": "no",
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

beforeAll(async () => {
  root = await tempFolder();
  await mkdir(join(root, "data/register"), { recursive: true });
  dist = join(root, "dist");
  await writeSite(dist, "Home");
  await writeFile(join(root, "private.txt"), "private");
  server = await listen(dist, "127.0.0.1", 0);
  base = `http://127.0.0.1:${server.port}`;
});
afterAll(() => server.close());

const get = (path: string, init: RequestInit = {}) =>
  fetch(`${base}${path}`, { redirect: "manual", ...init });

/** Sends a path as it is, which fetch would tidy first. */
function rawGet(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1", () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    });
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("end", () => resolve(answer)).on("error", reject);
  });
}

describe("the server answers", () => {
  test.each([
    ["/", "Home"],
    ["/countries", "Countries"],
    ["/countries.html", "Countries"],
    ["/countries/LBR", "Liberia"],
    ["/countries/LBR?year=2015", "Liberia"],
    ["/embed/", "Embed"],
  ])("%s with the page", async (path, title) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/html;charset=utf-8");
    expect(await answer.text()).toContain(`<h1>${title}</h1>`);
  });

  test.each([
    ["/data/plan.csv", "text/csv;charset=utf-8"],
    ["/data/plan.parquet", "application/vnd.apache.parquet"],
    ["/data/plan.arrow", "application/vnd.apache.arrow.file"],
    ["/data/plan.json", "application/json;charset=utf-8"],
    ["/data/SHA256SUMS", "text/plain;charset=utf-8"],
    ["/app.js", "text/javascript;charset=utf-8"],
    ["/engine.wasm", "application/wasm"],
  ])("%s as %s", async (path, type) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe(type);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("a missing page with its own page and 404", async () => {
    const answer = await get("/nothing/here");
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("Not here");
  });

  test("a page's address with a slash too many by sending to the right one, on this host only", async () => {
    const answer = await get("/countries/?a=1");
    expect(answer.status).toBe(308);
    expect(answer.headers.get("location")).toBe("/countries?a=1");
    expect(await rawGet("//evil.example/countries/")).not.toMatch(/location: \/\/evil/i);
  });

  test("an unchanged file with 304", async () => {
    const first = await get("/data/plan.csv");
    const etag = first.headers.get("etag");
    expect(etag).toBeTruthy();
    expect((await get("/data/plan.csv", { headers: { "If-None-Match": etag ?? "" } })).status).toBe(304);
  });

  test.each([
    ["bytes=0-3", 206, "PAR1"],
    ["bytes=1-2", 206, "AR"],
    ["bytes=2-", 206, "R1"],
    ["bytes=0-0", 200, "PAR1"],
    ["bytes=-2", 200, "PAR1"],
    ["bytes=3-1", 200, "PAR1"],
    ["bytes=0-1,2-3", 200, "PAR1"],
    ["lines=1-2", 200, "PAR1"],
  ])("range %s with %i", async (range, status, body) => {
    const answer = await get("/data/plan.parquet", { headers: { Range: range } });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe(body);
  });

  test("other methods with 405", async () => {
    const answer = await get("/", { method: "POST", body: "x" });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
  });

  test("the new site after a rebuild has swapped the folder", async () => {
    const next = join(root, "next");
    await writeSite(next, "Rebuilt");
    await rename(dist, join(root, "old"));
    expect((await get("/")).status).toBe(503);
    await rename(next, dist);
    expect(await (await get("/")).text()).toContain("Rebuilt");
    await rm(join(root, "old"), { recursive: true });
  });
});

describe("the server keeps inside the site", () => {
  test.each([
    "/../private.txt",
    "/..%2fprivate.txt",
    "/%2e%2e/private.txt",
    "/..%5cprivate.txt",
    "/countries/../../private.txt",
    "/%00",
    "/%",
    "//private.txt",
    "/.secret",
    "/../private.txt/",
  ])("%s", async (path) => {
    const answer = await rawGet(path);
    expect(answer).toMatch(/^HTTP\/1\.1 (404|400|308)/);
    expect(answer.split("\r\n\r\n")[1]).not.toMatch(/^(private|no)/m);
  });
});

describe("nap serve", () => {
  let taken: Server;
  let takenPort: number;
  beforeAll(async () => {
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const address = taken.address();
    takenPort = typeof address === "object" && address ? address.port : 0;
  });
  afterAll(() => taken.close());

  test("takes PORT, prints the address, and ends cleanly on SIGTERM", async () => {
    const child = startNap(root, ["serve"], { PORT: "0" });
    const end = ended(child);
    const [, address = ""] = await waitFor(child, "stdout", /(http:\/\/127\.0\.0\.1:\d+\/)/);
    expect((await fetch(address)).status).toBe(200);
    child.kill("SIGTERM");
    expect((await end).code).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
  });

  test("--port goes before PORT, --json prints one document", async () => {
    const child = startNap(root, ["serve", "--port", "0", "--json"], { PORT: String(takenPort) });
    const end = ended(child);
    await waitFor(child, "stdout", /\n/);
    child.kill("SIGINT");
    const { code, out } = await end;
    expect(code).toBe(0);
    expect(JSON.parse(out).address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  test("a port in use is an error with a remedy", async () => {
    const { code, out, err } = await nap(root, ["serve"], { PORT: String(takenPort) });
    expect(code).toBe(4);
    expect(out).toBe("");
    expect(err).toContain(`Port ${takenPort} is in use`);
    expect(err).toContain("nap serve --port 0");
  });

  test("a site that is not built is an error with a remedy", async () => {
    const empty = await tempFolder();
    await mkdir(join(empty, "data/register"), { recursive: true });
    const { code, err } = await nap(empty, ["serve"]);
    expect(code).toBe(4);
    expect(err).toContain("Run nap build first");
  });
});
