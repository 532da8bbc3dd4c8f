// What axe finds on the page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Playground } from './playground.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(context: Document, options: object): Promise<{ violations: Array<{ id: string; nodes: Array<{ html: string }> }> }>;
}

/** Everything that axe knows in the light theme; in the dark one the page is the same but for its colours. */
export async function violations({ page }: Playground): Promise<string[]> {
  const found: string[] = [];
  // Playwright evaluates in the page, where the policy does not reach.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  for (const [colorScheme, options] of [['dark', { runOnly: ['color-contrast'] }], ['light', {}]] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(
      ...(await page.evaluate(
        async ([theme, options]) => {
          const { violations } = await (window as unknown as { axe: Axe }).axe.run(document, options);
          return violations.map(({ id, nodes }) => `${theme}, ${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
        },
        [colorScheme, options] as const,
      )),
    );
  }
  return found;
}
