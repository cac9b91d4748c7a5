// Own code, because the library with these functions at full precision in the tails (stdlib) comes as 240 packages.
export { chiSquare } from "./distributions/chi-square.ts";
export { fDist } from "./distributions/f.ts";
export { logGamma } from "./distributions/gamma.ts";
export { noncentralT } from "./distributions/noncentral-t.ts";
export { normal } from "./distributions/normal.ts";
export { studentT } from "./distributions/student-t.ts";
