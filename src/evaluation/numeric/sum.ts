const BLOCK = 128;

/** Sum by halves (pairwise): the error grows with log n, not n. */
export function sum(x: Float64Array, from = 0, to = x.length): number {
  if (to - from <= BLOCK) {
    let total = 0;
    for (let i = from; i < to; i++) total += x[i]!;
    return total;
  }
  const middle = (from + to) >>> 1;
  return sum(x, from, middle) + sum(x, middle, to);
}

/** Inner product by halves. @param a, b of the same length. */
export function dot(a: Float64Array, b: Float64Array, from = 0, to = a.length): number {
  if (to - from <= BLOCK) {
    let total = 0;
    for (let i = from; i < to; i++) total += a[i]! * b[i]!;
    return total;
  }
  const middle = (from + to) >>> 1;
  return dot(a, b, from, middle) + dot(a, b, middle, to);
}
