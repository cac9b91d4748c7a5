import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as dataErrors from "../../src/errors/data-errors.ts";
import { EXIT, NapError } from "../../src/errors/nap-error.ts";
import * as runErrors from "../../src/errors/run-errors.ts";
import * as sourceErrors from "../../src/errors/source-errors.ts";
import { EvaluationError } from "../../src/evaluation/core/errors.ts";
import { TwinnedBeforePlanError } from "../../src/evaluation/core/spells.ts";
import { ImmortalTimeError } from "../../src/evaluation/survival/immortal.ts";
import { NoConvergenceError } from "../../src/evaluation/survival/newton.ts";
import { ROOT } from "../support/warehouse.ts";

const doc = readFileSync(join(ROOT, "docs/errors.md"), "utf8");

type Maker = new (what: string, place: object, remedy: string) => NapError;
const evaluationErrors = { EvaluationError, ImmortalTimeError, NoConvergenceError, TwinnedBeforePlanError };
const errors = [dataErrors, runErrors, sourceErrors, evaluationErrors]
  .flatMap((family): unknown[] => Object.values(family))
  .filter((value) => typeof value === "function" && value.prototype instanceof NapError)
  .map((Class) => new (Class as Maker)("what", {}, "remedy"));

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );
}
const code = (folders: string[]) =>
  folders
    .flatMap(filesBelow)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(ROOT, file), "utf8"))
    .join("\n");
const found = (text: string, patterns: RegExp[]) =>
  [...new Set(patterns.flatMap((p) => [...text.matchAll(p)].map((m) => m[1] ?? "")))].sort();

/** Codes in the first column of the table under a heading. */
function tableUnder(heading: string): string[] {
  const section = doc.slice(doc.indexOf(`## ${heading}`)).split(/\n## /)[0] ?? "";
  return [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map((m) => m[1] ?? "").sort();
}

describe("docs/errors.md", () => {
  test("knows the error classes", () => {
    expect(errors.length).toBeGreaterThanOrEqual(21);
    expect(new Set(errors.map((e) => e.code)).size).toBe(errors.length);
  });

  test.each(errors.map((e) => [e.code, e.exitCode] as const))(
    "explains %s: exit code, example, remedy",
    (errorCode, exit) => {
      const section = doc.split(`\n### ${errorCode}\n`)[1]?.split(/\n##/)[0] ?? "";
      expect(section).toContain(`Exit ${exit}.`);
      expect(section).toMatch(/^> \S/m);
      expect(section).toMatch(/^Remedy: /m);
    },
  );

  test("has no section for a code that does not exist", () => {
    const sections = [...doc.matchAll(/^### (.+)$/gm)].map((m) => m[1] ?? "");
    expect(sections.sort()).toEqual([...errors.map((e) => e.code), "unexpected"].sort());
  });

  test.each(Object.entries(EXIT))("lists the exit code of %s", (name, value) => {
    expect(doc).toContain(`| ${value} | ${name} |`);
  });

  test("lists exactly the reasons for which the code refuses a row", () => {
    const text = code(["src/model", "src/parse", "src/quality", "loaders"]);
    const codes = found(text, [
      // A message between threads says `what`, and names no row.
      /\bcode: "([a-z-]+)"(?!, what)/g,
      /new DatasetRefused\(\s*"([a-z-]+)"/g,
      /refuseSize\("([a-z-]+)"/g,
      /\brefused(?:Dataset)?\((?:[^"]|"[^"-]*")*?"([a-z]+(?:-[a-z]+)+)",/g,
      /[:?] \["([a-z-]+)", [`"](?:A|The) /g,
      /\bbad\(\s*"([a-z-]+)"/g,
      /refuse\(\s*[^,"]+,\s*[^,"]+,\s*"([a-z-]+)"/g,
    ]);
    expect(codes.length).toBeGreaterThan(10);
    expect(tableUnder("Why a row is refused")).toEqual(codes);
  });

  test("lists exactly the outcomes of a source that are not in the classes", () => {
    const codes = found(code(["src/refresh"]), [/\bcode: "([a-z-]+)"/g]);
    expect(codes.length).toBeGreaterThan(2);
    expect(tableUnder("Outcomes of a source")).toEqual(codes);
  });

  test("lists every fault of published files and pages that the code can find", () => {
    const text = code(["src/site", "src/cli"]);
    const codes = found(text, [
      /code: "([a-z-]+)", (?:file|\n)/g,
      /code: "(checksum)"/g,
      /\bsay\(\s*"([a-z-]+)"/g,
    ]);
    expect(codes.length).toBeGreaterThan(10);
    expect(tableUnder("Faults of published files and pages")).toEqual(expect.arrayContaining(codes));
  });
});
