// The page brings the receipts of the native program in browsers with other engines than Chromium's.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../../wasm/toolchain/steps/serve.mjs';
import type { Browser } from './browser.ts';
import { browsers } from './browsers.ts';
import { nativeReceipt, root } from './native.ts';

const lines = [
  ['learner=maml&tasks=sinusoid&seed=5', 10],
  ['learner=maml&tasks=point-navigation&outer=trpo', 3],
  ['learner=meta-sgd&tasks=cart-pole', 5],
  ['learner=reptile&tasks=boolean', 10],
  ['learner=rl2&tasks=bernoulli-bandit', 5],
  ['learner=varibad&tasks=grid-navigation', 2],
] as const;

/** In the page: steps a run as a visitor does, and reads what the receipt shows: run, build, iteration, hash. */
async function stepThrough(iterations: number): Promise<string[]> {
  function all<Found extends HTMLElement>(selector: string, root: ParentNode = document): Found[] {
    const inside = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? all<Found>(selector, shadowRoot) : []));
    return [...root.querySelectorAll<Found>(selector), ...inside];
  }
  async function until(what: string, holds: () => boolean): Promise<void> {
    for (const deadline = performance.now() + 100_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 5)))
      if (performance.now() > deadline) throw new Error(`${what} did not come; the page says: ${all('.messages').map((one) => one.textContent?.trim()).join(' ')}`);
  }
  const shown = () => all('.receipt dd').map((one) => one.textContent ?? '');
  const step = () => all<HTMLButtonElement>('button').find((button) => button.textContent?.trim().startsWith('Next iteration'));
  const standing = () => all('button.play[data-running=no]').length === 1;
  await until('the engine', () => shown().length === 4 && step()?.disabled === false);
  for (let i = 1; i <= iterations; ++i) {
    step()!.click();
    await until(`iteration ${i}`, () => shown()[2] === String(i) && standing());
  }
  return shown();
}

for (const [name, start] of Object.entries(browsers)) {
  describe(name, () => {
    let site: Awaited<ReturnType<typeof serve>>;
    let browser: Browser;
    beforeAll(async () => {
      site = await serve(`${root}dist`, { base: '/some/base/path/' });
      browser = await start();
    });
    afterAll(async () => {
      await browser?.close();
      await site?.close();
    });

    test.each(lines)('%s', async (line, iterations) => {
      // An address that differs in more than what follows `#` is loaded anew.
      await browser.open(`${site.url}?${encodeURIComponent(line)}#${line}`);
      const { run, build, iteration, hash } = nativeReceipt(line, iterations);
      expect(await browser.call(stepThrough, iterations)).toEqual([run, build, String(iteration), hash]);
    });
  });
}
