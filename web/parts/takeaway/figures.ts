// The pictures of a view as they stand in the page, each with its title, its sentence and its legend: for images of them.
import { faceOf } from '../../faces/index.ts';
import type { Words } from '../../messages/index.ts';
import type { Frame, Theme } from '../../views/frame.ts';
import type { DrawnMark } from '../../views/legend.ts';
import { LOOPS_SIZE, type Loops, loops } from '../../views/loops.ts';
import type { Pen } from '../../views/pen.ts';
import { tiles, tilesSize } from '../../views/tiles.ts';
import type { ComparisonPart } from '../comparison.ts';
import type { Run } from '../part.ts';
import type { Picture } from '../picture.ts';
import { sightOf } from '../scene.ts';
import { themeOf } from '../theme.ts';
import type { Table } from './csv.ts';
import { type FigureName, tableOf } from './tables.ts';

/** Something with a size (CSS pixels) that draws itself. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  draw(pen: Pen): void;
}

export interface Figure {
  name: FigureName;
  title: string;
  /** The picture in words. */
  said: string;
  /** Side by side. */
  pictures: Drawn[];
  marks: DrawnMark[];
  theme: Theme;
  /** The numbers behind it; null where there are none yet. */
  table(): Table | null;
}

/** Which figure of a part is which, in their order. */
const FIGURES: Record<string, readonly FigureName[]> = {
  'mrl-tasks': ['tasks'],
  'mrl-adaptation': ['adaptation'],
  'mrl-unadapted': ['parameters'],
  'mrl-history': ['history'],
  'mrl-held-out': ['held-out'],
  'mrl-landscape': ['landscape'],
  'mrl-gradients': ['gradients', 'slopes', 'reach'],
  'mrl-comparison': ['comparison'],
};

const textOf = (element: Element | null | undefined): string => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

/** `view`: the element that holds it. */
export async function figuresOf(view: HTMLElement, run: Run, words: Words): Promise<Figure[]> {
  const ofLoops = view.querySelector('mrl-loops') ? await loopsFigure(view, run, words) : null;
  return [...(ofLoops ? [ofLoops] : []), ...[...view.querySelectorAll('figure')].flatMap((figure) => figureOf(figure, run, words) ?? [])];
}

function figureOf(figure: HTMLElement, run: Run, words: Words): Figure | null {
  const part = figure.closest(Object.keys(FIGURES).join());
  if (!part) return null;
  const name = figure.classList.contains('trial') ? 'trial' : figure.classList.contains('batch') ? 'batch' : (FIGURES[part.localName]!.find((one) => one === figure.dataset.figure) ?? FIGURES[part.localName]![0]!);
  const sight = sightOf(run, words);
  if (!sight || name === 'loops') return null;
  const shown = [...figure.querySelectorAll<Picture>('mrl-picture')].filter((picture) => picture.drawing && picture.extent.width > 0);
  const pictures = shown.map((picture): Drawn => ({ ...picture.extent, draw: (pen) => picture.drawWith(pen) }));
  const theme = themeOf(figure);
  const laid = name === 'tasks' && !pictures.length ? tilesOf(run, words, theme) : null;
  if (laid) pictures.push(laid);
  if (!pictures.length) return null;
  return {
    name,
    title: textOf(figure.querySelector('h3')) || textOf(part.querySelector('h2')),
    said: textOf(figure.querySelector('figcaption')),
    pictures,
    marks: [...figure.querySelectorAll<HTMLElement>('.legend .mark')].map(markOf),
    theme,
    table: () => (name === 'comparison' ? (part as ComparisonPart).table() : tableOf(name, sight)),
  };
}

function markOf(mark: HTMLElement): DrawnMark {
  const look = [...mark.classList].find((name) => name !== 'mark') ?? 'dot';
  return { look, colour: mark.style.getPropertyValue('--tint-colour'), label: textOf(mark) };
}

const frameOf = (pen: Pen, { width, height }: { width: number; height: number }, theme: Theme, words: Words): Frame => ({ context: pen, width, height, theme, time: 0, still: true, format: words.format.tick });

/** Tasks that are tiles to choose from in the page. */
function tilesOf(run: Run, words: Words, theme: Theme): Drawn | null {
  const { family, resolved, shown, probe, trail, task } = run;
  const face = family && faceOf(family)?.tasks;
  if (!face || !resolved) return null;
  const list = face.tiles({ resolved, tasks: shown?.trace.tasks ?? null, before: trail.batches.at(-1) ?? null, index: probe ? null : task, shown: run.shownTask, words });
  const size = tilesSize(list.length);
  const drawing = tiles(list.map((tile) => ({ ...tile, count: tile.count ? face.count(tile, words) : '' })));
  return { ...size, draw: (pen) => drawing.base(frameOf(pen, size, theme, words)) };
}

async function loopsFigure(view: HTMLElement, run: Run, words: Words): Promise<Figure | null> {
  const sight = sightOf(run, words);
  if (!sight) return null;
  // Its part is fetched when it is shown, and it is shown.
  const { loopPhases } = await import('../loops.ts');
  const about: Loops = loopPhases(sight);
  const theme = themeOf(view);
  return {
    name: 'loops',
    title: textOf(view.querySelector('h2')),
    said: textOf(view.querySelector('.now')),
    pictures: [{ ...LOOPS_SIZE, draw: (pen) => loops(about).base(frameOf(pen, LOOPS_SIZE, theme, words)) }],
    marks: [],
    theme,
    table: () => ({
      columns: ['phase', 'loop', 'title', 'letters', 'numbers', 'lit'],
      rows: about.phases.map(({ title, letters, numbers, inner, lit }, i) => [i + 1, inner ? 'inner' : 'outer', title, letters, numbers, lit ? 1 : 0]),
    }),
  };
}
