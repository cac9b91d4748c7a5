import { describe, expect, test } from "vitest";
import { makeProgram } from "../../src/cli/program.ts";
import { exitCodeOf, renderError } from "../../src/cli/render-error.ts";
import { realEffects } from "../../src/effects.ts";
import { LockedError } from "../../src/errors/run-errors.ts";
import { tempFolder } from "../support/temp.ts";
import { napHere } from "./in-process.ts";
import { nap } from "./project.ts";

const commands = makeProgram(realEffects(), () => {}).commands.map((c) => c.name());

describe("help", () => {
  test.each(commands)("of %s goes to standard output, with an example", async (command) => {
    const { code, out, err } = await napHere([command, "--help"]);
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(out).toContain(`Usage: nap ${command}`);
    expect(out).toMatch(new RegExp(`Examples?:\\n  \\$ nap ${command}`));
    for (const option of ["--json", "--quiet", "--root"]) expect(out).toContain(option);
  });

  test("of nap itself names every command", async () => {
    const { code, out } = await napHere(["--help"]);
    expect(code).toBe(0);
    for (const command of commands) expect(out).toContain(`  ${command}`);
  });
});

describe("a command line that makes no sense", () => {
  test.each([
    [["biuld"], "Did you mean build"],
    [["build", "--fast"], "--fast"],
    [["explain"], "what"],
    [["explain", "a", "b"], "too many arguments"],
    [["serve", "--port", "http"], "not a number from 0 to 65535"],
    [["serve", "--port", "70000"], "not a number from 0 to 65535"],
    [[], "No command was named"],
  ])("nap %j exits with 2", async (args, says) => {
    const { code, out, err } = await napHere(args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(says);
    expect(err).toMatch(/^error: .*\[usage\]$/m);
  });

  test("is JSON with --json", async () => {
    const { err } = await napHere(["build", "--fast", "--json"]);
    expect(JSON.parse(err)).toMatchObject({ error: { code: "usage", exitCode: 2 } });
  });

  test("outside the project says where to go", async () => {
    const { code, err } = await nap(await tempFolder(), ["status"]);
    expect(code).toBe(4);
    expect(err).toContain("This is not the project folder");
    expect(err).toContain("--root or NAP_ROOT");
  });
});

describe("errors", () => {
  test("read what, where, do", () => {
    const error = new LockedError(
      "Another run holds the lock",
      { file: "build/lock.json" },
      "Wait for it to end",
    );
    expect(renderError(error, false)).toBe(
      "error: Another run holds the lock [locked]\n  where: build/lock.json\n  do:    Wait for it to end\n",
    );
    expect(exitCodeOf(error)).toBe(6);
  });

  test("of the machine get a remedy and exit code 4", () => {
    const error = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      path: "build/x",
    });
    expect(exitCodeOf(error)).toBe(4);
    expect(renderError(error, false)).toContain("Free some space on the disk");
  });

  test("that nobody foresaw exit with 1 and ask for a report", async () => {
    const broken = {
      now: () => {
        throw new TypeError("boom");
      },
    };
    const { code, err } = await napHere(["status"], broken);
    expect(code).toBe(1);
    expect(err).toContain("boom");
    expect(err).toContain("Please report it");
    expect(JSON.parse((await napHere(["status", "--json"], broken)).err).error).toMatchObject({
      code: "unexpected",
      exitCode: 1,
    });
  });
});
