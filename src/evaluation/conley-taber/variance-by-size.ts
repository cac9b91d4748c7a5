/** Variance A + B/M of a unit of size M, neither part negative. */
export interface VarianceBySize {
  a: number;
  b: number;
}

/**
 * Least squares of squared residuals on 1 and 1/M with A, B ≥ 0: where the free fit has a negative part, the better
 * of the two fits with one part alone, which is the exact minimum.
 */
export function fitVarianceBySize(squares: ArrayLike<number>, sizes: ArrayLike<number>): VarianceBySize {
  const n = squares.length;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    meanX += 1 / sizes[i]! / n;
    meanY += squares[i]! / n;
  }
  let xx = 0;
  let xy = 0;
  let rawXx = 0;
  let rawXy = 0;
  for (let i = 0; i < n; i++) {
    const x = 1 / sizes[i]!;
    xx += (x - meanX) ** 2;
    xy += (x - meanX) * (squares[i]! - meanY);
    rawXx += x * x;
    rawXy += x * squares[i]!;
  }
  // Units all of one size: the variance is the same for all.
  if (!(xx > 1e-20 * rawXx)) return { a: meanY, b: 0 };
  const b = xy / xx;
  const a = meanY - b * meanX;
  if (a >= 0 && b >= 0) return { a, b };
  return b < 0 ? { a: meanY, b: 0 } : { a: 0, b: rawXy / rawXx };
}

export function varianceAt({ a, b }: VarianceBySize, size: number): number {
  return a + b / size;
}
