/** Code of inference and aggregation, and the folders of tests that are to notice faults in it. */
export interface MutantGroup {
  name: string;
  mutate: readonly string[];
  tests: readonly string[];
}

const inFolder = (folder: string, files: readonly string[]) =>
  files.map((file) => `src/evaluation/${folder}/${file}.ts`);

export const GROUPS: readonly MutantGroup[] = [
  { name: "several outcomes", mutate: inFolder("multiple-outcomes", ["*"]), tests: ["multiple-outcomes"] },
  { name: "Ibragimov–Müller", mutate: inFolder("ibragimov-muller", ["*"]), tests: ["ibragimov-muller"] },
  { name: "verdict", mutate: inFolder("verdict", ["*"]), tests: ["verdict"] },
  {
    name: "kernel tests and detectable effect",
    mutate: inFolder("study", ["permute-kernel"]),
    tests: ["study"],
  },
  { name: "Conley–Taber and Ferman–Pinto", mutate: inFolder("conley-taber", ["*"]), tests: ["conley-taber"] },
  { name: "permutation", mutate: inFolder("permutation", ["*"]), tests: ["permutation"] },
  {
    name: "wild cluster bootstrap: draws, p, interval",
    mutate: inFolder("wild-bootstrap", ["weights", "draws", "p-value", "interval"]),
    tests: ["wild-bootstrap"],
  },
  {
    name: "variances: CR1, CR2, jackknife, reports",
    mutate: inFolder("regression", ["variance", "covariance", "small-cluster", "report"]),
    tests: ["regression"],
  },
  {
    name: "Callaway–Sant'Anna: aggregation, standard errors, pre-test, bootstrap",
    mutate: inFolder("callaway-santanna", [
      "aggregate",
      "aggregate-weights",
      "inference",
      "pretest",
      "bootstrap",
      "signed-sums",
    ]),
    tests: ["callaway-santanna"],
  },
];
