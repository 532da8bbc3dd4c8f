// A view's pictures as one image, and their numbers.
import type { Words } from '../../messages/index.ts';
import { csvOf } from './csv.ts';
import { type Figure, figuresOf } from './figures.ts';
import { measuringPen, pngOf, svgOf } from './images.ts';
import { sheetOf } from './sheet.ts';
import type { Run } from '../part.ts';

/** Of the view of that name, or of the first that shows something. */
async function found(root: ParentNode, run: Run, words: Words, name: string | null): Promise<Figure[]> {
  const views = [...root.querySelectorAll<HTMLElement>('[data-view]')].filter(({ dataset: { view } }) => name === null || view === name);
  for (const view of views) {
    const figures = await figuresOf(view, run, words);
    if (figures.length) return figures;
  }
  return [];
}

/** Null where the view has drawn nothing, or there is none of that name. */
export async function imageOf(root: ParentNode, run: Run, words: Words, view: string | null, scale: number, format: 'png' | 'svg'): Promise<Blob | null> {
  const sheet = sheetOf(await found(root, run, words, view), measuringPen());
  if (!sheet) return null;
  return format === 'png' ? pngOf(sheet, scale) : new Blob([svgOf(sheet, run.resolved?.line ?? '')], { type: 'image/svg+xml' });
}

/** One table after the other, with an empty line between two. */
export async function csvOfView(root: ParentNode, run: Run, words: Words, view: string | null): Promise<string | null> {
  const tables = (await found(root, run, words, view)).flatMap((figure) => figure.table() ?? []);
  return tables.length ? tables.map(csvOf).join('\r\n') : null;
}
