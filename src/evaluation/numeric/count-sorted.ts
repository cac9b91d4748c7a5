/** How many values of an ascending list lie below `value`. */
export function countBelow(sorted: Float64Array, value: number): number {
  return bisect(sorted, (x) => x < value);
}

/** How many are at most `value`. */
export function countAtMost(sorted: Float64Array, value: number): number {
  return bisect(sorted, (x) => x <= value);
}

function bisect(sorted: Float64Array, before: (x: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
