// A view's pictures as one image, as they are shown.
import type { Picture } from '../parts/picture.ts';

/** Pixels of an image at most, so that no host can ask for a gigabyte. */
const MOST_PIXELS = 40_000_000;
const GAP = 8;

/** Null where the view has drawn nothing, or there is none of that name. */
export async function pictureOf(root: ParentNode, view: string | null, scale: number): Promise<Blob | null> {
  const views = [...root.querySelectorAll<HTMLElement>('[data-view]')];
  const found = view === null ? views.find((candidate) => candidate.querySelector('canvas')) : views.find((candidate) => candidate.dataset.view === view);
  const pictures = [...(found?.querySelectorAll<Picture>('canvas[role]') ?? [])].map((canvas) => (canvas as unknown as Element).parentElement as unknown as Picture);
  const sizes = pictures.map((picture) => picture.getBoundingClientRect());
  const width = Math.max(0, ...sizes.map((size) => size.width));
  const height = sizes.reduce((sum, size) => sum + size.height + GAP, -GAP);
  if (!(width > 0 && height > 0)) return null;
  const wanted = Number.isFinite(scale) && scale > 0 ? scale * devicePixelRatio : devicePixelRatio;
  const factor = Math.min(wanted, Math.sqrt(MOST_PIXELS / (width * height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * factor);
  canvas.height = Math.ceil(height * factor);
  const context = canvas.getContext('2d');
  if (!context) return null;
  let top = 0;
  pictures.forEach((picture, i) => {
    picture.paintInto(context, { left: 0, top: top * factor, scale: factor });
    top += sizes[i]!.height + GAP;
  });
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
