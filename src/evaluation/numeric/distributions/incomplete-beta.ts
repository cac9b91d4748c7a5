import { logBeta, nonZero } from "./gamma.ts";

/**
 * Regularised incomplete beta function Iₓ(a, b). Both x and y = 1 − x are passed, with their logarithms, so that
 * neither tail loses digits. Continued fraction by the modified Lentz method.
 */
export function incompleteBeta(a: number, b: number, x: Portion): { lower: number; upper: number } {
  if (x.x <= 0) return { lower: 0, upper: 1 };
  if (x.y <= 0) return { lower: 1, upper: 0 };
  const front = a * x.logX + b * x.logY - logBeta(a, b);
  if (x.x < (a + 1) / (a + b + 2)) {
    const lower = Math.exp(front - Math.log(a)) * fraction(a, b, x.x);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.exp(front - Math.log(b)) * fraction(b, a, x.y);
  return { lower: 1 - upper, upper };
}

export interface Portion {
  x: number;
  y: number;
  logX: number;
  logY: number;
}

/** x = part / (part + rest), from two non-negative numbers. */
export function portion(part: number, rest: number): Portion {
  if (part === 0) return { x: 0, y: 1, logX: Number.NEGATIVE_INFINITY, logY: 0 };
  if (rest === 0) return { x: 1, y: 0, logX: 0, logY: Number.NEGATIVE_INFINITY };
  const total = part + rest;
  if (!Number.isFinite(total)) return portionOfInfinite(part);
  return { x: part / total, y: rest / total, logX: -Math.log1p(rest / part), logY: -Math.log1p(part / rest) };
}

function portionOfInfinite(part: number): Portion {
  return part === Number.POSITIVE_INFINITY ? portion(1, 0) : portion(0, 1);
}

function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 100000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return h;
}
