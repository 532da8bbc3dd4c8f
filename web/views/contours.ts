// Lines of equal height through a grid of heights (marching squares).

/** A piece of a line, in columns and rows of the grid. */
export type Segment = [x0: number, y0: number, x1: number, y1: number];

/** Edges of a cell by which its line comes in and goes out, by which of its corners are above; two pairs at a saddle. */
const CROSSINGS: ReadonlyArray<ReadonlyArray<readonly [number, number]>> = [
  [], [[3, 0]], [[0, 1]], [[3, 1]], [[1, 2]], [[3, 0], [1, 2]], [[0, 2]], [[3, 2]],
  [[2, 3]], [[2, 0]], [[0, 1], [2, 3]], [[2, 1]], [[1, 3]], [[1, 0]], [[0, 3]], [],
];

export function contour(heights: ArrayLike<number>, columns: number, level: number): Segment[] {
  const rows = Math.floor(heights.length / columns);
  const found: Segment[] = [];
  for (let y = 0; y + 1 < rows; y++) {
    for (let x = 0; x + 1 < columns; x++) {
      // Around the cell: the corners, then the edges from each to the next.
      const corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]] as const;
      const values = corners.map(([column, row]) => heights[row * columns + column]! - level);
      if (!values.every(Number.isFinite)) continue;
      const kind = values.reduce((sum, value, i) => sum + (value > 0 ? 2 ** i : 0), 0);
      const crossing = (edge: number): [number, number] => {
        const [from, to] = [corners[edge]!, corners[(edge + 1) % 4]!];
        const [a, b] = [values[edge]!, values[(edge + 1) % 4]!];
        const part = a / (a - b);
        return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
      };
      for (const [enters, leaves] of CROSSINGS[kind]!) found.push([...crossing(enters), ...crossing(leaves)]);
    }
  }
  return found;
}
