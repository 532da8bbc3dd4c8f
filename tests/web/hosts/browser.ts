import type { Browser, BrowserContextOptions, Frame, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launch } from '../chromium.ts';
import { siteFolder } from './places.ts';
import { type Served, serve } from './server.ts';

let browser: Browser;
/** The playground's own server: no CORS header, no policy, its own origin. */
export let site: Served;
const visits: Visit[] = [];
const servers: Served[] = [];

beforeAll(async () => {
  site = await serve({}, { folder: siteFolder });
  browser = await launch();
});
afterEach(async () => {
  for (const visit of visits.splice(0)) await visit.end();
  for (const server of servers.splice(0)) await server.close();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** A host's server, closed after the test. */
export async function host(...args: Parameters<typeof serve>): Promise<Served> {
  const served = await serve(...args);
  servers.push(served);
  return served;
}

/** A page of a host, and what a host can hold against us: noise, requests elsewhere, anything left behind. */
export class Visit {
  readonly said: string[] = [];
  readonly foreign: string[] = [];
  /** Messages that are expected of the host itself, or of us where a test is about them. */
  expected: RegExp[] = [];
  /** Names under which the host itself keeps something. */
  hostKeeps: RegExp[] = [];

  constructor(
    readonly page: Page,
    private readonly origins: string[],
  ) {
    page.on('console', (message) => this.said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.said.push(`error: ${error.message}`));
    page.context().on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (!['blob:', 'data:', 'file:'].includes(protocol) && !this.origins.includes(origin)) this.foreign.push(request.url());
    });
  }

  get element(): Locator {
    return this.page.locator('meta-rl-playground');
  }

  async end(): Promise<void> {
    const context = this.page.context();
    const left = (await this.leftBehind()).filter((name) => !this.hostKeeps.some((known) => known.test(name)));
    const cookies = await context.cookies();
    await context.close();
    expect(this.foreign, 'requests to another origin').toEqual([]);
    expect(this.said.filter((line) => !this.expected.some((known) => known.test(line))), 'console messages').toEqual([]);
    expect(cookies, 'cookies').toEqual([]);
    expect(left, 'what is kept').toEqual([]);
  }

  /** Storage of every frame that has any; one without an origin has none to look into. */
  private async leftBehind(): Promise<string[]> {
    const kept = await Promise.all(
      this.page.frames().map((frame) =>
        frame.evaluate(async () => {
          if (origin === 'null') return [];
          try {
            const databases = (await indexedDB.databases()).map(({ name }) => `database ${name}`);
            const stores = (await (globalThis.caches?.keys() ?? [])).map((name) => `cache ${name}`);
            return [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...databases, ...stores];
          } catch {
            return [];
          }
        }),
      ),
    );
    return kept.flat();
  }
}

/** Opens an address; only the named servers, and the playground's own, may be asked for anything. */
export async function visit(address: string, { servers: known = [], ...options }: BrowserContextOptions & { servers?: Served[]; script?: string } = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const opened = new Visit(page, [site, ...known].map(({ url }) => new URL(url).origin));
  visits.push(opened);
  await page.goto(address);
  return opened;
}

/** A page of a host's own origin, opened. */
export async function visitPage(html: string, options: Parameters<typeof serve>[1] & { path?: string } = {}): Promise<Visit> {
  const path = options.path ?? '/';
  const served = await host({ [path]: html }, options);
  return visit(`${served.url}${path.slice(1)}`, { servers: [served] });
}

export interface ElementLike extends HTMLElement {
  iteration: number;
  line: string | null;
  state: string;
  asleep: boolean;
  play(): Promise<unknown>;
  pause(): Promise<void>;
  step(until?: string): Promise<unknown>;
  receipt(): Promise<{ run: string; hash: string } | null>;
}

/** Presses Play in an element and waits until it has computed so many iterations, then pauses. The place is a page or a frame of it. */
export async function plays(place: Page | Frame, iterations = 2): Promise<void> {
  const element = place.locator('meta-rl-playground').first();
  await element.scrollIntoViewIfNeeded();
  await element.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => element.evaluate((node) => (node as ElementLike).iteration), { timeout: 40_000, message: 'iterations' }).toBeGreaterThanOrEqual(iterations);
  await element.evaluate((node) => (node as ElementLike).pause());
}

/** Something is drawn, and in the element's own colours: its first picture has many of them, and Play has a ground of its own. */
export async function draws(place: Page | Frame): Promise<void> {
  const element = place.locator('meta-rl-playground').first();
  const canvas = element.locator('canvas').first();
  await canvas.waitFor();
  await expect
    .poll(() =>
      canvas.evaluate((node) => {
        const { width, height } = node as HTMLCanvasElement;
        if (!width || !height) return 0;
        // Read from a copy: reading the canvas itself again and again would change how the browser keeps it.
        const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
        copy.drawImage(node as HTMLCanvasElement, 0, 0);
        const { data } = copy.getImageData(0, 0, width, height);
        return new Set(new Uint32Array(data.buffer)).size;
      }),
    )
    .toBeGreaterThan(8);
  const ground = await element.getByRole('button', { name: /^(Play|Pause)$/ }).evaluate((node) => getComputedStyle(node).backgroundColor);
  expect(ground, 'the ground of Play').not.toBe('rgba(0, 0, 0, 0)');
}
