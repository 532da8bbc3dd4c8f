import { expect, test } from 'vitest';
import type { Sight } from '../../../web/parts/scene.ts';
import { loadInstruments } from '../../../web/messages/instruments/instruments.ts';
import { LANGUAGES, loadWords, wordsFor } from '../../../web/messages/index.ts';
import { gradientTable } from '../../../web/parts/gradient-table.ts';
import { tableOf } from '../../../web/parts/takeaway/tables.ts';
import { fans, gridOf } from '../../../web/views/fans.ts';
import { slopes } from '../../../web/views/slopes.ts';
import { draw } from '../fake/canvas.ts';
import { recorded } from '../fake/recorded.ts';

const inspection = (name: string) => recorded.find((record) => record.name === name)!.inspection!;
const { gradients: say } = (await loadInstruments('en'))!;

test('The table of an inspection has the whole and its parts, each task with its objective, and every direction', () => {
  const trace = inspection('plane-promp');
  const { parts, tasks, directions } = gradientTable(trace, say, wordsFor('en'));
  expect(parts.map(({ label }) => label)).toEqual(['all of θ', 'layer 1', 'layer 2', 'log σ']);
  expect(parts[0]!.exact).toBe(trace.exact_norms!.data.at(-1));
  expect(parts[3]!.cosine).toBe(trace.cosines!.data.at(-2));
  expect(tasks.map(({ label }) => label)).toEqual(['task 1', 'task 2', 'task 3']);
  expect(tasks.map(({ loss }) => loss)).toEqual([...trace.objective!.data]);
  expect(directions.map(({ label }) => label).slice(0, 5)).toEqual(['the gradient', 'the gradient’s layer 1', 'the gradient’s layer 2', 'the gradient’s log σ', 'random 1']);
  expect(directions).toHaveLength(4 + 8);
  expect(directions[0]!.exact).toBeCloseTo(parts[0]!.exact, 3);
});

test('Fans take as many columns as make them large, in a wide frame and in a narrow one', () => {
  expect(gridOf({ width: 600, height: 200 }, 4)).toEqual({ columns: 4, rows: 1 });
  expect(gridOf({ width: 300, height: 200 }, 1)).toEqual({ columns: 1, rows: 1 });
  expect(gridOf({ width: 200, height: 600 }, 4).columns).toBe(1);
});

test('What was recorded is drawn: a fan for each pair of gradients, what was measured beside what was computed; and what is no number breaks nothing', () => {
  const { parts, tasks, directions } = gradientTable(inspection('curve-maml'), say, wordsFor('en'));
  const fan = ({ label, exact, first, cosine }: (typeof parts)[number]) => ({ label, note: '', first: exact, second: first, cosine });
  const drawn = (drawing: ReturnType<typeof fans>, width = 500) => {
    const context = draw(drawing, { width, height: 260 }, String);
    expect(context.lost).toBe(0);
    for (const { left, right } of context.written) expect(left >= 0 && right <= width).toBe(true);
    return context.written.map(({ text }) => text);
  };
  for (const list of [parts, tasks]) for (const width of [500, 240]) expect(drawn(fans(list.map(fan)), width)).toEqual(expect.arrayContaining(list.map(({ label }) => label)));
  const none = [{ label: 'nothing', note: '', first: 0, second: 0, cosine: Number.NaN }, { label: 'one', note: '', first: 1, second: 0, cosine: Number.NaN }];
  expect(drawn(fans(none))).toContain('one');
  const check = (measured: number[]) => drawn(slopes({ measured, exact: directions.map(({ exact }) => exact), first: directions.map(({ first }) => first), xLabel: 'across', yLabel: 'up' }));
  expect(check(directions.map(({ measured }) => measured))).toEqual(expect.arrayContaining(['across', 'up', '0']));
  expect(check(directions.map(() => Number.NaN))).toContain('0');
});

test('Every number can be taken away', () => {
  const table = (name: 'gradients' | 'slopes' | 'reach', trace: object) => tableOf(name, { run: { instruments: { gradient: { found: { trace } } } }, trace: null } as unknown as Sight);
  const trace = inspection('curve-maml');
  const { columns, rows } = table('gradients', trace)!;
  expect(columns).toEqual(['task', 'part', 'exact_norms', 'first_order_norms', 'cosines', 'objective']);
  expect(rows).toHaveLength(trace.exact_norms!.data.length);
  expect(rows.at(-1)!.slice(0, 3)).toEqual(['mean', 'all', trace.exact_norms!.data.at(-1)]);
  expect(table('slopes', trace)!.rows).toHaveLength(trace.differences!.shape[0]!);
  expect(table('reach', inspection('bandit-rl2'))!.rows).toHaveLength(6);
  expect(table('reach', trace)).toBeNull();
});

test('Every language has the same words, with their arguments', async () => {
  for (const language of LANGUAGES) {
    const { gradients } = (await loadInstruments(language))!;
    expect(Object.keys(gradients).sort(), language).toEqual(Object.keys(say).sort());
    expect(gradients.badge.agree('«a»', '«b»')).toMatch(/«a».*«b»/);
    const words = await loadWords(language);
    expect(gradientTable(inspection('plane-promp'), gradients, words).parts[1]!.label).toMatch(/1/);
    expect(gradients.reach.said('«a»', null, '«b»', words.format.amount(6))).not.toMatch(/null|undefined/);
  }
});
