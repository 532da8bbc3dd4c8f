import { expect, test } from 'vitest';
import type { LoadName } from '../../../web/element/api/attributes.ts';
import { BootQueue } from '../../../web/element/boot-queue.ts';
import { Loading } from '../../../web/element/loading.ts';

/** A page of our own: frames, sight, microtasks and the document, moved by hand. */
class Page {
  frames: Array<() => void> = [];
  queue = new BootQueue({ frame: (run) => void this.frames.push(run) });
  log: string[] = [];
  watching = 0;

  frame(): void {
    for (const run of this.frames.splice(0)) run();
  }

  element(name: string, how: LoadName = 'visible', background = false) {
    const later: Array<() => void> = [];
    const element = {
      see: (_seen: boolean): void => undefined,
      there: true,
      settle: () => later.splice(0).forEach((run) => run()),
      loading: null as unknown as Loading,
    };
    element.loading = new Loading(
      { boot: () => this.log.push(`${name} boots`), rest: (resting) => this.log.push(`${name} ${resting ? 'rests' : 'goes on'}`), dispose: () => this.log.push(`${name} ends`) },
      {
        queue: this.queue,
        watch: (listener) => {
          this.watching += 1;
          element.see = listener;
          return () => void (this.watching -= 1);
        },
        connected: () => element.there,
        later: (run) => void later.push(run),
      },
      how,
      background,
    );
    element.loading.connect();
    return element;
  }
}

test('What waits to be seen loads nothing before', () => {
  const page = new Page();
  const element = page.element('a');
  page.frame();
  expect(page.log).toEqual([]);
  element.see(true);
  expect(page.log).toEqual(['a boots']);
  element.see(true);
  page.frame();
  expect(page.log).toEqual(['a boots']);
});

test('What waits for a press does not load when it is seen; what is eager does not wait', () => {
  const page = new Page();
  const patient = page.element('a', 'click');
  patient.see(true);
  page.element('b', 'eager');
  page.frame();
  expect(page.log).toEqual(['b boots', 'b rests']);
  patient.loading.ask();
  page.frame();
  expect(page.log.slice(2)).toEqual(['a boots']);
});

test('At most one begins in a frame, in the order in which they were seen', () => {
  const page = new Page();
  const elements = ['a', 'b', 'c'].map((name) => page.element(name));
  for (const element of [...elements].reverse()) element.see(true);
  expect(page.log).toEqual(['c boots']);
  for (const expected of [['c boots', 'b boots'], ['c boots', 'b boots', 'a boots']]) {
    page.frame();
    expect(page.log).toEqual(expected);
  }
});

test('One that fails to begin does not hold up the next', () => {
  const page = new Page();
  page.queue.add(() => {
    throw new Error('no');
  });
  page.element('b').see(true);
  expect(() => page.frame()).toThrow('no');
  page.frame();
  expect(page.log).toEqual(['b boots']);
});

test('Off screen it rests, in sight it goes on, each once', () => {
  const page = new Page();
  const element = page.element('a');
  element.see(true);
  page.frame();
  for (const seen of [false, false, true, true]) element.see(seen);
  expect(page.log).toEqual(['a boots', 'a rests', 'a goes on']);
});

test('With `background` it does not rest', () => {
  const page = new Page();
  const element = page.element('a', 'visible', true);
  element.see(true);
  page.frame();
  element.see(false);
  expect(page.log).toEqual(['a boots']);
  element.loading.set('visible', false);
  expect(page.log).toEqual(['a boots', 'a rests']);
});

test('A move within the document keeps the run', () => {
  const page = new Page();
  const element = page.element('a');
  element.see(true);
  page.frame();
  element.loading.disconnect();
  element.loading.connect();
  element.settle();
  expect(page.log).toEqual(['a boots']);
  expect(page.watching).toBe(1);
});

test('Who leaves gives everything back, and begins anew when put in again', () => {
  const page = new Page();
  const element = page.element('a');
  element.see(true);
  page.frame();
  element.there = false;
  element.loading.disconnect();
  element.settle();
  expect(page.log).toEqual(['a boots', 'a ends']);
  expect(page.watching).toBe(0);
  element.there = true;
  element.loading.connect();
  element.see(true);
  page.frame();
  expect(page.log).toEqual(['a boots', 'a ends', 'a boots']);
});

test('Who leaves before its turn never begins', () => {
  const page = new Page();
  page.element('first').see(true);
  const element = page.element('a');
  element.see(true);
  element.there = false;
  element.loading.disconnect();
  element.settle();
  page.frame();
  expect(page.log).toEqual(['first boots']);
  expect(page.queue.length).toBe(0);
});
