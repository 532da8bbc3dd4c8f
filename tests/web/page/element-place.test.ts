import { expect, test } from 'vitest';
import { openElement, openHost, tag } from './host-page.ts';

test('Keys are taken only while the focus is inside, and Escape gives them back', async () => {
  const host = await openHost(`<button id="before">A button of the host</button>${tag()}`);
  await host.ready();
  await host.page.evaluate(() => {
    (window as any).heard = [];
    document.addEventListener('keydown', (event) => (window as any).heard.push([event.key, event.defaultPrevented]));
  });
  const heard = () => host.page.evaluate(() => (window as any).heard.splice(0) as Array<[string, boolean]>);
  const { keyboard } = host.page;
  await host.page.locator('#before').focus();
  for (const key of ['ArrowRight', 'Shift+ArrowRight', 'r']) await keyboard.press(key);
  expect((await heard()).map(([, taken]) => taken)).toEqual([false, false, false, false]);
  expect(await host.get('iteration')).toBe(0);
  await host.button('Play').focus();
  await keyboard.press('Shift+ArrowRight');
  await host.until(1);
  expect((await heard()).map(([key]) => key)).toEqual(['Shift']);
  await keyboard.press('Escape');
  await keyboard.press('Shift+ArrowRight');
  await host.page.waitForTimeout(300);
  expect(await host.get('iteration')).toBe(1);
  expect((await heard()).map(([key]) => key)).toEqual(['Shift', 'ArrowRight']);
});

test('What is typed into a field does not reach a host that has keys of its own', async () => {
  const host = await openElement({ knobs: 'seed' });
  await host.page.evaluate(() => {
    (window as any).heard = [];
    for (const type of ['keydown', 'keyup', 'keypress']) document.addEventListener(type, (event) => (window as any).heard.push((event as KeyboardEvent).key));
  });
  const field = host.element().getByLabel('seed', { exact: true });
  await field.focus();
  for (const key of ['7', ' ', 'r', 'f', 'ArrowRight']) await host.page.keyboard.press(key);
  expect(await host.page.evaluate(() => (window as any).heard)).toEqual([]);
  expect(await host.get('iteration')).toBe(0);
});

test('The host keeps its title, its address, its focus and its listeners', async () => {
  const host = await openHost(`<input id="field">${tag({ autoplay: '', speed: 'full' })}`);
  await host.page.locator('#field').focus();
  await host.until(5);
  await host.call('change', ['outer_lr', 0.002]);
  await host.call('reset');
  expect(await host.page.title()).toBe('A host');
  expect(new URL(host.page.url()).hash).toBe('');
  expect(await host.page.evaluate(() => [history.length, document.activeElement!.id, scrollY])).toEqual([2, 'field', 0]);
  // One for hidden tabs, and one for each media query that somebody asks about.
  const { listeners } = await host.counts();
  expect(listeners).toBeLessThanOrEqual(40);
  // All that a page's global names have beside those of an empty page is what the library of templates leaves there.
  const names = () => Object.getOwnPropertyNames(window).filter((name) => !/^(told|counts|playwright|__)/.test(name));
  const empty = await openHost('', { script: false });
  const before = await empty.page.evaluate(names);
  const added = (await host.page.evaluate(names)).filter((name) => !before.includes(name) && !/^(\d+|a|field)$/.test(name));
  for (const name of added) expect(name).toMatch(/^(lit|reactiveElement)/);
});

