// The element starts in a host's page in browsers with other engines than Chromium's.
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../../wasm/toolchain/steps/serve.mjs';
import type { Browser } from './browser.ts';
import { browsers } from './browsers.ts';
import { type Receipt, nativeReceipt, root } from './native.ts';

const folder = `${root}build/element`;
const line = 'learner=maml&tasks=sinusoid&seed=3';
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,"><script>
  window.faults = [];
  addEventListener('error', ({ message }) => window.faults.push(message));
  addEventListener('unhandledrejection', ({ reason }) => window.faults.push(String(reason)));
  window.told = [];
  for (const type of ['ready', 'iteration', 'refused', 'error']) document.addEventListener('metarl-' + type, () => window.told.push(type));
</script><script type="module" src="./element.js"></script></head><body>
<p style="height: 150vh">Far above.</p>
<meta-rl-playground id="far" run="${line.replaceAll('&', '&amp;')}" views="tasks adaptation" controls="play step" lang="zh" load="visible"></meta-rl-playground>
</body></html>`;

interface Element extends HTMLElement {
  readonly state: string;
  readonly iteration: number;
  play(): Promise<unknown>;
  pause(): Promise<void>;
  step(until: 'iteration'): Promise<unknown>;
  receipt(): Promise<Receipt>;
}

interface Started {
  unseen: string;
  told: string[];
  faults: string[];
  buttons: string[];
  drawn: Record<string, number>;
  receipts: Receipt[];
}

/** In the page: brings the element into view, and plays it. */
async function start(): Promise<Started> {
  const element = document.getElementById('far') as Element;
  async function until(what: string, holds: () => boolean): Promise<void> {
    for (const deadline = performance.now() + 60_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 10)))
      if (performance.now() > deadline) throw new Error(`${what} did not come: the element is ${element.state}, at iteration ${element.iteration}`);
  }
  const host = window as unknown as { told: string[]; faults: string[] };
  await until('the element', () => element.shadowRoot !== null);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const unseen = element.state;
  element.scrollIntoView();
  await until('a run that stands', () => element.state === 'ready');
  // It has grown: its pictures may be below the window, where none is drawn.
  element.scrollIntoView();
  /** Pixels of a view's picture that are not transparent. */
  const drawn = (view: string) => {
    const canvas = element.shadowRoot!.querySelector<HTMLCanvasElement>(`[data-view=${view}] canvas[role=img]`);
    if (!canvas?.width || !canvas.height) return 0;
    const pixels = new Uint32Array(canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    return pixels.filter((pixel) => pixel !== 0).length;
  };
  await until('a picture', () => drawn('tasks') > 0);
  await element.step('iteration');
  const receipts = [await element.receipt()];
  await element.play();
  await until('the fifth iteration', () => element.iteration >= 5);
  await element.pause();
  await until('a run that stands', () => element.state === 'ready');
  await element.step('iteration');
  receipts.push(await element.receipt());
  const buttons = [...element.shadowRoot!.querySelectorAll('button')].map((button) => (button.textContent ?? '').trim());
  return { unseen, told: [...new Set(host.told)].sort(), faults: host.faults, buttons, drawn: { tasks: drawn('tasks'), adaptation: drawn('adaptation') }, receipts };
}

for (const [name, open] of Object.entries(browsers)) {
  describe(name, () => {
    let files: Awaited<ReturnType<typeof serve>>;
    let browser: Browser;
    beforeAll(async () => {
      writeFileSync(`${folder}/far.html`, page);
      files = await serve(folder, { policy: "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'" });
      browser = await open();
    });
    afterAll(async () => {
      await browser?.close();
      await files?.close();
    });

    test('The element starts when it is seen, draws, plays, and brings the native receipts', async () => {
      await browser.open(`${files.url}far.html`);
      const { unseen, told, faults, buttons, drawn, receipts } = await browser.call(start);
      expect(unseen).toBe('idle');
      expect(told).toEqual(['iteration', 'ready']);
      expect(faults).toEqual([]);
      expect(buttons).toContain('播放');
      for (const [view, pixels] of Object.entries(drawn)) expect(pixels, view).toBeGreaterThan(100);
      expect(receipts[0]!.iteration).toBe(1);
      expect(receipts[1]!.iteration).toBeGreaterThan(5);
      expect(receipts.map(({ run, build, iteration, hash }) => ({ run, build, iteration, hash }))).toEqual(receipts.map(({ iteration }) => nativeReceipt(line, iteration)));
    });
  });
}
