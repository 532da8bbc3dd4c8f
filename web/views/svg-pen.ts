// Records what a view draws as SVG: the same strokes, shapes and letters, never an image of them.
import type { Box, CellPen, Cells, Strokes } from './pen.ts';

interface Settings {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
}

const FIRST: Settings = {
  fillStyle: '#000000', strokeStyle: '#000000', lineWidth: 1, lineCap: 'butt', lineJoin: 'miter', globalAlpha: 1,
  font: '10px sans-serif', textAlign: 'start', textBaseline: 'alphabetic',
};
const ANCHORS: Partial<Record<CanvasTextAlign, string>> = { center: 'middle', right: 'end', end: 'end' };
/** From a baseline to the alphabetic one, in the letters' size: programs that show SVG disagree about baselines, not about places. */
const BASELINES: Record<CanvasTextBaseline, number> = { alphabetic: 0, middle: 0.35, top: 0.88, hanging: 0.8, bottom: -0.12, ideographic: -0.12 };
/** Decimals of a coordinate. */
const PLACES = 2;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as XML: what XML cannot hold at all is left out. */
export function escaped(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/\p{Surrogate}/gu, '').replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
}

const number = (value: number): string => String(Number(value.toFixed(PLACES)));
const finite = (...values: number[]): boolean => values.every(Number.isFinite);

/** A colour without its opacity, and that. */
function colourOf(style: string): { colour: string; opacity: number } {
  const parts = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+)(%?))?\s*\)$/.exec(style);
  if (!parts) return { colour: style, opacity: 1 };
  const hex = parts.slice(1, 4).map((part) => Math.round(Number(part)).toString(16).padStart(2, '0'));
  return { colour: `#${hex.join('')}`, opacity: parts[4] === undefined ? 1 : Number(parts[4]) / (parts[5] ? 100 : 1) };
}

export class SvgPen implements Strokes, CellPen {
  fillStyle: string | CanvasGradient | CanvasPattern = FIRST.fillStyle;
  strokeStyle: string | CanvasGradient | CanvasPattern = FIRST.strokeStyle;
  lineWidth = FIRST.lineWidth;
  lineCap = FIRST.lineCap;
  lineJoin = FIRST.lineJoin;
  globalAlpha = FIRST.globalAlpha;
  font = FIRST.font;
  textAlign = FIRST.textAlign;
  textBaseline = FIRST.textBaseline;
  private dashes: number[] = [];
  private path: string[] = [];
  /** Where the path has come to, and where its part began; null before it has begun. */
  private here: [x: number, y: number] | null = null;
  private begun: [x: number, y: number] = [0, 0];
  /** Settings to go back to, and how many clipped groups were open then. */
  private readonly stack: Array<{ settings: Settings; dashes: number[]; open: number }> = [];
  private readonly elements: string[] = [];
  private open = 0;
  private clips = 0;

  /**
   * `measure`: the width of a text in a font, as it is written in CSS. `name`: begins the ids within the drawing, of which those of
   * another drawing in the same document must be different.
   */
  constructor(
    private readonly measure: (text: string, font: string) => number,
    private readonly name = 'clip',
  ) {}

  /** All that was drawn, as SVG elements without one around them. */
  get markup(): string {
    return this.elements.join('\n') + '</g>'.repeat(this.open);
  }

  save(): void {
    this.stack.push({ settings: this.settings, dashes: this.dashes, open: this.open });
  }

  restore(): void {
    const before = this.stack.pop();
    if (!before) return;
    Object.assign(this, before.settings);
    this.dashes = before.dashes;
    for (; this.open > before.open; this.open--) this.elements.push('</g>');
  }

  setLineDash(dashes: number[]): void {
    if (dashes.every((dash) => Number.isFinite(dash) && dash >= 0)) this.dashes = [...dashes];
  }

  beginPath(): void {
    this.path = [];
    this.here = null;
  }

  closePath(): void {
    if (!this.here) return;
    this.path.push('Z');
    this.here = this.begun;
  }

  moveTo(x: number, y: number): void {
    if (!finite(x, y)) return;
    this.path.push(`M${number(x)} ${number(y)}`);
    this.here = this.begun = [x, y];
  }

  lineTo(x: number, y: number): void {
    if (!finite(x, y)) return;
    if (!this.here) return this.moveTo(x, y);
    this.path.push(`L${number(x)} ${number(y)}`);
    this.here = [x, y];
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    if (!finite(cx, cy, x, y)) return;
    if (!this.here) this.moveTo(cx, cy);
    this.path.push(`Q${[cx, cy, x, y].map(number).join(' ')}`);
    this.here = [x, y];
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    if (!finite(ax, ay, bx, by, x, y)) return;
    if (!this.here) this.moveTo(ax, ay);
    this.path.push(`C${[ax, ay, bx, by, x, y].map(number).join(' ')}`);
    this.here = [x, y];
  }

