/**
 * Kolmogorov-Smirnov distance of two samples: the maximum difference of their empirical distribution functions, from 0
 * (the same) to 1 (disjoint). Source: https://www.itl.nist.gov/div898/handbook/eda/section3/eda35g.htm (read 2026-11).
 */
export function distance(left: readonly number[], right: readonly number[]): number {
  const points = [...new Set([...left, ...right])];
  const share = (values: readonly number[], point: number) =>
    values.filter((value) => value <= point).length / values.length;
  return Math.max(0, ...points.map((point) => Math.abs(share(left, point) - share(right, point))));
}

/** Arithmetic mean. `NaN` for no values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
