/**
 * The x > 0 with tail(x) = p, for a tail that falls from `tail(0)` > p towards 0: bracket by doubling, then regula
 * falsi on the logarithm of the tail, safeguarded by bisection.
 */
export function invertTail(tail: (x: number) => number, p: number, start: number): number {
  let low = 0;
  let high = start;
  while (tail(high) > p && high < 1e300) {
    low = high;
    high *= 2;
  }
  if (low === 0) {
    while (high > 1e-300 && tail(high / 2) <= p) high /= 2;
    low = high / 2;
  }
  return bisectLog((x) => Math.log(tail(x)) - Math.log(p), low, high);
}

/** Root of a falling function between `low` and `high` (ITP-like: secant steps kept inside the bracket). */
function bisectLog(f: (x: number) => number, low: number, high: number): number {
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  for (let step = 0; step < 400; step++) {
    if (Math.abs(b - a) <= 2e-16 * Math.max(Math.abs(a), Math.abs(b))) break;
    let x = step % 3 === 2 ? (a + b) / 2 : b - (fb * (b - a)) / (fb - fa);
    if (!(x > Math.min(a, b) && x < Math.max(a, b))) x = (a + b) / 2;
    if (x === a || x === b) break;
    const fx = f(x);
    if (fx === 0) return x;
    if (fx > 0) {
      a = x;
      fa = fx;
    } else {
      b = x;
      fb = fx;
    }
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b;
}
