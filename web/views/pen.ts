// What a view draws with: as much of a canvas's context as views need, so that something else can record the same strokes.

/** Settings and strokes, by their meaning for a canvas. */
export type Strokes = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle' | 'strokeStyle' | 'lineWidth' | 'lineCap' | 'lineJoin' | 'globalAlpha' | 'font' | 'textAlign' | 'textBaseline'
  | 'save' | 'restore' | 'setLineDash'
  | 'beginPath' | 'closePath' | 'moveTo' | 'lineTo' | 'rect' | 'fillRect' | 'strokeRect' | 'fillText' | 'strokeText'
> & {
  stroke(): void;
  fill(rule?: CanvasFillRule): void;
  clip(): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  roundRect(x: number, y: number, width: number, height: number, radius: number): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void;
  measureText(text: string): { readonly width: number };
};

/** A canvas gets a grid of cells as an image that it scales. */
export type Images = Pick<CanvasRenderingContext2D, 'drawImage' | 'imageSmoothingEnabled' | 'imageSmoothingQuality'>;

/** Something that records draws each cell of a grid. */
export interface CellPen {
  cells(cells: Cells, box: Box): void;
}

export type Pen = Strokes & (Images | CellPen);

/** A grid of colours, row by row from the top: red, green and blue from 0 to 255 and opacity, 255, of each cell. */
export interface Cells {
  columns: number;
  rows: number;
  colours: Uint8ClampedArray<ArrayBuffer>;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
