// Beside what papers report, what the reader's own machine gives: computed when it is asked for.
import type { MetaRlPlayground } from '../../element/element.ts';
import type { About } from './about.ts';
import { compute, goalIn, heldOutValue } from './computed.ts';

export function askPapers(about: About): void {
  for (const section of document.querySelectorAll<HTMLElement>('section.papers')) ask(section, about);
}

function ask(section: HTMLElement, { words: { papers }, messages: { format } }: About): void {
  const playground = section.querySelector<MetaRlPlayground>('meta-rl-playground')!;
  const computed = section.querySelector<HTMLElement>('.computed')!;
  const cells = [...section.querySelectorAll<HTMLOutputElement>('output.here')];
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = papers.compute;
  const said = document.createElement('output');
  said.role = 'status';
  const actions = document.createElement('div');
  actions.className = 'actions';
  actions.append(button, said);
  computed.before(actions);
  const all = format.integer(Number(section.dataset.at));
  button.addEventListener('click', async () => {
    button.disabled = true;
    computed.hidden = false;
    const found = await compute(playground, (iteration) => (said.textContent = papers.running(format.integer(iteration), all)));
    for (const cell of found ? cells : []) {
      const after = cell.dataset.after === undefined ? null : Number(cell.dataset.after);
      cell.textContent = format.number(heldOutValue(playground, goalIn(cell.dataset.measure), after));
    }
    button.disabled = found !== null;
    said.textContent = found ? papers.done(String(playground.model.resolved?.values.seed ?? '')) : papers.failed;
  });
}
