// How smoothly the page moves while a run goes on at full speed: the times between animation frames, on the built site.
import { chromium } from 'playwright-core';
import { fromRoot } from '../../wasm/toolchain/steps/paths.mjs';
import { serve } from '../../wasm/toolchain/steps/serve.mjs';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/** Resolves to { family, frames, median, p95, longest }, milliseconds, for each family. */
export async function frameTimes(families, { seconds = 6, executablePath = process.env.CHROMIUM || '/usr/bin/chromium' } = {}) {
  const site = await serve(fromRoot('dist'));
  const browser = await chromium.launch({ executablePath, args: flags });
  try {
    const results = [];
    for (const family of families) results.push({ family, ...(await measure(browser, `${site.url}#learner=maml&tasks=${family}`, seconds)) });
    return results;
  } finally {
    await browser.close();
    await site.close();
  }
}

async function measure(browser, address, seconds) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address);
  await page.locator('button.play:not([disabled])').waitFor();
  await page.getByRole('radio', { name: 'Full' }).check();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  // The first second is left out: code is still being compiled.
  await page.waitForTimeout(1000);
  const times = await page.evaluate(
    (length) =>
      new Promise((resolve) => {
        const gaps = [];
        let last = performance.now();
        const end = last + length;
        const next = (now) => {
          gaps.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(next);
          else resolve(gaps.slice(1));
        };
        requestAnimationFrame(next);
      }),
    1000 * seconds,
  );
  await page.close();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(share * (times.length - 1))];
  return { frames: times.length, median: at(0.5), p95: at(0.95), longest: at(1) };
}
