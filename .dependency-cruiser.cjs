// Layers point one way: bytes → records → tables → estimates → files → pages.
const from = (path, not) => ({
  name: `${path} stays in its layer`,
  severity: "error",
  from: { path: `^${path}` },
  to: { path: not },
});
module.exports = {
  forbidden: [
    {
      name: "no cycles",
      severity: "error",
      from: {},
      to: { circular: true, dependencyTypesNot: ["type-only"] },
    },
    from("src/errors", "^(src/(?!errors)|loaders|test)"),
    from("src/parse", "^(src/(?!errors|parse)|loaders|test)"),
    from("src/model", "^(src/(?!errors|parse|model)|loaders|test)"),
    from("src/quality", "^(src/(?!errors|parse|model|quality)|loaders|test)"),
    from("src/snapshot", "^(src/(?!errors|parse|model|snapshot|effects)|loaders|test)"),
    from("src/net", "^(src/(?!errors|model|net|archive)|loaders|test)"),
    from("src/archive", "^(src/(?!errors|archive)|loaders|test)"),
    from("src/live", "^(src/(?!errors|model|live|effects)|loaders|test)"),
    from("loaders", "^(src/(?!errors|parse|model|quality|archive)|test)"),
    from("src/funding", "^(src/(?!errors|funding)|loaders|test|node_modules/@duckdb)"),
    from("src/evaluation", "^(src/(?!errors|evaluation)|loaders|test|node_modules/@duckdb)"),
    from("src/warehouse", "^(src/(refresh|net|publish|site|web|cli)|test)"),
    from("src/refresh", "^(src/(publish|site|web|cli)|loaders|test)"),
    from("src/publish", "^(src/(refresh|net|site|web|cli)|test)"),
    from("src/web", "^(src/(?!web|funding|evaluation)|loaders|test)"),
    from("src/site", "^(src/cli|test)"),
    {
      name: "browser code needs no Node",
      severity: "error",
      from: { path: "^src/(web|funding|evaluation)" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "nothing but tests imports tests",
      severity: "error",
      from: { pathNot: "^(test|bench)" },
      to: { path: "^test" },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|build|pages/lib)" },
  },
};
