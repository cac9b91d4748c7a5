/** Inequalities A·δ ≤ 0 on the violation of parallel trends; columns as the coefficients. */
export interface Inequalities {
  a: Float64Array;
  rows: number;
  columns: number;
}

/**
 * ΔRM(M̄) given where and in which direction the largest violation before treatment lies (Rambachan and Roth 2023,
 * section 2.4.1): every change between neighbouring periods before is at most the change from period s − 1 to s, every
 * change after at most M̄ times that.
 * @param s 0 = from the last period before to the reference, 1 = the change before it, and so on.
 * @param sign 1 or −1, of the largest change.
 */
export function relativeMagnitudes(
  numPre: number,
  numPost: number,
  mbar: number,
  s: number,
  sign: 1 | -1,
): Inequalities {
  const changes = numPre + numPost;
  const columns = changes;
  const largest = change(numPre, numPost, numPre - 1 - s).map((value) => sign * value);
  const kept: Float64Array[] = [];
  for (const side of [1, -1]) {
    for (let r = 0; r < changes; r++) {
      const factor = r < numPre ? 1 : mbar;
      const row = change(numPre, numPost, r).map((value, c) => side * value - factor * largest[c]!);
      // The largest change compared with itself says nothing.
      if (row.some((value) => Math.abs(value) > 1e-5)) kept.push(row);
    }
  }
  return stack(kept, columns);
}

/** The change of δ from one period to the next; the reference period, where δ = 0, has no column. */
function change(numPre: number, numPost: number, r: number): Float64Array {
  const out = new Float64Array(numPre + numPost);
  const column = (period: number) => (period < numPre ? period : period - 1);
  if (r !== numPre) out[column(r)]! -= 1;
  if (r + 1 !== numPre) out[column(r + 1)]! += 1;
  return out;
}

/** Only the inequalities that say something of the time after: those on the time before alone do not move the bounds. */
export function aboutPost(set: Inequalities, numPre: number): Inequalities {
  const rows: Float64Array[] = [];
  for (let r = 0; r < set.rows; r++) {
    const row = set.a.slice(r * set.columns, (r + 1) * set.columns);
    if (row.subarray(numPre).some((value) => value !== 0)) rows.push(row);
  }
  return stack(rows, set.columns);
}

function stack(rows: readonly Float64Array[], columns: number): Inequalities {
  const a = new Float64Array(rows.length * columns);
  rows.forEach((row, r) => {
    a.set(row, r * columns);
  });
  return { a, rows: rows.length, columns };
}
