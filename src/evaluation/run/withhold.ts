import { type Notice, notice, type ResultBase } from "../core/result.ts";

/** Fewer treated units than this: usual standard errors claim too much (simulated: false alarms in 7 to 23 of 100). */
export const FEW_FOR_USUAL_SE = 25;

/** With fewer than this, not even the number of clusters carries a clustered standard error. */
const FEW_CLUSTERS = 10;

const UNCERTAIN = ["se", "seModel", "low", "high", "p", "statistic"] as const;

/** The row without its uncertainty, and why. */
export function withholdRow<T extends object>(row: T, reason: string): T {
  const out = { ...row } as Record<string, unknown>;
  for (const name of UNCERTAIN) if (name in out) out[name] = null;
  out.reason = reason;
  return out as T;
}

/** What a reader must know before using the usual standard errors of a result; empty with many treated and clusters. */
export function usualSeNotices({ used, warnings }: ResultBase): Notice[] {
  const out: Notice[] = [];
  const has = (code: string) => warnings.some((one) => one.code === code);
  if (used.treated < FEW_FOR_USUAL_SE && !has("se_understated")) {
    const words = `With ${used.treated} treated units the usual standard errors are too small: judge by chance assignment, Conley and Taber, or CR2`;
    out.push(notice("se_understated", words, { count: used.treated }));
  }
  if (used.clusters !== undefined && used.clusters < FEW_CLUSTERS && !has("few_clusters")) {
    const words = `With ${used.clusters} clusters a clustered standard error is not to be believed`;
    out.push(notice("few_clusters", words, { count: used.clusters }));
  }
  return out;
}
