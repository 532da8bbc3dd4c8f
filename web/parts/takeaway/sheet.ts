// A sheet with the figures of a view one below the other, each with its title and its legend: drawn with any pen.
import { type Frame, type Theme, drawLabel } from '../../views/frame.ts';
import { drawLegend, legendHeight } from '../../views/legend.ts';
import type { Pen } from '../../views/pen.ts';
import type { Figure } from './figures.ts';

const EDGE = 12;
const TITLE = 26;
const GAP = 14;
const LEGEND = 6;
/** Of a figure, so that its title has room over a small picture. */
const NARROWEST = 240;

/** What is drawn at a place of the sheet (CSS pixels), by a pen that begins there. */
export interface Place {
  left: number;
  top: number;
  draw(pen: Pen): void;
}

export interface Sheet {
  width: number;
  height: number;
  theme: Theme;
  places: Place[];
  title: string;
  /** Its figures in words. */
  said: string;
}

const widthOf = ({ pictures }: Figure): number => Math.max(NARROWEST, pictures.reduce((sum, { width }) => sum + width + GAP, -GAP));
const heightOf = ({ pictures }: Figure): number => Math.max(0, ...pictures.map(({ height }) => height));

/** Null where there is nothing to be seen. `measuring`: a pen that knows how wide text is. */
export function sheetOf(figures: readonly Figure[], measuring: Pen): Sheet | null {
  const theme = figures[0]?.theme;
  if (!theme) return null;
  const inner = Math.max(...figures.map(widthOf));
  const frame = (context: Pen): Frame => ({ context, width: inner, height: TITLE, theme, time: 0, still: true, format: String });
  const places: Place[] = [];
  let top = EDGE;
  for (const { title, pictures, marks, ...figure } of figures) {
    if (places.length) top += GAP;
    places.push({ left: EDGE, top, draw: (pen) => drawLabel(frame(pen), { text: title, x: 0, y: 15, colour: theme.ink, weight: 600, size: 15, room: inner }) });
    top += TITLE;
    let left = EDGE;
    for (const picture of pictures) {
      places.push({ left, top, draw: (pen) => picture.draw(pen) });
      left += picture.width + GAP;
    }
    top += heightOf({ title, pictures, marks, ...figure });
    if (!marks.length) continue;
    places.push({ left: EDGE, top: top + LEGEND, draw: (pen) => drawLegend(frame(pen), marks) });
    top += LEGEND + legendHeight(frame(measuring), marks);
  }
  return {
    width: inner + 2 * EDGE,
    height: top + EDGE,
    theme,
    places,
    title: figures.map(({ title }) => title).join(' · '),
    said: figures.map(({ said }) => said).join(' '),
  };
}
