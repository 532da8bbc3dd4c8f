import { beforeAll, describe, expect, test } from 'vitest';
import { fetchFace } from '../../../web/faces/index.ts';
import type { Scene } from '../../../web/faces/face.ts';
import { wordsFor } from '../../../web/messages/index.ts';
import type { Drawing, Frame } from '../../../web/views/frame.ts';
import { drawLegend } from '../../../web/views/legend.ts';
import { memory } from '../../../web/views/memory.ts';
import { trial } from '../../../web/views/trial.ts';
import { SvgPen, escaped } from '../../../web/views/svg-pen.ts';
import { FakeContext, stubCanvas, theme } from '../fake/canvas.ts';
import { HOSTILE } from '../fake/hostile.ts';
import { type Recorded, recorded } from '../fake/recorded.ts';

const measure = (text: string, font: string) => 0.56 * text.length * Number(/([\d.]+)px/.exec(font)![1]);
const pen = () => new SvgPen(measure);
const frameOf = (context: SvgPen): Frame => ({ context, width: 300, height: 200, theme, time: 3.2, still: true, format: String });

/** Tags, attributes and entities as XML demands them; throws where they are not. Gives the number of elements by name. */
function checked(markup: string): Map<string, number> {
  const open: string[] = [];
  const found = new Map<string, number>();
  const rest = markup.replace(/<(\/?)([a-zA-Z]+)((?: [\w:-]+="[^"<]*")*)(\/?)>|([^<]+)/g, (whole, close, name, attributes, single, text) => {
    if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(text ?? attributes)) throw new Error(`A bare & in ${whole}`);
    if (text !== undefined) return '';
    if (close) {
      if (open.pop() !== name) throw new Error(`${whole} closes another element`);
      return '';
    }
    found.set(name, (found.get(name) ?? 0) + 1);
    if (/NaN|Infinity|undefined|\[object/.test(attributes)) throw new Error(`No number in ${whole}`);
    if (!single) open.push(name);
    return '';
  });
  if (rest || open.length) throw new Error(`Left over: ${rest || open.join()}`);
  return found;
}

test('The check of the tests finds what is wrong', () => {
  for (const wrong of ['<g>', '<g></p>', '<g', '<text x="1">a & b</text>', '<path d="MNaN 1"/>', '<g a="<"/>']) expect(() => checked(wrong), wrong).toThrow();
  expect(checked('<g a="1"><path d="M0 0"/></g>')).toEqual(new Map([['g', 1], ['path', 1]]));
});

test('Paths are what a canvas makes of the same calls', () => {
  const svg = pen();
  svg.fillStyle = 'rgba(10, 20, 30, 0.5)';
  svg.beginPath();
  svg.lineTo(1, 2);
  svg.lineTo(Number.NaN, 3);
  svg.lineTo(3.14159, 4);
  svg.closePath();
  svg.globalAlpha = 0.5;
  svg.fill('evenodd');
  expect(svg.markup).toBe('<path d="M1 2L3.14 4Z" fill="#0a141e" fill-opacity="0.25" fill-rule="evenodd"/>');
});

test('A circle is two arcs, an arc keeps its direction, a rectangle is closed', () => {
  const svg = pen();
  svg.beginPath();
  svg.arc(10, 10, 5, 0, 2 * Math.PI);
  svg.stroke();
  svg.beginPath();
  svg.moveTo(0, 0);
  svg.arc(10, 10, 5, 0, -Math.PI / 2);
  svg.stroke();
  svg.beginPath();
  svg.rect(1, 1, 2, 3);
  svg.lineTo(9, 9);
  svg.stroke();
  expect([...svg.markup.matchAll(/ d="([^"]*)"/g)].map(([, path]) => path)).toEqual([
    'M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10',
    'M0 0L15 10A5 5 0 0 1 6.46 13.54A5 5 0 0 1 10 5',
    'M1 1h2v3h-2ZL9 9',
  ]);
});

