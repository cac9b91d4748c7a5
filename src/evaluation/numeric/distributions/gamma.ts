const HALF_LOG_2PI = 0.9189385332046728;

/** Lanczos coefficients for g = 607/128 (Godfrey), good to about 1e-15. */
const G = 607 / 128;
const LANCZOS = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  0.00003399464998481189, 0.00004652362892704858, -0.00009837447530487956, 0.0001580887032249125,
  -0.00021026444172410488, 0.00021743961811521265, -0.0001643181065367639, 0.00008441822398385275,
  -0.000026190838401581408, 0.0000036899182659531625,
];

/** log Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (x >= 12) return HALF_LOG_2PI + (x - 0.5) * Math.log(x) - x + stirlingError(x);
  let series = LANCZOS[0] as number;
  for (let i = 1; i < LANCZOS.length; i++) series += (LANCZOS[i] as number) / (x + i - 1);
  const base = x + G - 0.5;
  return HALF_LOG_2PI + (x - 0.5) * Math.log(base) - base + Math.log(series);
}

/** log Γ(x) less its Stirling approximation; x ≥ 10. */
export function stirlingError(x: number): number {
  const y = 1 / (x * x);
  const series =
    1 / 12 -
    y *
      (1 / 360 -
        y *
          (1 / 1260 -
            y * (1 / 1680 - y * (1 / 1188 - y * (691 / 360360 - y * (1 / 156 - (y * 3617) / 122400))))));
  return series / x;
}

/** log B(a, b), without the cancellation of three log Γ where an argument is large. */
export function logBeta(a: number, b: number): number {
  const p = Math.min(a, b);
  const q = Math.max(a, b);
  if (p >= 10) {
    const correction = stirlingError(p) + stirlingError(q) - stirlingError(p + q);
    return (
      -0.5 * Math.log(q) +
      HALF_LOG_2PI +
      correction +
      (p - 0.5) * Math.log(p / (p + q)) +
      q * Math.log1p(-p / (p + q))
    );
  }
  if (q >= 10) {
    const correction = stirlingError(q) - stirlingError(p + q);
    return logGamma(p) + correction + p - p * Math.log(p + q) + (q - 0.5) * Math.log1p(-p / (p + q));
  }
  return logGamma(p) + logGamma(q) - logGamma(p + q);
}

const TINY = 1e-300;

/**
 * Regularised incomplete gamma functions P(a, x) and Q(a, x), each with its own relative accuracy: by series where
 * x < a + 1, by continued fraction (modified Lentz) elsewhere.
 */
export function incompleteGamma(a: number, x: number): { lower: number; upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const front = Math.exp(logPower(a, x));
  if (x < a + 1) {
    let term = 1 / a;
    let total = term;
    for (let k = 1; k < 100000 && Math.abs(term) > 1e-17 * Math.abs(total); k++) {
      term *= x / (a + k);
      total += term;
    }
    const lower = front * total;
    return { lower, upper: 1 - lower };
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let h = d;
  for (let k = 1; k < 100000; k++) {
    const an = -k * (k - a);
    b += 2;
    d = 1 / nonZero(an * d + b);
    c = nonZero(b + an / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  const upper = front * h;
  return { lower: 1 - upper, upper };
}

/** log(xᵃ e^(−x) / Γ(a)), by the deviation of x from a where a is large. */
function logPower(a: number, x: number): number {
  if (a < 20) return a * Math.log(x) - x - logGamma(a);
  const ratio = (x - a) / a;
  return a * (Math.log1p(ratio) - ratio) + 0.5 * Math.log(a) - HALF_LOG_2PI - stirlingError(a);
}

export function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
