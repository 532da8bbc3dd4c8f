import { existsSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { serve } from '../../../wasm/toolchain/steps/serve.mjs';
import { launch } from '../chromium.ts';
import { root } from './paths.ts';

export { root };
const folder = `${root}${process.env.SITE ?? 'dist'}`;

let browser: Browser;
let site: Awaited<ReturnType<typeof serve>>;
const opened: Playground[] = [];

beforeAll(async () => {
  if (!existsSync(`${folder}/index.html`)) throw new Error('There is no built site: run npm run build first.');
  site = await serve(folder, { base: '/some/base/path/' });
  browser = await launch();
});
afterEach(async () => {
  for (const playground of [...opened]) await playground.close();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** The page as a visitor has it: found by what it says, not by how it is built. */
export class Playground {
  readonly said: string[] = [];
  readonly foreign: string[] = [];
  /** Where the browser itself has reason to write into the console. */
  noisy = false;

  constructor(readonly page: Page) {
    page.on('console', (message) => this.said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.said.push(`error: ${error.message}`));
    page.context().on('request', (request) => {
      const { protocol } = new URL(request.url());
      if (!request.url().startsWith(site.url) && protocol !== 'blob:') this.foreign.push(request.url());
    });
  }

  /** Closes the page, which must have asked for nothing elsewhere and said nothing. A page that stays open goes on drawing. */
  async close(): Promise<void> {
    opened.splice(opened.indexOf(this), 1);
    await this.page.context().close();
    expect(this.foreign, 'requests to another origin').toEqual([]);
    if (!this.noisy) expect(this.said, 'console messages').toEqual([]);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get alert(): Locator {
    return this.page.locator('.messages');
  }

  async go(line: string, query = ''): Promise<void> {
    await this.page.goto(`${site.url}${query}${line ? `#${line}` : ''}`);
  }

  async ready(): Promise<void> {
    await this.page.waitForFunction(() => {
      const root = document.querySelector('meta-rl-playground')?.shadowRoot;
      return root?.querySelector('.receipt dd') !== null && root?.querySelector('button.play:not([disabled])') !== null;
    });
  }

  /** Completed iterations. */
  async iteration(): Promise<number> {
    return Number(await this.page.locator('.iteration').getAttribute('data-completed'));
  }

  /** The iteration's number as it is shown. */
  async shownIteration(): Promise<number> {
    const text = await this.page.locator('.iteration').textContent();
    return Number(text?.replace(/\D/g, ''));
  }

  async untilIteration(n: number, timeout = 30_000): Promise<void> {
    await expect.poll(() => this.iteration(), { timeout }).toBeGreaterThanOrEqual(n);
  }

  async running(): Promise<boolean> {
    return (await this.page.locator('button.play').getAttribute('data-running')) === 'yes';
  }

  async untilStanding(timeout = 30_000): Promise<void> {
    await expect.poll(() => this.running(), { timeout }).toBe(false);
  }

  /** The receipt's parts in the order in which they are shown: run, build, iteration, hash. It is drawn a moment after the iteration's number. */
  async receipt(): Promise<string[]> {
    const shown = await this.page.waitForFunction(() => {
      const root = document.querySelector('meta-rl-playground')?.shadowRoot;
      const parts = [...(root?.querySelectorAll('.receipt dd') ?? [])].map((part) => part.textContent ?? '');
      return parts[2] === root?.querySelector<HTMLElement>('.iteration')?.dataset.completed ? parts : null;
    });
    return (await shown.jsonValue())!;
  }

  async speed(name: 'Slow' | 'Medium' | 'Full'): Promise<void> {
    await this.page.getByRole('radio', { name, exact: true }).check();
  }
}

export async function open(options: BrowserContextOptions = {}): Promise<Playground> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(10_000);
  const playground = new Playground(await context.newPage());
  opened.push(playground);
  return playground;
}

/** The page with a run that is ready to be played. */
export async function openRun(line = '', options: BrowserContextOptions = {}, query = ''): Promise<Playground> {
  const playground = await open(options);
  await playground.go(line, query);
  await playground.ready();
  return playground;
}
