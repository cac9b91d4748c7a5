/** Gauss–Jordan with row exchanges; null for a singular matrix. */
export function invert(a: Float64Array, p: number): Float64Array | null {
  const left = Float64Array.from(a);
  const right = new Float64Array(p * p);
  for (let i = 0; i < p; i++) right[i * p + i] = 1;
  for (let c = 0; c < p; c++) {
    let best = c;
    for (let i = c + 1; i < p; i++) {
      if (Math.abs(left[i * p + c]!) > Math.abs(left[best * p + c]!)) best = i;
    }
    const head = left[best * p + c]!;
    if (Math.abs(head) < 1e-13) return null;
    for (let j = 0; j < p; j++) {
      swap(left, best * p + j, c * p + j);
      swap(right, best * p + j, c * p + j);
      left[c * p + j]! /= head;
      right[c * p + j]! /= head;
    }
    for (let i = 0; i < p; i++) {
      const factor = left[i * p + c]!;
      if (i === c || factor === 0) continue;
      for (let j = 0; j < p; j++) {
        left[i * p + j]! -= factor * left[c * p + j]!;
        right[i * p + j]! -= factor * right[c * p + j]!;
      }
    }
  }
  return right;
}

function swap(x: Float64Array, a: number, b: number): void {
  const kept = x[a]!;
  x[a] = x[b]!;
  x[b] = kept;
}
