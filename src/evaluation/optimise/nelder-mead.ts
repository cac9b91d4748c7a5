export interface Minimum {
  x: Float64Array;
  value: number;
  evaluations: number;
}

/**
 * Minimum near a start without derivatives (Nelder and Mead 1965), for a handful of dimensions and functions with
 * kinks. Stops when the values of the simplex agree to `tolerance` relative, or after `limit` evaluations.
 */
export function nelderMead(
  f: (x: Float64Array) => number,
  start: Float64Array,
  size: number,
  tolerance = 1e-10,
  limit = 400 * start.length,
): Minimum {
  const k = start.length;
  let evaluations = 0;
  const evaluate = (x: Float64Array) => {
    evaluations++;
    return { x, value: f(x) };
  };
  const simplex = [evaluate(start.slice())];
  for (let j = 0; j < k; j++) {
    const corner = start.slice();
    corner[j]! += size;
    simplex.push(evaluate(corner));
  }
  while (evaluations < limit) {
    simplex.sort((a, b) => a.value - b.value);
    const best = simplex[0]!;
    const worst = simplex[k]!;
    if (worst.value - best.value <= tolerance * Math.abs(best.value) + 1e-300) break;
    const centre = new Float64Array(k);
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) centre[j]! += simplex[i]!.x[j]! / k;
    const along = (step: number) => evaluate(centre.map((value, j) => value + step * (worst.x[j]! - value)));
    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      simplex[k] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[k - 1]!.value) {
      simplex[k] = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(worst.value, reflected.value)) simplex[k] = contracted;
      else shrink(simplex, evaluate);
    }
  }
  simplex.sort((a, b) => a.value - b.value);
  return { ...simplex[0]!, evaluations };
}

type Corner = { x: Float64Array; value: number };

function shrink(simplex: Corner[], evaluate: (x: Float64Array) => Corner): void {
  const best = simplex[0]!.x;
  for (let i = 1; i < simplex.length; i++) {
    simplex[i] = evaluate(simplex[i]!.x.map((value, j) => (value + best[j]!) / 2));
  }
}
