import { expect, test } from 'vitest';
import { fit, wrap } from '../../../web/views/text.ts';

/** As wide as a monospaced font makes it: a Chinese character takes the room of two letters. */
const measure = (text: string) => [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);

const texts = [
  'The agent’s episodes on this task appear here once its data (a-b) has been collected.',
  '智能体在这个任务上的回合（数据）收集完之后，会显示在“这里”。',
  '用 MAML 学习 2,000 次迭代 (meta-iterations) 之后的结果',
  'مرحبا بالعالم هذا نص طويل بعض الشيء',
  'x'.repeat(90),
];

test('Lines keep within their room, and together they are the whole text', () => {
  for (const text of texts) {
    for (const room of [4, 9, 16, 40]) {
      const lines = wrap(text, room, measure);
      for (const line of lines) expect(measure(line), `${line} in ${room}`).toBeLessThanOrEqual(room);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }
  }
});

test('Words are broken only where they are longer than a line', () => {
  expect(wrap('one two three four', 9, measure)).toEqual(['one two', 'three', 'four']);
  expect(wrap('a extraordinary b', 6, measure)).toEqual(['a', 'extrao', 'rdinar', 'y b']);
});

test('Without spaces lines end between words, and no line begins with a mark that closes', () => {
  const lines = wrap(texts[1]!, 16, measure);
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    expect(line).not.toMatch(/^[，。）”、]/);
    expect(line).not.toMatch(/[（“]$/);
  }
});

test('A line that may be short is not: it is filled before another one begins', () => {
  const lines = wrap(texts[1]!, 20, measure);
  for (const line of lines.slice(0, -1)) expect(measure(line)).toBeGreaterThan(10);
});

test('Nothing is no line, and a long text is cut with an ellipsis', () => {
  expect(wrap('', 10, measure)).toEqual([]);
  expect(wrap('   ', 10, measure)).toEqual([]);
  expect(fit('abc', 3, measure)).toBe('abc');
  expect(fit('abcdef', 4, measure)).toBe('abc…');
  expect(fit('学习任务', 4, measure)).toBe('学…');
  expect(fit('👩‍🔬👩‍🔬👩‍🔬', 1, () => 2)).toBe('…');
});
