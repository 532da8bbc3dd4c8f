// A field in which a reader draws a curve: by dragging across it, or point by point with the keyboard. Each point is a slider.
import type { Format } from '../../messages/index.ts';

interface About {
  /** Where the points are, from left to right. */
  places: readonly number[];
  low: number;
  high: number;
  nameOf(place: number): string;
  format: Format;
  /** Of the horizontal axis, and of the vertical one. */
  title: string;
  quantity: string;
  yours: string;
  theirs: string;
  /** The name of a point's slider. */
  point(place: string): string;
}

const WIDTH = 600;
const HEIGHT = 260;
const EDGE = { left: 52, right: 16, top: 14, bottom: 44 };
const SVG = 'http://www.w3.org/2000/svg';

export class Field {
  /** Whether the reader has drawn anything. */
  touched = false;
  private readonly sliders: HTMLInputElement[];
  private readonly mine: SVGPolylineElement;
  private readonly theirs: SVGPolylineElement;
  private readonly dots: SVGCircleElement[];
  private locked = false;

  constructor(
    private readonly into: HTMLElement,
    private readonly about: About,
  ) {
    const { places, low, high, format, nameOf, title, quantity } = about;
    const svg = draw('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'drawing', 'aria-hidden': 'true' });
    const ticks = [0, 1, 2, 3, 4, 5].map((i) => low + ((high - low) * i) / 5);
    for (const tick of ticks) {
      svg.append(draw('line', { x1: EDGE.left, x2: WIDTH - EDGE.right, y1: this.y(tick), y2: this.y(tick), class: 'rule' }));
      svg.append(draw('text', { x: EDGE.left - 8, y: this.y(tick) + 4, 'text-anchor': 'end' }, format.tick(tick)));
    }
    for (const place of places) svg.append(draw('text', { x: this.x(place), y: HEIGHT - EDGE.bottom + 18, 'text-anchor': 'middle' }, format.tick(place)));
    svg.append(draw('text', { x: (WIDTH + EDGE.left) / 2, y: HEIGHT - 6, 'text-anchor': 'middle' }, title));
    svg.append(draw('text', { x: 14, y: (HEIGHT - EDGE.bottom) / 2, 'text-anchor': 'middle', transform: `rotate(-90 14 ${(HEIGHT - EDGE.bottom) / 2})` }, quantity));
    this.theirs = draw('polyline', { class: 'theirs', points: '' });
    this.mine = draw('polyline', { class: 'mine', points: '' });
    this.dots = places.map(() => draw('circle', { r: 6, class: 'mine' }));
    svg.append(this.theirs, this.mine, ...this.dots);
    const sliders = document.createElement('div');
    sliders.className = 'sliders';
    this.sliders = places.map((place, i) => {
      const slider = document.createElement('input');
      Object.assign(slider, { type: 'range', min: String(low), max: String(high), step: String((high - low) / 50), value: String((low + high) / 2) });
      slider.setAttribute('aria-label', about.point(nameOf(place)));
      slider.addEventListener('input', () => this.moved());
      slider.addEventListener('focus', () => this.dots[i]!.classList.add('focused'));
      slider.addEventListener('blur', () => this.dots[i]!.classList.remove('focused'));
      sliders.append(slider);
      return slider;
    });
    const key = document.createElement('p');
    key.className = 'key';
    for (const name of ['yours', 'theirs'] as const) {
      const part = document.createElement('span');
      part.className = name;
      part.textContent = about[name];
      key.append(part);
    }
    into.append(svg, sliders, key);
    this.listen(svg);
    this.redraw();
  }

  get values(): number[] {
    return this.sliders.map((slider) => Number(slider.value));
  }

  lock(): void {
    this.locked = true;
    for (const slider of this.sliders) slider.disabled = true;
  }

  /** The run's own curve. */
  show(curve: ReadonlyArray<readonly [place: number, value: number]>): void {
    this.theirs.setAttribute('points', curve.filter(([, value]) => Number.isFinite(value)).map(([place, value]) => `${this.x(place)},${this.y(value)}`).join(' '));
    this.into.classList.add('shown');
  }

  private x(place: number): number {
    const { places } = this.about;
    const [first, last] = [places[0]!, places.at(-1)!];
    return EDGE.left + 12 + ((place - first) / (last - first)) * (WIDTH - EDGE.left - EDGE.right - 24);
  }

  private y(value: number): number {
    const { low, high } = this.about;
    const share = Math.min(1.02, Math.max(-0.02, (value - low) / (high - low)));
    return HEIGHT - EDGE.bottom - share * (HEIGHT - EDGE.top - EDGE.bottom);
  }

  private listen(svg: SVGSVGElement): void {
    let drawing = false;
    const follow = (event: PointerEvent): void => {
      const box = svg.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * WIDTH;
      const y = ((event.clientY - box.top) / box.height) * HEIGHT;
      const { places, low, high } = this.about;
      const distances = places.map((place) => Math.abs(this.x(place) - x));
      const nearest = this.sliders[distances.indexOf(Math.min(...distances))]!;
      nearest.value = String(low + ((HEIGHT - EDGE.bottom - y) / (HEIGHT - EDGE.top - EDGE.bottom)) * (high - low));
      this.moved();
    };
    svg.addEventListener('pointerdown', (event) => {
      if (this.locked) return;
      drawing = true;
      svg.setPointerCapture(event.pointerId);
      follow(event);
    });
    svg.addEventListener('pointermove', (event) => drawing && follow(event));
    for (const type of ['pointerup', 'pointercancel'] as const) svg.addEventListener(type, () => (drawing = false));
  }

  private moved(): void {
    this.touched = true;
    this.into.classList.add('drawn');
    this.redraw();
  }

  private redraw(): void {
    const { places } = this.about;
    const points = this.values.map((value, i) => [this.x(places[i]!), this.y(value)] as const);
    this.mine.setAttribute('points', points.map((point) => point.join(',')).join(' '));
    points.forEach(([x, y], i) => {
      this.dots[i]!.setAttribute('cx', String(x));
      this.dots[i]!.setAttribute('cy', String(y));
    });
  }
}

function draw<K extends keyof SVGElementTagNameMap>(name: K, attributes: Record<string, string | number>, text?: string): SVGElementTagNameMap[K] {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  if (text !== undefined) node.textContent = text;
  return node;
}
