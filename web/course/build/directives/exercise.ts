// A goal that the element checks, a hint, and an answer that the tests check:
//
//   ::::exercise{#id run="..." goal="measure=... op=... value=... within=..." knobs="inner_lr" lock="seed"}
//   The task.
//   :::hint
//   :::
//   :::answer{run="..."}
//   :::
//   ::::
import type { Draft } from '../draft.ts';
import { readGoal } from '../goals.ts';
import { Attributes, type Directive, type Node, become, element, isDirective, text } from '../tree.ts';
import { elementAttributes, playground } from './playground.ts';

export function exercise(node: Directive, attributes: Attributes, draft: Draft): void {
  const { words } = draft;
  const id = attributes.need('id');
  const run = attributes.need('run');
  const goal = readGoal(attributes.need('goal'), attributes);
  if (goal.within === null && goal.at === null) throw attributes.fault('An exercise’s goal has an end: within=... or at=...');
  const written = elementAttributes(attributes, { run, goal: attributes.text('goal'), views: 'goal knobs history', controls: 'play reset speed status', speed: 'full' });
  const folded = new Map<string, Directive>();
  const told: Node[] = [];
  for (const child of node.children as Node[]) {
    if (isDirective(child) && (child.name === 'hint' || child.name === 'answer')) folded.set(child.name, child);
    else told.push(child);
  }
  const [hint, answer] = [folded.get('hint'), folded.get('answer')];
  if (!hint || !answer) throw attributes.fault('An exercise has a :::hint and an :::answer{run=...}.');
  const solution = new Attributes(draft.file, answer);
  draft.exercises.push({ id, run, goal, answer: solution.need('run') });
  solution.end();
  const details = (name: 'hint' | 'answer', of: Directive) => element('details', { className: [name] }, [element('summary', {}, [text(words.exercise[name])]), ...(of.children as Node[])]);
  become(node, 'section', { id, className: ['exercise'], dataExercise: `${draft.name}/${id}` }, [
    element('h3', { id: `${id}-title` }, [text(words.exercise.title(draft.exercises.length))]),
    ...told,
    playground(draft, id, 'exercise', written, { fallback: [] }),
    details('hint', hint),
    details('answer', answer),
  ]);
}
