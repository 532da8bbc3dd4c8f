import { LitElement, html } from 'lit';
import { type Words, wordsFor } from '../messages/index.ts';
import type { Drawing, Frame, Theme } from '../views/frame.ts';
import type { Pen } from '../views/pen.ts';
import { drawInShare } from './frame-share.ts';
import { onThemeChange, themeOf } from './theme.ts';

/** The time at which what moves has come to its end; shown where motion is not wanted. */
const END = 3.2;
/** A picture smaller than this (CSS pixels) is not drawn. */
const LEAST = 20;
const NOTHING = (): void => undefined;
/** So far beyond the edge of the window a picture is drawn already, so that none is seen as it was before. */
const AHEAD = '150px';

/**
 * A drawing on two canvases: one that changes with the data and one for what moves over it, so that a frame costs only
 * what moved. Draws in animation frames, while visible, and never lays anything out.
 */
export class Picture extends LitElement {
  static override properties = { drawing: { attribute: false }, label: {}, clickable: { type: Boolean }, words: { attribute: false } };
  declare drawing: Drawing | null;
  /** The picture in words. */
  declare label: string;
  declare clickable: boolean;
  declare words: Words;
  private base: HTMLCanvasElement | null = null;
  private top: HTMLCanvasElement | null = null;
  private size = { width: 0, height: 0 };
  private dirty = false;
  /** New data come with new words: these are laid out in one frame, the picture is drawn in the next. */
  private laying = false;
  private visible = true;
  private frame = 0;
  private still: MediaQueryList | null = null;
  private paper: MediaQueryList | null = null;
  private resize: ResizeObserver | null = null;
  private sight: IntersectionObserver | null = null;
  /** Moves over the base that is drawn: of the same data. */
  private over: (frame: Frame) => void = NOTHING;
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
    const [base, top] = this.querySelectorAll('canvas');
    this.base = base!;
    this.top = top!;
    this.invalidate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.still = matchMedia('(prefers-reduced-motion: reduce)');
    this.still.addEventListener('change', this.invalidate);
    this.paper = matchMedia('print');
    this.paper.addEventListener('change', this.print);
    this.stopListening = onThemeChange(this, this.invalidate);
    this.resize = new ResizeObserver(([entry]) => this.measured(entry!.contentRect));
    this.resize.observe(this);
    this.sight = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1)!.isIntersecting;
      this.schedule();
    }, { rootMargin: AHEAD });
    this.sight.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize?.disconnect();
    this.sight?.disconnect();
    this.stopListening();
    this.still?.removeEventListener('change', this.invalidate);
    this.paper?.removeEventListener('change', this.print);
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  override updated(changed: Map<string, unknown>): void {
    if (!changed.has('drawing') && !changed.has('words')) return;
    this.laying = true;
    this.invalidate();
  }

  private readonly invalidate = (): void => {
    this.dirty = true;
    this.schedule();
  };

  private measured(rect: DOMRectReadOnly): void {
    this.size = { width: rect.width, height: rect.height };
    this.invalidate();
  }

  private get moves(): boolean {
    return this.over !== NOTHING && !this.still?.matches;
  }

  private schedule(): void {
    if (this.frame || !this.visible || !this.isConnected) return;
    if (this.dirty || this.moves) this.frame = requestAnimationFrame(this.draw);
  }

  private readonly draw = (time: number): void => {
    this.frame = 0;
    const { base, top, drawing } = this;
    if (!base || !top || !drawing || this.size.width < LEAST || this.size.height < LEAST) return;
    const theme = themeOf(this);
    if (this.laying) this.laying = false;
    else if (this.dirty && drawInShare(time, () => this.paint(base, drawing.base, theme, 0))) {
      this.dirty = false;
      this.over = drawing.moving ?? NOTHING;
      if (this.over === NOTHING) this.paint(top, NOTHING, theme, 0);
    }
    if (this.over !== NOTHING) this.paint(top, this.over, theme, this.still?.matches ? END : time / 1000);
    this.schedule();
  };

  /** On paper everything is seen at once, and no frame comes before it is printed. */
  private readonly print = (): void => {
    const { base, top, drawing } = this;
    if (!this.paper?.matches || !base || !top || !drawing || this.size.width < LEAST || this.size.height < LEAST) return;
    const theme = themeOf(this);
    this.paint(base, drawing.base, theme, 0);
    this.paint(top, drawing.moving ?? NOTHING, theme, END);
  };

  /** Its width and height in CSS pixels. */
  get extent(): { readonly width: number; readonly height: number } {
    return this.size;
  }

  /** Draws itself as it stands with another pen: what moves, at its end. Nothing where there is nothing to draw yet. */
  drawWith(pen: Pen): void {
    const { width, height } = this.size;
    const theme = themeOf(this);
    const frame: Frame = { context: pen, width, height, theme, time: END, still: true, format: this.words.format.tick };
    this.drawing?.base(frame);
    this.drawing?.moving?.(frame);
  }

  private paint(canvas: HTMLCanvasElement, view: (frame: Frame) => void, theme: Theme, time: number): void {
    const { width, height } = this.size;
    const scale = Math.min(devicePixelRatio || 1, 2);
    const [across, down] = [Math.round(width * scale), Math.round(height * scale)];
    // Giving a canvas a size clears it, and costs even where it stays the same.
    if (canvas.width !== across) canvas.width = across;
    if (canvas.height !== down) canvas.height = down;
    const context = canvas.getContext('2d')!;
    context.setTransform(across / width, 0, 0, across / width, 0, 0);
    context.clearRect(0, 0, width, height);
    view({ context, width, height, theme, time, still: this.still?.matches ?? true, format: this.words.format.tick });
  }
}
