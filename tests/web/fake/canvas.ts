// A canvas that remembers the text that was drawn, and where; for tests of views without a browser.
import { vi } from 'vitest';
import type { Drawing, Frame, Theme } from '../../../web/views/frame.ts';

export interface Written {
  text: string;
  left: number;
  right: number;
  y: number;
}

/** Every call is allowed and does nothing, but text is measured and kept. */
export class FakeContext {
  font = '12px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  fillStyle: unknown = '';
  strokeStyle: unknown = '';
  lineWidth = 1;
  globalAlpha = 1;
  lineCap = 'butt';
  lineJoin = 'miter';
  imageSmoothingEnabled = true;
  imageSmoothingQuality = 'low';
  readonly written: Written[] = [];
  /** Coordinates that were not finite: a canvas passes over them, so that something stays invisible. */
  lost = 0;

  measureText(text: string): { width: number } {
    const size = Number(/([\d.]+)px/.exec(this.font)?.[1] ?? 12);
    // As wide as letters are on average; those of Chinese are as wide as high.
    return { width: [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 1 : 0.56) * size, 0) };
  }

  fillText(text: string, x: number, y: number): void {
    if (typeof text !== 'string') throw new TypeError(`fillText was given ${String(text)}`);
    const { width } = this.measureText(text);
    const left = x - (this.textAlign === 'right' ? width : this.textAlign === 'center' ? width / 2 : 0);
    this.written.push({ text, left, right: left + width, y });
  }

  private place(...numbers: unknown[]): void {
    if (numbers.some((number) => typeof number !== 'number' || !Number.isFinite(number))) this.lost += 1;
  }

  strokeText(): void {}
  beginPath(): void {}
  closePath(): void {}
  save(): void {}
  restore(): void {}
  clip(): void {}
  fill(): void {}
  stroke(): void {}
  setLineDash(): void {}
  clearRect(): void {}
  drawImage(): void {}
  putImageData(): void {}
  moveTo(...at: number[]): void { this.place(...at); }
  lineTo(...at: number[]): void { this.place(...at); }
  arc(...at: number[]): void { this.place(...at); }
  rect(...at: number[]): void { this.place(...at); }
  roundRect(...at: number[]): void { this.place(...at); }
  fillRect(...at: number[]): void { this.place(...at); }
  strokeRect(...at: number[]): void { this.place(...at); }
  quadraticCurveTo(...at: number[]): void { this.place(...at); }
  bezierCurveTo(...at: number[]): void { this.place(...at); }
}

export function stubCanvas(): void {
  vi.stubGlobal('ImageData', class {
    constructor(readonly data: Uint8ClampedArray, readonly width: number, readonly height: number) {
      if (data.length !== 4 * width * height) throw new RangeError(`${data.length} numbers are no image of ${width} x ${height}`);
    }
  });
  vi.stubGlobal('OffscreenCanvas', class {
    constructor(readonly width: number, readonly height: number) {}
    getContext() {
      return new FakeContext();
    }
  });
}

export const theme = new Proxy({ font: 'sans-serif' } as unknown as Theme, { get: (target, name) => (name === 'font' ? target.font : 'rgb(10, 20, 30)') });

/** What a drawing writes, at several moments of its motion and at rest. */
export function draw(drawing: Drawing, size: { width: number; height: number }, format: (value: number) => string): FakeContext {
  const context = new FakeContext();
  const frame = (time: number, still: boolean): Frame => ({ context: context as unknown as CanvasRenderingContext2D, ...size, theme, time, still, format });
  drawing.base(frame(0, false));
  for (const time of [0, 0.7, 1.9, 3.3]) drawing.moving?.(frame(time, false));
  drawing.moving?.(frame(0, true));
  return context;
}
