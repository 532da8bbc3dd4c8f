// A solved exercise gives a receipt: what was reached, and all that is needed to compute it again.
import type { MetaRlPlayground } from '../../element/element.ts';
import type { About } from './about.ts';
import { copy } from './copy.ts';
import { remember } from './progress.ts';

interface Milestone {
  reached: boolean;
  goal: string;
  iteration: number;
  value: number;
  line: string;
}

export function setExercises(about: About): void {
  for (const section of document.querySelectorAll<HTMLElement>('section.exercise')) set(section, about);
}

function set(section: HTMLElement, { words: { exercise, ...words } }: About): void {
  const playground = section.querySelector<MetaRlPlayground>('meta-rl-playground')!;
  const outcome = document.createElement('div');
  outcome.className = 'outcome';
  outcome.role = 'status';
  playground.after(outcome);

  playground.addEventListener('metarl-milestone', async (event) => {
    const milestone = (event as CustomEvent<Milestone>).detail;
    section.dataset.outcome = milestone.reached ? 'reached' : 'missed';
    if (!milestone.reached) {
      outcome.replaceChildren(paragraph(exercise.missed));
      return;
    }
    await playground.pause();
    const receipt = await playground.receipt();
    if (!receipt) return;
    const { goal, iteration, value } = milestone;
    const text = JSON.stringify({ exercise: section.dataset.exercise, goal, reached: { iteration, value }, receipt }, null, 2);
    const said = document.createElement('output');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = exercise.copy;
    button.addEventListener('click', async () => (said.textContent = await copy(text, { exercise, ...words })));
    const actions = document.createElement('div');
    actions.className = 'actions';
    actions.append(button, said);
    const command = `npm run lab -- "${receipt.run}" --iterations ${receipt.iteration} --evaluate`;
    outcome.replaceChildren(paragraph(exercise.solved), code(text, exercise.solved), actions, paragraph(exercise.verify), code(command, exercise.verify));
    remember(section.dataset.exercise!);
  });
}

function paragraph(text: string): HTMLElement {
  const node = document.createElement('p');
  node.textContent = text;
  return node;
}

function code(text: string, label: string): HTMLElement {
  const pre = document.createElement('pre');
  pre.tabIndex = 0;
  pre.setAttribute('aria-label', label);
  pre.append(Object.assign(document.createElement('code'), { textContent: text }));
  return pre;
}
