import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { makeProgram } from "../../src/cli/program.ts";
import { realEffects } from "../../src/effects.ts";
import { ROOT } from "../support/warehouse.ts";

const doc = readFileSync(join(ROOT, "docs/cli.md"), "utf8");
const commands = makeProgram(realEffects(), () => {}).commands as Command[];

/** The part of docs/cli.md that speaks of one command. */
function sectionOf(name: string): string {
  const start = doc.indexOf(`\n## nap ${name}\n`);
  if (start < 0) return "";
  const end = doc.indexOf("\n## ", start + 1);
  return doc.slice(start, end < 0 ? undefined : end);
}
const common = doc.slice(doc.indexOf("## Options of every command"), doc.indexOf("\n## nap "));

describe("docs/cli.md", () => {
  test.each(commands.map((c) => [c.name(), c] as const))(
    "has every option and argument of nap %s",
    (name, command) => {
      const section = sectionOf(name);
      expect(section, `a section "## nap ${name}"`).not.toBe("");
      expect(section).toContain(`nap ${name}`);
      for (const option of command.options)
        expect(section + common, option.flags).toContain(`\`${option.flags}\``);
      for (const argument of command.registeredArguments)
        expect(section).toContain(`\`<${argument.name()}>\``);
    },
  );

  test("names no command or option that does not exist", () => {
    const names = [...doc.matchAll(/^## nap (\S+)$/gm)].map((m) => m[1]);
    expect(names.sort()).toEqual(commands.map((c) => c.name()).sort());
    const flags = new Set(commands.flatMap((c) => c.options.map((o) => o.flags)));
    const rows = [...doc.matchAll(/^\| `(--[^`]+)` \|/gm)].map((m) => m[1] ?? "");
    for (const row of rows) expect(flags, row).toContain(row);
  });

  test("gives examples that the command line understands", () => {
    const examples = [...doc.matchAll(/^nap (\w+)(.*?)(?: +#.*)?$/gm)];
    expect(examples.length).toBeGreaterThan(10);
    for (const [line, name, rest = ""] of examples) {
      const command = commands.find((c) => c.name() === name);
      expect(command, line).toBeDefined();
      for (const flag of rest.match(/--[\w-]+/g) ?? []) {
        expect(
          command?.options.map((o) => o.long),
          line,
        ).toContain(flag);
      }
    }
  });
});
