// Two directions in which points of many dimensions differ most, for drawing them in the plane.

/** Each row's place along the two principal directions of `rows`; of two dimensions, the rows themselves. */
export function inThePlane(rows: ArrayLike<number>, dimensions: number, more: ArrayLike<number>): { rows: number[]; more: number[] } {
  if (dimensions === 1) return { rows: Array.from(rows).flatMap((x) => [x, 0]), more: Array.from(more).flatMap((x) => [x, 0]) };
  if (dimensions === 2) return { rows: Array.from(rows), more: Array.from(more) };
  const centre = meanRow(rows, dimensions);
  const spread = covariance(rows, dimensions, centre);
  const first = principal(spread, dimensions, null);
  const second = principal(spread, dimensions, first);
  const project = (list: ArrayLike<number>) =>
    Array.from({ length: list.length / dimensions }, (_, i) =>
      [first, second].map((direction) => direction.reduce((sum, value, d) => sum + value * (list[i * dimensions + d]! - centre[d]!), 0)),
    ).flat();
  return { rows: project(rows), more: project(more) };
}

function meanRow(rows: ArrayLike<number>, dimensions: number): number[] {
  const count = rows.length / dimensions;
  return Array.from({ length: dimensions }, (_, d) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += rows[i * dimensions + d]!;
    return sum / count;
  });
}

function covariance(rows: ArrayLike<number>, dimensions: number, centre: number[]): number[] {
  const sums = new Array<number>(dimensions * dimensions).fill(0);
  for (let i = 0; i < rows.length / dimensions; i++) {
    for (let a = 0; a < dimensions; a++) {
      for (let b = 0; b < dimensions; b++) sums[a * dimensions + b]! += (rows[i * dimensions + a]! - centre[a]!) * (rows[i * dimensions + b]! - centre[b]!);
    }
  }
  return sums;
}

/** The power method; `without` is a direction that was found already. */
function principal(matrix: number[], dimensions: number, without: number[] | null): number[] {
  let vector = Array.from({ length: dimensions }, (_, d) => 1 / (d + 1));
  for (let turn = 0; turn < 60; turn++) {
    let next = vector.map((_, a) => vector.reduce((sum, value, b) => sum + matrix[a * dimensions + b]! * value, 0));
    if (without) {
      const along = next.reduce((sum, value, d) => sum + value * without[d]!, 0);
      next = next.map((value, d) => value - along * without[d]!);
    }
    const length = Math.hypot(...next);
    if (!(length > 1e-12)) return vector.map((_, d) => (d === (without ? 1 : 0) ? 1 : 0));
    vector = next.map((value) => value / length);
  }
  return vector;
}
