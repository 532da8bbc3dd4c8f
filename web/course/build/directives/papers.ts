// What papers report beside what the reader's machine gives:
//
//   :::papers{#id run="..." at=1000}
//   | | after one step |
//   |---|---|
//   | Finn et al. 2017 | .67 |
//   | here | :here{measure=loss-after summary=mean after=1} |
//   :::
import { formatGoal } from '../../../element/goal.ts';
import type { Draft } from '../draft.ts';
import { goalOf } from '../goals.ts';
import { Attributes, type Directive, type Node, become, element, isDirective, text, walk } from '../tree.ts';
import { elementAttributes, playground } from './playground.ts';

export function papers(node: Directive, attributes: Attributes, draft: Draft): void {
  const { words } = draft;
  const id = attributes.need('id');
  const at = attributes.need('at');
  const first: { goal?: string } = {};
  walk(node, (inner) => {
    if (!isDirective(inner) || inner.name !== 'here') return;
    const own = new Attributes(draft.file, inner);
    const after = own.take('after');
    const goal = formatGoal(goalOf(own, { of: 'held-out', op: 'above', value: '0', at }));
    own.end();
    first.goal ??= goal;
    become(inner, 'output', { className: ['here'], dataMeasure: goal, ...(after ? { dataAfter: after } : {}) }, [text(words.papers.waiting)]);
  });
  if (!first.goal) throw attributes.fault('A comparison with papers has a cell for the reader’s machine: :here{measure=...}.');
  const written = elementAttributes(attributes, { run: attributes.need('run'), views: 'held-out', controls: '', load: 'click', speed: 'full', lock: 'all', goal: first.goal });
  become(node, 'section', { id, className: ['papers'], dataAt: at }, [
    element('h2', { id: `${id}-title` }, [text(words.papers.title)]),
    ...(node.children as Node[]),
    element('div', { className: ['computed'], hidden: true }, [playground(draft, id, 'papers', written, { fallback: [] })]),
  ]);
}
