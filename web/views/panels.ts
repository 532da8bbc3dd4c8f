/** Equal squares with a title each, in as many rows as make them largest. */
export interface Place {
  left: number;
  /** Of the square; its title stands above. */
  top: number;
  side: number;
}

const GAP = 14;
const TITLE = 22;

export function squares(size: { width: number; height: number }, count: number): Place[] {
  let columns = 1;
  let side = 0;
  for (let c = 1; c <= count; c++) {
    const rows = Math.ceil(count / c);
    const fits = Math.min((size.width - GAP * (c - 1)) / c, (size.height - rows * TITLE - GAP * (rows - 1)) / rows);
    if (fits > side) [columns, side] = [c, fits];
  }
  const rows = Math.ceil(count / columns);
  const left = (size.width - columns * side - GAP * (columns - 1)) / 2;
  const top = (size.height - rows * (side + TITLE) - GAP * (rows - 1)) / 2;
  return Array.from({ length: count }, (_, i) => ({
    left: left + (i % columns) * (side + GAP),
    top: top + Math.floor(i / columns) * (side + TITLE + GAP) + TITLE,
    side,
  }));
}
