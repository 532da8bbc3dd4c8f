// Images of a sheet: SVG, recorded from the strokes themselves, and PNG.
import { SvgPen, escaped } from '../../views/svg-pen.ts';
import type { Sheet } from './sheet.ts';

/** Pixels of an image at most, so that nobody can ask for a gigabyte. */
const MOST_PIXELS = 40_000_000;

/** A context of a canvas that nobody sees: it knows how wide text is. */
export function measuringPen(): OffscreenCanvasRenderingContext2D {
  return new OffscreenCanvas(1, 1).getContext('2d')!;
}

/** `source`: how the figures are made again; part of the image's description. */
export function svgOf({ width, height, theme, places, title, said }: Sheet, source: string): string {
  const ruler = measuringPen();
  const measure = (text: string, font: string) => {
    ruler.font = font;
    return ruler.measureText(text).width;
  };
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  const groups = places.map(({ left, top, draw }, i) => {
    const pen = new SvgPen(measure, `clip${i}`);
    draw(pen);
    return `<g transform="translate(${left} ${Number(top.toFixed(2))})">${pen.markup}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(`${said} ${source}`)}</desc>`,
    `<rect width="${w}" height="${h}" fill="${escaped(theme.paper)}"/>`,
    ...groups,
    '</svg>\n',
  ].join('\n');
}

/** `scale`: pixels of the image for one of the screen. */
export async function pngOf({ width, height, theme, places }: Sheet, scale: number): Promise<Blob | null> {
  const wanted = (Number.isFinite(scale) && scale > 0 ? scale : 1) * devicePixelRatio;
  const factor = Math.min(wanted, Math.sqrt(MOST_PIXELS / (width * height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * factor);
  canvas.height = Math.ceil(height * factor);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const { left, top, draw } of places) {
    context.save();
    context.setTransform(factor, 0, 0, factor, left * factor, top * factor);
    draw(context);
    context.restore();
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
