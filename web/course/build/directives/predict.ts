// The reader says what will happen, then it is computed:
//
//   :::predict{#id run="..." at=300 measure=loss-before summary=median}        :::predict{#id draw=steps run="..." at=300 measure=loss-after low=0 high=5}
//   A question?                                                                A question?
//   - :if{below=1} One answer.                                                 ---
//   - :if{above=1} Another one.                                                Why it is so.
//   ---                                                                        :::
//   Why it is so.
//   :::
//
// draw=steps: a curve over inner steps on held-out tasks after `at` meta-iterations; draw=iterations: over the meta-iterations up to `at`.
import type { List, ListItem } from 'mdast';
import { formatGoal } from '../../../element/goal.ts';
import type { Draft } from '../draft.ts';
import { goalOf } from '../goals.ts';
import { type Attributes, type Directive, type Node, become, element, isDirective, text } from '../tree.ts';
import { elementAttributes, playground } from './playground.ts';

const number = /^[+-]?(\d+\.?\d*|\.\d+)$/;

export function predict(node: Directive, attributes: Attributes, draft: Draft): void {
  const { words } = draft;
  const id = attributes.need('id');
  const draw = attributes.take('draw');
  if (draw !== null && draw !== 'steps' && draw !== 'iterations') throw attributes.fault(`draw cannot be "${draw}": it is steps or iterations.`);
  // A curve over iterations is that of the batches; all else is judged where training never looks.
  const given = { of: draw === 'iterations' ? 'batch' : 'held-out', op: 'above', value: '0' };
  const field = draw && { low: attributes.need('low'), high: attributes.need('high'), points: attributes.take('points') ?? '6' };
  const goal = goalOf(attributes, given);
  if (goal.at === null) throw attributes.fault('A prediction is about a meta-iteration: at=...');
  const rule = node.children.findIndex(({ type }) => type === 'thematicBreak');
  if (rule < 1) throw attributes.fault('A prediction is a question, --- on a line of its own, and why it is so.');
  const why = node.children.slice(rule + 1) as Node[];
  const question = node.children.slice(0, rule) as Node[];
  // What was drawn has its curve in the field.
  const views = draw ? '' : 'held-out';
  const written = elementAttributes(attributes, { run: attributes.need('run'), views, controls: 'status', load: 'click', speed: 'full', lock: 'all' });
  const told: Node[] = [];
  if (field) {
    for (const [name, value] of Object.entries(field)) if (!number.test(value)) throw attributes.fault(`${name} cannot be "${value}": it is a number.`);
    told.push(...question, element('div', { className: ['field'] }, [element('p', { className: ['hint'] }, [text(words.predict.draw)])]));
  } else {
    const list = question.at(-1);
    if (list?.type !== 'list') throw attributes.fault('A prediction ends its question with a list of answers.');
    told.push(...question.slice(0, -1), element('fieldset', {}, [element('legend', {}, [text(words.predict.choose)]), ...(list as List).children.map((item, i) => answer(item, `${id}-${i + 1}`, id, attributes))]));
  }
  become(node, 'section', {
    id,
    className: ['predict'],
    role: 'group',
    ariaLabel: words.predict.title,
    dataMeasure: formatGoal(goal),
    ...(field ? { dataDraw: draw!, dataLow: field.low, dataHigh: field.high, dataPoints: field.points } : {}),
  }, [
    element('p', { className: ['kind'] }, [text(words.predict.title)]),
    ...told,
    element('div', { className: ['computed'], hidden: true }, [playground(draft, id, 'predict', { ...written, goal: formatGoal(goal) }, { fallback: [] })]),
    element('details', { className: ['why'] }, [element('summary', {}, [text(words.predict.why)]), ...why]),
  ]);
}

function answer(item: ListItem, id: string, name: string, attributes: Attributes): Node {
  const [first] = item.children;
  const range = first?.type === 'paragraph' ? first.children[0] : undefined;
  if (!range || !isDirective(range) || range.name !== 'if') throw attributes.fault('Each answer of a prediction begins with its range: - :if{below=1} ...');
  const { above, below, ...unknown } = range.attributes ?? {};
  if ((above == null && below == null) || Object.keys(unknown).length) throw attributes.fault('The range of an answer is above=..., below=..., or both.');
  for (const end of [above, below]) if (end != null && !number.test(end)) throw attributes.fault(`The end of a range cannot be "${end}": it is a number.`);
  const paragraph = first as { children: Node[] };
  const input = element('input', { type: 'radio', id, name, value: id, ...(above != null ? { dataAbove: above } : {}), ...(below != null ? { dataBelow: below } : {}) });
  return element('div', { className: ['choice'] }, [input, element('label', { htmlFor: id }, paragraph.children.slice(1))]);
}
