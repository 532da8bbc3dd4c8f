import { LitElement, html } from 'lit';
import type { Drawing, Frame, Theme } from '../views/frame.ts';
import { type Words, wordsFor } from '../messages/index.ts';
import { currentTheme, onThemeChange } from './theme.ts';

const still = matchMedia('(prefers-reduced-motion: reduce)');
/** What moves is shown at its end where motion is not wanted. */
const END = 3.2;

/**
 * A drawing on two canvases: one that changes with the data and one for what moves over it, so that a frame costs only
 * what moved. Draws in animation frames, while visible, and never lays anything out.
 */
export class Picture extends LitElement {
  static override properties = { drawing: { attribute: false }, label: {}, clickable: { type: Boolean }, words: { attribute: false } };
  declare drawing: Drawing | null;
  declare label: string;
  declare clickable: boolean;
  declare words: Words;
  private base!: HTMLCanvasElement;
  private top!: HTMLCanvasElement;
  private size = { width: 0, height: 0 };
  private dirty = false;
  private visible = true;
  private frame = 0;
  private readonly resize = new ResizeObserver(([entry]) => this.measured(entry!.contentRect));
  private readonly sight = new IntersectionObserver((entries) => {
    this.visible = entries.at(-1)!.isIntersecting;
    this.schedule();
  });
  private stopListening = () => {};

  constructor() {
    super();
    this.drawing = null;
    this.label = '';
    this.clickable = false;
    this.words = wordsFor('en');
  }

  protected override createRenderRoot() {
    return this;
  }

  override render() {
    return html`<canvas role="img" aria-label=${this.label}></canvas><canvas aria-hidden="true"></canvas>`;
  }

  override firstUpdated(): void {
    [this.base, this.top] = this.querySelectorAll('canvas') as unknown as [HTMLCanvasElement, HTMLCanvasElement];
    this.resize.observe(this);
    this.sight.observe(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = onThemeChange(() => this.invalidate());
    still.addEventListener('change', this.invalidate);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize.disconnect();
    this.sight.disconnect();
    this.stopListening();
    still.removeEventListener('change', this.invalidate);
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  override updated(changed: Map<string, unknown>): void {
    if (changed.has('drawing') || changed.has('words')) this.invalidate();
  }

  private readonly invalidate = (): void => {
    this.dirty = true;
    this.schedule();
  };

  private measured(rect: DOMRectReadOnly): void {
    this.size = { width: rect.width, height: rect.height };
    const scale = Math.min(devicePixelRatio || 1, 2);
    for (const canvas of [this.base, this.top]) {
      canvas.width = Math.round(rect.width * scale);
      canvas.height = Math.round(rect.height * scale);
    }
    this.invalidate();
  }

  private schedule(): void {
    if (this.frame || !this.visible || !this.isConnected) return;
    if (this.dirty || (this.drawing?.moving && !still.matches)) this.frame = requestAnimationFrame(this.draw);
  }

  private readonly draw = (time: number): void => {
    this.frame = 0;
    if (!this.base || this.size.width < 20 || this.size.height < 20 || !this.drawing) return;
    const theme = currentTheme(this);
    if (this.dirty) this.paint(this.base, this.drawing.base, theme, 0);
    const moving = this.drawing.moving;
    if (moving) this.paint(this.top, moving, theme, still.matches ? END : time / 1000);
    else if (this.dirty) this.paint(this.top, () => undefined, theme, 0);
    this.dirty = false;
    this.schedule();
  };

  private paint(canvas: HTMLCanvasElement, view: (frame: Frame) => void, theme: Theme, time: number): void {
    const context = canvas.getContext('2d')!;
    const scale = canvas.width / this.size.width;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, this.size.width, this.size.height);
    view({ context, ...this.size, theme, time, still: still.matches, format: this.words.format.tick });
  }
}
customElements.define('mrl-picture', Picture);
