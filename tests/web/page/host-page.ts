// The element as a host has it: in a page of its own, which is written by each test and served without a policy, beside the element's
// files, which are built once.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { serve } from '../../../wasm/toolchain/steps/serve.mjs';
import { launch } from '../chromium.ts';
import { root } from './paths.ts';

const folder = `${root}build/element`;

let browser: Browser;
let files: Awaited<ReturnType<typeof serve>>;
const opened: Host[] = [];

beforeAll(async () => {
  files = await serve(folder, { policy: "script-src * 'wasm-unsafe-eval'" });
  browser = await launch('--js-flags=--expose-gc', '--enable-precise-memory-info');
});
afterEach(async () => {
  for (const host of opened.splice(0)) {
    await host.page.context().close();
    expect(host.foreign, 'requests to another origin').toEqual([]);
    if (!host.noisy) expect(host.said, 'console messages').toEqual([]);
  }
});
afterAll(async () => {
  await browser?.close();
  await files?.close();
});

/** Counts what a page holds: begun before the page's own scripts. */
function count(): void {
  const counts = { workers: 0, started: 0, listeners: 0, observed: 0 };
  (window as unknown as { counts: typeof counts }).counts = counts;
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    private over = false;
    constructor(...args: ConstructorParameters<typeof Plain>) {
      super(...args);
      counts.workers += 1;
      counts.started += 1;
    }
    override terminate(): void {
      if (!this.over) counts.workers -= 1;
      this.over = true;
      super.terminate();
    }
  };
  // Listeners of whatever outlives an element: the window, the document, media queries.
  const lasting = (target: unknown) => target === window || target === document || target === document.documentElement || target === document.body || target instanceof MediaQueryList;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const known = new Map<unknown, Set<string>>();
  const ids = new WeakMap<object, number>();
  let next = 0;
  const key = (type: string, listener: object) => {
    if (!ids.has(listener)) ids.set(listener, next++);
    return `${type} ${ids.get(listener)}`;
  };
  EventTarget.prototype.addEventListener = function (this: EventTarget, type: string, listener: EventListener, options?: unknown) {
    if (lasting(this) && listener) {
      const set = known.get(this) ?? new Set();
      known.set(this, set);
      if (!set.has(key(type, listener))) counts.listeners += 1;
      set.add(key(type, listener));
    }
    return addEventListener.call(this, type, listener, options as AddEventListenerOptions);
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget, type: string, listener: EventListener, options?: unknown) {
    if (lasting(this) && listener && known.get(this)?.delete(key(type, listener))) counts.listeners -= 1;
    return removeEventListener.call(this, type, listener, options as EventListenerOptions);
  };
  for (const Observer of [IntersectionObserver, ResizeObserver, MutationObserver] as const) {
    const targets = new WeakMap<object, Set<unknown>>();
    const prototype = Observer.prototype as unknown as { observe(target: unknown, options?: unknown): void; unobserve?(target: unknown): void; disconnect(): void };
    const { observe, unobserve, disconnect } = prototype;
    prototype.observe = function (this: object, target: unknown, options?: unknown) {
      const set = targets.get(this) ?? new Set();
      targets.set(this, set);
      if (!set.has(target)) counts.observed += 1;
      set.add(target);
      return observe.call(this as never, target, options);
    };
    if (unobserve) {
      prototype.unobserve = function (this: object, target: unknown) {
        if (targets.get(this)?.delete(target)) counts.observed -= 1;
        return unobserve.call(this as never, target);
      };
    }
    prototype.disconnect = function (this: object) {
      counts.observed -= targets.get(this)?.size ?? 0;
      targets.delete(this);
      return disconnect.call(this as never);
    };
  }
}

export interface Counts {
  workers: number;
  started: number;
  listeners: number;
  observed: number;
}

/** What a test's page is told of an element by its events. */
export interface Told {
  type: string;
  target: string;
  detail: Record<string, any>;
}

export class Host {
  readonly said: string[] = [];
  readonly foreign: string[] = [];
  /** Of the element's files. */
  readonly requested: string[] = [];
  noisy = false;