test('Saved settings come back, and a clip ends with them', () => {
  const svg = pen();
  svg.lineWidth = 3;
  svg.setLineDash([4, 2]);
  svg.save();
  svg.beginPath();
  svg.rect(0, 0, 5, 5);
  svg.clip();
  svg.setLineDash([]);
  svg.lineWidth = 1;
  svg.strokeRect(0, 0, 1, 1);
  svg.restore();
  svg.strokeRect(0, 0, 2, 2);
  expect(svg.markup.split('\n')).toEqual([
    '<clipPath id="clip-1"><path d="M0 0h5v5h-5Z"/></clipPath><g clip-path="url(#clip-1)">',
    '<path d="M0 0h1v1h-1Z" fill="none" stroke="#000000" stroke-width="1"/>',
    '</g>',
    '<path d="M0 0h2v2h-2Z" fill="none" stroke="#000000" stroke-width="3" stroke-dasharray="4 2"/>',
  ]);
});

test('Text has its font, its side and its baseline, and can never become markup', () => {
  const svg = pen();
  svg.font = '600 12px "Segoe UI", sans-serif';
  svg.textAlign = 'right';
  svg.textBaseline = 'middle';
  svg.fillText('a < b', 10, 20);
  expect(svg.markup).toBe('<text x="10" y="24.2" font-family="&quot;Segoe UI&quot;, sans-serif" font-size="12" font-weight="600" text-anchor="end" fill="#000000">a &lt; b</text>');
  for (const [, text] of HOSTILE) {
    const other = pen();
    other.fillText(text, 1, 1);
    expect(checked(other.markup).size).toBeLessThanOrEqual(1);
  }
  expect(escaped('\u0000\ud800x\u0008')).toBe('x');
});

test('A grid of colours is shapes, one for each colour', () => {
  const svg = pen();
  const states = [1, 1, -1, 1, 1, -1, 0, 0];
  memory({ label: 'm', states, units: 2, weight: 1 }).draw(frameOf(svg), { x: (t) => 10 * t, left: 0, right: 40, top: 0, bottom: 20 });
  expect(svg.markup).not.toContain('<image');
  expect(svg.markup).toMatch(/translate\(0 0\) scale\(10 10\)/);
  // The pretended theme has one colour for both ends and the middle.
  expect(svg.markup).toContain('d="M0 0h4v1h-4ZM0 1h4v1h-4Z" fill="#0a141e"');
});

function sceneOf({ family, learner, resolved, traces }: Recorded, which: 'complete' | 'sampled'): Scene {
  const trace = traces[which];
  return { trace, family, learner, resolved, task: trace.task?.data ?? null, words: wordsFor('en') };
}

beforeAll(stubCanvas);
beforeAll(async () => void (await Promise.all(recorded.map(({ family }) => fetchFace(family)))));

describe.each(recorded.map((record) => [record.name, record] as const))('%s', (_, record) => {
  test('is recorded whole: every picture is sound SVG with text and shapes', async () => {
    const face = await fetchFace(record.family);
    const scene = sceneOf(record, 'complete');
    const rows = face.rows?.(scene, theme) ?? [];
    const drawings: Array<Drawing | null> = [
      face.adaptation(scene, { theme, moment: 'all' }),
      face.adaptation(scene, { theme, moment: 0 }),
      ...(face.meta?.drawings(scene, theme) ?? []),
      rows.length ? trial({ horizon: 2, steps: 4, rows, shown: [0, 2], cursor: true, xLabel: 'x' }) : null,
    ];
    expect(drawings[0]).not.toBeNull();
    for (const drawing of drawings) {
      if (!drawing) continue;
      const svg = pen();
      drawing.base(frameOf(svg));
      const still = svg.markup.length;
      drawing.moving?.(frameOf(svg));
      const found = checked(svg.markup);
      expect(found.get('path') ?? 0).toBeGreaterThan(1);
      const canvas = new FakeContext();
      const onCanvas = { ...frameOf(svg), context: canvas as unknown as Frame['context'] };
      drawing.base(onCanvas);
      drawing.moving?.(onCanvas);
      const texts = [...svg.markup.matchAll(/<text [^>]* fill="#[^>]*>([^<]*)</g)].map(([, text]) => text);
      expect(texts).toEqual(canvas.written.filter(({ text }) => text.trim()).map(({ text }) => escaped(text)));
      if (drawing.moving) expect(svg.markup.length).toBeGreaterThan(still);
    }
    const svg = pen();
    drawLegend(frameOf(svg), face.legend?.(scene, theme) ?? []);
    for (const { label } of face.legend?.(scene, theme) ?? []) expect(svg.markup).toContain(escaped(label).slice(0, 12));
    checked(svg.markup);
  });
});
