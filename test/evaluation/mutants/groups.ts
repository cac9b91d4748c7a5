/** Code of inference and aggregation, and the folders of tests that are to notice faults in it. */
export interface MutantGroup {
  name: string;
  mutate: readonly string[];
  tests: readonly string[];
}

const inFolder = (folder: string, files: readonly string[]) =>
  files.map((file) => `src/evaluation/${folder}/${file}.ts`);

export const GROUPS: readonly MutantGroup[] = [
  {
    name: "several outcomes",
    mutate: inFolder("multiple-outcomes", ["adjust", "hommel", "romano-wolf"]),
    tests: ["multiple-outcomes"],
  },
  {
    name: "Ibragimov–Müller",
    mutate: inFolder("ibragimov-muller", ["ibragimov-muller", "group-estimates", "sign-flip"]),
    tests: ["ibragimov-muller"],
  },
  {
    name: "verdict",
    mutate: inFolder("verdict", ["verdict", "renewal"]),
    tests: ["verdict"],
  },
  {
    name: "kernel tests and detectable effect",
    mutate: inFolder("study", ["permute-kernel"]),
    tests: ["study"],
  },
  {
    name: "Conley–Taber",
    mutate: inFolder("conley-taber", ["conley-taber", "tails", "tuples", "donors"]),
    tests: ["conley-taber"],
  },
  {
    name: "permutation",
    mutate: inFolder("permutation", ["inversion", "null-distribution", "plan", "visit", "reference-draws"]),
    tests: ["permutation"],
  },
  {
    name: "Callaway–Sant'Anna, aggregation and inference",
    mutate: inFolder("callaway-santanna", [
      "aggregate",
      "aggregate-weights",
      "inference",
      "pretest",
      "bootstrap",
    ]),
    tests: ["callaway-santanna"],
  },
];
