import { beforeAll, describe, expect, test } from 'vitest';
import { fetchFace } from '../../../web/faces/index.ts';
import { wordsFor } from '../../../web/messages/index.ts';
import type { Run } from '../../../web/parts/part.ts';
import type { Sight } from '../../../web/parts/scene.ts';
import type { Figure } from '../../../web/parts/takeaway/figures.ts';
import { csvOf } from '../../../web/parts/takeaway/csv.ts';
import { sheetOf } from '../../../web/parts/takeaway/sheet.ts';
import { tableOf } from '../../../web/parts/takeaway/tables.ts';
import { History } from '../../../web/run/history.ts';
import { SvgPen } from '../../../web/views/svg-pen.ts';
import { theme } from '../fake/canvas.ts';
import { type Recorded, recorded } from '../fake/recorded.ts';

beforeAll(async () => void (await Promise.all(recorded.map(({ family }) => fetchFace(family)))));

async function sightOf({ family, learner, resolved, traces }: Recorded): Promise<Sight> {
  const trace = traces.complete;
  const history = new History(['pre_mean', 'post_mean']);
  history.add([1, 2], [0.5, 0.25, Number.NaN, 0.125]);
  const three = { shape: [2], data: Float32Array.from([0.1, 0.2]) };
  const evaluations = { run: { run: 'run', iteration: 2, group: 1, trace: { lower: three, median: three, upper: three, mean: three } } };
  const run = { shown: { trace }, updated: trace, history, evaluations } as unknown as Run;
  return { run, family, learner, resolved, trace, task: trace.task?.data ?? null, words: wordsFor('en'), face: await fetchFace(family) };
}

const named = (name: string) => recorded.find((record) => record.name === name)!;

test('Tables are written as RFC 4180 has it, numbers so that they are the same when they are read', () => {
  expect(csvOf({ columns: ['a', 'b,c', 'say "x"'], rows: [[1, null, 'line\nbreak'], [Number.NaN, -0.5, 'x']] })).toBe('a,"b,c","say ""x"""\r\n1,,"line\nbreak"\r\n,-0.5,x\r\n');
  for (const value of [3.6644668579101562, Math.fround(1 / 3), Math.fround(1e-30), 16777217, 0.1, 123456789]) {
    const [, written] = csvOf({ columns: ['x'], rows: [[value]] }).split('\r\n');
    expect(Math.fround(value) === value ? Math.fround(Number(written)) : Number(written)).toBe(value);
  }
  expect(csvOf({ columns: ['x'], rows: [[Math.fround(0.3494725525379181)]] })).toBe('x\r\n0.34947255\r\n');
});

test('The curve’s table has support, query, truth and the network at each moment', async () => {
  const sight = await sightOf(named('curve-maml'));
  const { columns, rows } = tableOf('adaptation', sight)!;
  const { support_inputs, support_targets, grid_inputs, grid_outputs } = sight.trace!;
  expect(columns).toEqual(['set', 'moment', 'input', 'output']);
  const of = (set: string) => rows.filter(([name]) => name === set);
  expect(of('support')).toEqual(Array.from(support_inputs!.data, (x, i) => ['support', null, x, support_targets!.data[i]]));
  const [moments = 0, points = 0] = grid_outputs!.shape;
  expect(of('network')).toHaveLength(moments * points);
  expect(of('network').at(-1)).toEqual(['network', moments - 1, grid_inputs!.data.at(-1), grid_outputs!.data.at(-1)]);
  expect(of('truth')).toHaveLength(points);
});

test('The table of episodes has the family’s own columns and ends where an episode ended', async () => {
  const sight = await sightOf(named('plane-maml'));
  const { columns, rows } = tableOf('adaptation', sight)!;
  const { episodes, lengths, rewards } = sight.trace!;
  expect(columns.slice(0, 5)).toEqual(['moment', 'lane', 'step', 'x', 'y']);
  expect(columns.at(-1)).toBe('reward');
  expect(rows).toHaveLength(Array.from(lengths!.data).reduce((sum, length) => sum + length + 1, 0));
  expect(rows[0]!.slice(0, 5)).toEqual([0, 1, 0, episodes!.data[0], episodes!.data[1]]);
  expect(rows[1]!.at(-1)).toBe(rewards!.data[1]);
  expect(rows[lengths!.data[0]!]!.at(-1)).toBeNull();
});

