// Grids of colours: fields, regions and the states of a memory.
import type { Rgb } from './colour.ts';
import type { Box, Cells, Pen } from './pen.ts';

export function blankCells(columns: number, rows: number): Cells {
  return { columns, rows, colours: new Uint8ClampedArray(4 * columns * rows) };
}

export function setCell({ columns, colours }: Cells, column: number, row: number, colour: Rgb): void {
  colours.set([...colour, 255], 4 * (row * columns + column));
}

/** `smooth`: colours go over into each other, where that can be drawn. */
export function drawCells(pen: Pen, cells: Cells, { left, top, width, height }: Box, smooth: boolean): void {
  if ('cells' in pen) return pen.cells(cells, { left, top, width, height });
  const image = new ImageData(cells.colours, cells.columns, cells.rows);
  const small = new OffscreenCanvas(cells.columns, cells.rows);
  small.getContext('2d')!.putImageData(image, 0, 0);
  pen.imageSmoothingEnabled = smooth;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(small, left, top, width, height);
}
