// What the engine's tests use of vitest, with vitest's own `expect`. Anything else they come to use fails loudly here.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// From vitest's own folder, for it is no dependency of ours.
const vitest = createRequire(createRequire(import.meta.url).resolve("vitest/package.json"));
const { chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } = await import(
  pathToFileURL(vitest.resolve("@vitest/expect")).href
);

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = Object.assign((value, message) => chai.expect(value, message), chai.expect);

let from = "";
let suites = [];

export function file(name) {
  from = name;
}

export function describe(name, body) {
  suites = [...suites, name];
  body();
  suites = suites.slice(0, -1);
}

export function test(name, run) {
  const full = [...suites, name].join(" ");
  const { tinyTests } = globalThis;
  const alike = tinyTests.filter((other) => other.file === from && other.name === full).length;
  tinyTests.push({ id: `${from}#${full}#${alike}`, name: full, file: from, run });
}

const each = (add) => (rows) => (name, body) => {
  rows.forEach((row, at) => {
    add(`${name} [${at}]`, () => (Array.isArray(row) ? body(...row) : body(row)));
  });
};

describe.each = each(describe);
test.each = each(test);
test.runIf = (condition) => (condition ? test : () => {});
export const it = test;