  /** Clockwise, as all arcs of views are. */
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    if (!finite(x, y, radius, from, to) || radius < 0) return;
    const whole = 2 * Math.PI;
    const at = (angle: number): [number, number] => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    const swept = to - from >= whole ? whole : (((to - from) % whole) + whole) % whole;
    this.lineTo(...at(from));
    // An arc whose ends are one point is none: a circle is made of two.
    const parts = swept > Math.PI ? 2 : 1;
    for (let part = 1; part <= parts; part++) {
      const [px, py] = at(from + (swept * part) / parts);
      this.path.push(`A${number(radius)} ${number(radius)} 0 0 1 ${number(px)} ${number(py)}`);
    }
    this.here = at(from + swept);
  }

  rect(x: number, y: number, width: number, height: number): void {
    if (!finite(x, y, width, height)) return;
    this.moveTo(x, y);
    this.path.push(`h${number(width)}v${number(height)}h${number(-width)}Z`);
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    if (!finite(x, y, width, height, radius)) return;
    const r = Math.max(0, Math.min(radius, Math.abs(width) / 2, Math.abs(height) / 2));
    const corner = (dx: number, dy: number) => `a${number(r)} ${number(r)} 0 0 1 ${number(dx)} ${number(dy)}`;
    this.moveTo(x + r, y);
    this.path.push(`h${number(width - 2 * r)}${corner(r, r)}v${number(height - 2 * r)}${corner(-r, r)}h${number(2 * r - width)}${corner(-r, -r)}v${number(2 * r - height)}${corner(r, -r)}Z`);
    this.here = this.begun = [x, y];
  }

  fill(rule: CanvasFillRule = 'nonzero'): void {
    if (this.path.length) this.elements.push(`<path d="${this.path.join('')}" ${this.filled}${rule === 'evenodd' ? ' fill-rule="evenodd"' : ''}/>`);
  }

  stroke(): void {
    if (this.path.length) this.elements.push(`<path d="${this.path.join('')}" fill="none" ${this.stroked}/>`);
  }

  clip(): void {
    const id = `${this.name}-${++this.clips}`;
    this.elements.push(`<clipPath id="${id}"><path d="${this.path.join('')}"/></clipPath><g clip-path="url(#${id})">`);
    this.open += 1;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    if (finite(x, y, width, height)) this.elements.push(`<path d="${this.box(x, y, width, height)}" ${this.filled}/>`);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    if (finite(x, y, width, height)) this.elements.push(`<path d="${this.box(x, y, width, height)}" fill="none" ${this.stroked}/>`);
  }

  fillText(text: string, x: number, y: number): void {
    this.write(text, x, y, this.filled);
  }

  strokeText(text: string, x: number, y: number): void {
    this.write(text, x, y, `fill="none" ${this.stroked}`);
  }

  measureText(text: string): { width: number } {
    return { width: this.measure(text, this.font) };
  }

  /** Neighbours of one colour in a row are one rectangle, and all rectangles of a colour are one shape. */
  cells({ columns, rows, colours }: Cells, { left, top, width, height }: Box): void {
    const shapes = new Map<string, string>();
    const colourAt = (column: number, row: number) => {
      const at = 4 * (row * columns + column);
      return `#${[0, 1, 2].map((k) => colours[at + k]!.toString(16).padStart(2, '0')).join('')}`;
    };
    for (let row = 0; row < rows; row++) {
      for (let from = 0, to = 0; from < columns; from = to) {
        const colour = colourAt(from, row);
        for (to = from + 1; to < columns && colourAt(to, row) === colour; ) to += 1;
        shapes.set(colour, `${shapes.get(colour) ?? ''}M${from} ${row}h${to - from}v1h${from - to}Z`);
      }
    }
    const place = `translate(${number(left)} ${number(top)}) scale(${width / columns} ${height / rows})`;
    const paths = [...shapes].map(([colour, shape]) => `<path d="${shape}" fill="${colour}"/>`);
    this.elements.push(`<g transform="${place}" shape-rendering="crispEdges"${this.opacity('opacity', 1)}>${paths.join('')}</g>`);
  }

  private get settings(): Settings {
    const { lineWidth, lineCap, lineJoin, globalAlpha, font, textAlign, textBaseline } = this;
    return { fillStyle: String(this.fillStyle), strokeStyle: String(this.strokeStyle), lineWidth, lineCap, lineJoin, globalAlpha, font, textAlign, textBaseline };
  }

  private get filled(): string {
    const { colour, opacity } = colourOf(String(this.fillStyle));
    return `fill="${escaped(colour)}"${this.opacity('fill-opacity', opacity)}`;
  }

  private get stroked(): string {
    const { colour, opacity } = colourOf(String(this.strokeStyle));
    const cap = this.lineCap === 'butt' ? '' : ` stroke-linecap="${this.lineCap}"`;
    const join = this.lineJoin === 'miter' ? '' : ` stroke-linejoin="${this.lineJoin}"`;
    const dashes = this.dashes.length ? ` stroke-dasharray="${this.dashes.map(number).join(' ')}"` : '';
    return `stroke="${escaped(colour)}" stroke-width="${number(this.lineWidth)}"${cap}${join}${dashes}${this.opacity('stroke-opacity', opacity)}`;
  }

  private opacity(attribute: string, opacity: number): string {
    const whole = opacity * this.globalAlpha;
    return whole < 1 ? ` ${attribute}="${Number(whole.toFixed(3))}"` : '';
  }

  private box(x: number, y: number, width: number, height: number): string {
    return `M${number(x)} ${number(y)}h${number(width)}v${number(height)}h${number(-width)}Z`;
  }

  private write(text: string, x: number, y: number, look: string): void {
    if (!finite(x, y) || !text.trim()) return;
    const [, weight = '400', size = '10', family = 'sans-serif'] = /^(?:(\w+) )?([\d.]+)px (.+)$/.exec(this.font) ?? [];
    const anchor = ANCHORS[this.textAlign];
    const place = `x="${number(x)}" y="${number(y + BASELINES[this.textBaseline] * Number(size))}"`;
    const font = `font-family="${escaped(family)}" font-size="${size}"${weight === '400' ? '' : ` font-weight="${weight}"`}`;
    this.elements.push(`<text ${place} ${font}${anchor ? ` text-anchor="${anchor}"` : ''} ${look}>${escaped(text)}</text>`);
  }
}