test('Styles leak neither in nor out', async () => {
  const head = `<style>
    * { letter-spacing: 3px; text-transform: uppercase; }
    button, select, input, p, h2 { background: red !important; border: 9px solid lime !important; margin: 40px !important; }
    .stage, .controls { display: none !important; }
  </style>`;
  const body = `<p class="stage" id="own">Own</p><button id="plain">Plain</button>${tag({ views: 'tasks', controls: 'play' })}`;
  const bare = await openHost(body, { head, script: false });
  const look = () =>
    Object.fromEntries(
      ['own', 'plain'].map((id) => {
        const style = getComputedStyle(document.getElementById(id)!);
        return [id, [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; ')];
      }),
    );
  const before = await bare.page.evaluate(look);
  const host = await openHost(body, { head });
  await host.ready();
  expect(await host.page.evaluate(look)).toEqual(before);
  const inside = await host.button('Play').evaluate((button) => {
    const { borderTopWidth, marginTop, letterSpacing, textTransform } = getComputedStyle(button);
    return { borderTopWidth, marginTop, letterSpacing, textTransform };
  });
  expect(inside).toEqual({ borderTopWidth: '1px', marginTop: '0px', letterSpacing: 'normal', textTransform: 'none' });
  expect(await host.element().locator('mrl-tasks .stage').isVisible()).toBe(true);
});

test('Font and size are the host’s; parts and custom properties change the look', async () => {
  const head = `<style>
    body { font: 20px/1.2 monospace; }
    meta-rl-playground::part(button) { text-decoration: overline; }
    #b { --metarl-paper: rgb(1, 2, 3); --metarl-font: serif; --metarl-radius: 0px; }
  </style>`;
  const host = await openHost(tag({ views: 'history' }) + tag({ id: 'b', views: 'history' }), { head });
  await host.ready('a');
  await host.ready('b');
  const style = (selector: string, property: string, id: string) => host.element(id).locator(selector).first().evaluate((found, property) => getComputedStyle(found).getPropertyValue(property), property);
  expect(await style('button', 'font-family', 'a')).toBe('monospace');
  expect(await style('button', 'font-family', 'b')).toBe('serif');
  expect(await style('.hint', 'font-size', 'a')).toBe('17.34px');
  expect(await style('button', 'text-decoration-line', 'a')).toBe('overline');
  expect(await style('.stage', 'background-color', 'b')).toBe('rgb(1, 2, 3)');
  expect(await style('.stage', 'border-top-left-radius', 'b')).toBe('0px');
});

test('It lays itself out by its own width, from 280 pixels', async () => {
  const all = { views: 'tasks adaptation update knobs receipt', controls: 'family learner preset play step reset speed status about' };
  const host = await openHost(`<div id="place" style="width: 280px">${tag(all)}</div>`);
  await host.ready();
  await host.call('step', ['iteration']);
  const overflow = () =>
    host.page.evaluate(() => {
      const element = document.getElementById('a')!;
      const limit = element.getBoundingClientRect().right + 1;
      // What is there for screen readers alone has no place.
      const wide = [...element.shadowRoot!.querySelectorAll('*')].filter((found) => !found.closest('.spoken, .theme-probe') && found.getBoundingClientRect().right > limit);
      return wide.map((found) => `${found.tagName}.${found.className}`);
    });
  const columns = () => host.element().locator('.stages').first().evaluate((stages) => getComputedStyle(stages).gridTemplateColumns.split(' ').length);
  for (const [width, expected] of [[280, 1], [360, 1], [800, 2], [1400, 3]] as const) {
    await host.page.evaluate((width) => (document.getElementById('place')!.style.width = `${width}px`), width);
    await host.page.waitForTimeout(150);
    expect(await overflow(), `${width}`).toEqual([]);
    expect(await columns(), `${width}`).toBe(expected);
  }
  // In a row that gives it no width of its own it is not crushed.
  await host.page.evaluate(() => (document.getElementById('place')!.style.cssText = 'display: flex; width: 900px'));
  expect((await host.element().boundingBox())!.width).toBeGreaterThanOrEqual(280);
});

test('A caption stands below; without script, and before loading, there is what the author put there', async () => {
  const inside = '<p slot="caption">Press Play.</p><p slot="fallback">A picture of it.</p>';
  const without = await openHost(tag({}, inside), { javaScriptEnabled: false });
  expect(await without.page.getByText('Press Play.').isVisible()).toBe(true);
  expect(await without.page.getByText('A picture of it.').isVisible()).toBe(true);
  const host = await openElement({ views: 'tasks' }, inside);
  const bottom = await host.element().locator('.stages').evaluate((stages) => stages.getBoundingClientRect().bottom);
  expect((await host.page.getByText('Press Play.').boundingBox())!.y).toBeGreaterThanOrEqual(bottom);
  expect(await host.page.getByText('A picture of it.').isVisible()).toBe(false);
});

test('It is a group with a name, and announces only while the focus is inside', async () => {
  const host = await openElement({ views: 'history' });
  expect(await host.element().getByRole('group', { name: 'Meta-learning playground' }).count()).toBe(1);
  const live = () => host.element().locator('.spoken').getAttribute('aria-live');
  expect(await live()).toBe('off');
  await host.button('Play').focus();
  await expect.poll(live).toBe('polite');
});

test('Two on a page have their own runs, themes and sizes', async () => {
  const host = await openHost(tag({ theme: 'dark', views: 'tasks' }) + tag({ id: 'b', run: 'learner=reptile&tasks=boolean', theme: 'light', views: 'tasks' }));
  await host.ready('a');
  await host.ready('b');
  await host.call('step', ['iteration'], 'a');
  expect(await host.get('iteration', 'b')).toBe(0);
  expect(await host.get('line', 'b')).toContain('boolean');
  const paper = (id: string) => host.element(id).locator('.stage').first().evaluate((stage) => getComputedStyle(stage).backgroundColor);
  expect(await paper('a')).toBe('rgb(21, 28, 37)');
  expect(await paper('b')).toBe('rgb(255, 255, 255)');
  const ids = await host.page.evaluate(() => ['a', 'b'].map((id) => [...document.getElementById(id)!.shadowRoot!.querySelectorAll('[id]')].map((found) => found.id)));
  for (const list of ids) expect(new Set(list).size).toBe(list.length);
});