  constructor(readonly page: Page) {
    page.on('console', (message) => this.said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.said.push(`error: ${error.message}`));
    page.context().on('request', (request) => {
      const { protocol } = new URL(request.url());
      if (request.url().startsWith(files.url)) this.requested.push(request.url().slice(files.url.length));
      else if (protocol !== 'blob:' && protocol !== 'data:') this.foreign.push(request.url());
    });
  }

  element(id = 'a'): Locator {
    return this.page.locator(`#${id}`);
  }

  button(name: string, id = 'a'): Locator {
    return this.element(id).getByRole('button', { name, exact: true });
  }

  /** A property of an element. */
  get<T = any>(name: string, id = 'a'): Promise<T> {
    return this.page.evaluate(([id, name]) => (document.getElementById(id!) as any)[name!], [id, name]) as Promise<T>;
  }

  /** A method of an element: the value that it resolves to. */
  call<T = any>(name: string, args: unknown[] = [], id = 'a'): Promise<T> {
    return this.page.evaluate(([id, name, args]) => (document.getElementById(id as string) as any)[name as string](...(args as unknown[])), [id, name, args] as const) as Promise<T>;
  }

  set(attributes: Record<string, string | null>, id = 'a'): Promise<void> {
    return this.page.evaluate(
      ([id, attributes]) => {
        const element = document.getElementById(id as string)!;
        for (const [name, value] of Object.entries(attributes as Record<string, string | null>)) {
          if (value === null) element.removeAttribute(name);
          else element.setAttribute(name, value);
        }
      },
      [id, attributes] as const,
    );
  }

  counts(): Promise<Counts> {
    return this.page.evaluate(() => ({ ...(window as unknown as { counts: Counts }).counts }));
  }

  /** Events that reached the document. */
  told(type?: string): Promise<Told[]> {
    return this.page.evaluate((type) => (window as unknown as { told: Told[] }).told.filter((event) => !type || event.type === type), type);
  }

  async ready(id = 'a'): Promise<void> {
    await expect.poll(() => this.get<string>('state', id), { timeout: 30_000 }).toMatch(/ready|playing/);
  }

  async until(iteration: number, id = 'a', timeout = 30_000): Promise<void> {
    await expect.poll(() => this.get<number>('iteration', id), { timeout }).toBeGreaterThanOrEqual(iteration);
  }

  async standing(id = 'a'): Promise<void> {
    await expect.poll(() => this.get<string>('state', id), { timeout: 30_000 }).toBe('ready');
  }
}

const EVENTS = ['ready', 'state', 'iteration', 'milestone', 'refused', 'error'].map((name) => `metarl-${name}`);

/** A host's page. `body`: what is in it; `script`: whether the element's script is. */
export async function openHost(body: string, { head = '', script = true, ...options }: BrowserContextOptions & { head?: string; script?: boolean } = {}): Promise<Host> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.addInitScript(count);
  await page.addInitScript((events) => {
    const told: Told[] = [];
    (window as unknown as { told: Told[] }).told = told;
    for (const type of events) {
      document.addEventListener(type, (event) => told.push({ type, target: (event.target as Element).id, detail: JSON.parse(JSON.stringify((event as CustomEvent).detail)) }));
    }
    // These listeners are not the element's.
    (window as unknown as { counts: Counts }).counts.listeners = 0;
  }, EVENTS);
  const host = new Host(page);
  opened.push(host);
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,">${head}${
    script ? '<script type="module" src="./element.js"></script>' : ''
  }</head><body>${body}</body></html>`;
  await page.route(`${files.url}host.html*`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(`${files.url}host.html`);
  host.requested.length = 0;
  return host;
}

/** An element of the page, as HTML. Small, so that it is fast. */
export function tag(attributes: Record<string, string> = {}, inside = ''): string {
  const all = { id: 'a', run: 'learner=maml&tasks=sinusoid', ...attributes };
  return `<meta-rl-playground ${Object.entries(all).map(([name, value]) => `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`).join(' ')}>${inside}</meta-rl-playground>`;
}

/** A page with one element that stands at its beginning. */
export async function openElement(attributes: Record<string, string> = {}, inside = '', options: Parameters<typeof openHost>[1] = {}): Promise<Host> {
  const host = await openHost(tag(attributes, inside), options);
  await host.ready();
  return host;
}
