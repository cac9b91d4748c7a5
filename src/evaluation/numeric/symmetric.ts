import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** Eigenvalues ascending, eigenvectors as the columns of a k × k row-major matrix. */
export interface Eigen {
  values: Float64Array;
  vectors: Float64Array;
}

/** Of a symmetric k × k matrix. */
export function eigenSymmetric(a: Float64Array, k: number): Eigen {
  const decomposition = new EigenvalueDecomposition(Matrix.from1DArray(k, k, a as unknown as number[]), {
    assumeSymmetric: true,
  });
  const vectors = new Float64Array(k * k);
  const matrix = decomposition.eigenvectorMatrix;
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) vectors[i * k + j] = matrix.get(i, j);
  return { values: Float64Array.from(decomposition.realEigenvalues), vectors };
}

/** Σ f(λ) v vᵀ over eigenvalues above `tolerance`; the others count as zero (generalised inverse). */
export function symmetricFunction(
  a: Float64Array,
  k: number,
  f: (eigenvalue: number) => number,
  tolerance: number,
): Float64Array {
  const { values, vectors } = eigenSymmetric(a, k);
  const out = new Float64Array(k * k);
  for (let m = 0; m < k; m++) {
    if (!(values[m]! > tolerance)) continue;
    const scale = f(values[m]!);
    for (let i = 0; i < k; i++) {
      const left = scale * vectors[i * k + m]!;
      for (let j = 0; j < k; j++) out[i * k + j]! += left * vectors[j * k + m]!;
    }
  }
  return out;
}

/** A^(−1/2), with eigenvalues at or below `tolerance` left out. */
export function inverseSqrtSymmetric(a: Float64Array, k: number, tolerance = 1e-10): Float64Array {
  return symmetricFunction(a, k, (value) => 1 / Math.sqrt(value), tolerance);
}

/** Moore–Penrose inverse of a positive semidefinite matrix. */
export function pseudoInverseSymmetric(a: Float64Array, k: number, tolerance = 1e-10): Float64Array {
  return symmetricFunction(a, k, (value) => 1 / value, tolerance);
}