test('The table of a trial has a row for each step and a column for each unit', async () => {
  const sight = await sightOf(named('bandit-rl2'));
  const { columns, rows } = tableOf('trial', sight)!;
  const { memory, rewards, exact_belief } = sight.trace!;
  expect(rows).toHaveLength(rewards!.data.length);
  expect(columns.filter((column) => column.startsWith('memory_'))).toHaveLength(memory!.shape[1]!);
  const last = rows.at(-1)!;
  expect(last[columns.indexOf('memory_2')]).toBe(memory!.data[(memory!.shape[0]! - 1) * memory!.shape[1]! + 1]);
  expect(last[columns.indexOf('exact_belief_1')]).toBe(exact_belief!.data[(rows.length - 1) * exact_belief!.shape[1]!]);
});

test('What an episode acted by is repeated at each of its steps', async () => {
  const sight = await sightOf(named('plane-pearl-sparse'));
  const { columns, rows } = tableOf('trial', sight)!;
  const { latent, rewards } = sight.trace!;
  const horizon = rewards!.shape[2]!;
  const at = columns.findIndex((column) => /^latent(_1)?$/.test(column));
  expect([rows[0]![at], rows[horizon - 1]![at]]).toEqual([latent!.data[0], latent!.data[0]]);
  expect(rows[horizon]![at]).toBe(latent!.data[latent!.shape[1]!]);
});

test('History and held-out tasks have the run’s own statistics', async () => {
  const sight = await sightOf(named('curve-maml'));
  expect(tableOf('history', sight)).toEqual({ columns: ['iteration', 'pre_mean', 'post_mean'], rows: [[1, 0.5, 0.25], [2, Number.NaN, 0.125]] });
  const [first, second] = Float32Array.from([0.1, 0.2]);
  expect(tableOf('held-out', sight)!.rows).toEqual([['run', 2, 0, first, first, first, first], ['run', 2, 1, second, second, second, second]]);
});

describe.each(recorded.map((record) => [record.name, record] as const))('%s', (_, record) => {
  test('gives tables whose rows have their columns, and no number that is none', async () => {
    const sight = await sightOf(record);
    const { tasks, meta_before } = sight.trace!;
    for (const name of ['tasks', 'adaptation', 'trial', 'batch', 'parameters', 'history', 'held-out'] as const) {
      const table = tableOf(name, sight);
      if (name === 'tasks') expect(table!.rows).toHaveLength(tasks!.shape[0]!);
      if (name === 'adaptation') expect(table!.rows.length).toBeGreaterThan(1);
      if (name === 'parameters') expect(table === null).toBe(meta_before === undefined);
      if (!table) continue;
      expect(new Set(table.columns).size, name).toBe(table.columns.length);
      for (const row of table.rows) expect(row, name).toHaveLength(table.columns.length);
      expect(csvOf(table)).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

test('A sheet has its figures below each other, each with its title and its legend', () => {
  const figure = (title: string, heights: number[], marks: number): Figure => ({
    name: 'history',
    title,
    said: `${title} said.`,
    pictures: heights.map((height) => ({ width: 200, height, draw: (pen) => pen.fillRect(0, 0, 200, height) })),
    marks: Array.from({ length: marks }, (_, i) => ({ look: 'dot', colour: 'rgb(1, 2, 3)', label: `mark ${i}` })),
    theme,
    table: () => null,
  });
  const pen = new SvgPen((text) => 6 * text.length);
  const sheet = sheetOf([figure('One', [100, 80], 0), figure('Two', [50], 3)], pen)!;
  expect(sheet.width).toBe(200 + 14 + 200 + 24);
  expect(sheet.title).toBe('One · Two');
  expect(sheet.said).toBe('One said. Two said.');
  const tops = sheet.places.map(({ top }) => top);
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  expect(sheet.places).toHaveLength(2 + 3 + 1);
  for (const { draw } of sheet.places) draw(pen);
  expect(pen.markup.match(/mark \d/g)).toHaveLength(3);
  expect(sheet.height).toBeGreaterThan(tops.at(-1)! + 12);
  expect(sheetOf([], pen)).toBeNull();
});
