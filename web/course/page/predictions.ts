// Questions that the reader answers first; then the run is computed, and both are shown.
import type { MetaRlPlayground } from '../../element/element.ts';
import type { About } from './about.ts';
import { batchCurve, compute, goalIn, heldOutCurve, heldOutValue } from './computed.ts';
import { Field } from './field.ts';

export function askPredictions(about: About): void {
  for (const section of document.querySelectorAll<HTMLElement>('section.predict')) ask(section, about);
}

function ask(section: HTMLElement, about: About): void {
  const { predict } = about.words;
  const playground = section.querySelector<MetaRlPlayground>('meta-rl-playground')!;
  const computed = section.querySelector<HTMLElement>('.computed')!;
  const why = section.querySelector<HTMLDetailsElement>('.why')!;
  const run = document.createElement('button');
  run.type = 'button';
  run.className = 'main';
  run.textContent = predict.run;
  const said = document.createElement('output');
  said.role = 'status';
  const actions = document.createElement('div');
  actions.className = 'actions';
  actions.append(run, said);
  computed.before(actions);
  // What comes of it is not to be seen before.
  why.hidden = true;

  const answer = section.dataset.draw ? drawn(section, playground, about) : chosen(section, playground, about);
  run.addEventListener('click', async () => {
    if (!answer.given()) {
      said.textContent = answer.ask;
      return;
    }
    run.disabled = true;
    answer.lock();
    computed.hidden = false;
    said.textContent = predict.running;
    const found = await compute(playground, () => answer.look());
    said.textContent = found ? answer.compare() : predict.failed;
    if (!found) run.disabled = false;
    else run.hidden = true;
    why.hidden = false;
    why.open = true;
    section.dispatchEvent(new CustomEvent('course-predicted', { bubbles: true }));
  });
}

interface Answer {
  /** Said where nothing was predicted yet. */
  ask: string;
  given(): boolean;
  lock(): void;
  /** While the run goes on. */
  look(): void;
  /** The sentence that says how the prediction fared. */
  compare(): string;
}

function chosen(section: HTMLElement, playground: MetaRlPlayground, { words: { predict }, messages }: About): Answer {
  const goal = goalIn(section.dataset.measure);
  const inputs = [...section.querySelectorAll<HTMLInputElement>('input[type=radio]')];
  const within = ({ dataset: { above, below } }: HTMLInputElement, value: number) => (above === undefined || value >= Number(above)) && (below === undefined || value < Number(below));
  return {
    ask: predict.first,
    given: () => inputs.some((input) => input.checked),
    lock: () => inputs.forEach((input) => (input.disabled = true)),
    look: () => undefined,
    compare: () => {
      const value = heldOutValue(playground, goal, null);
      for (const input of inputs) if (within(input, value)) input.parentElement!.dataset.holds = '';
      const mine = inputs.find((input) => input.checked)!;
      const text = messages.format.number(value);
      return within(mine, value) ? predict.right(text) : predict.wrong(text);
    },
  };
}

function drawn(section: HTMLElement, playground: MetaRlPlayground, { words: { predict }, messages: { format } }: About): Answer {
  const goal = goalIn(section.dataset.measure);
  const { draw, low = '0', high = '1', points = '6' } = section.dataset;
  const steps = draw === 'steps';
  const count = Number(points);
  const last = steps ? count - 1 : goal.at!;
  const places = Array.from({ length: count }, (_, i) => (steps ? i : Math.round((i * last) / (count - 1))));
  const nameOf = (place: number) => (steps ? predict.step : predict.iteration)(format.integer(place));
  const field = new Field(section.querySelector<HTMLElement>('.field')!, {
    places, low: Number(low), high: Number(high), nameOf, format, title: steps ? predict.steps : predict.iterations, yours: predict.yours, theirs: predict.theirs, point: predict.point,
    quantity: goal.measure.startsWith('return') ? predict.return : predict.loss,
  });
  const measured = (): Array<[number, number]> => (steps ? heldOutCurve(playground, goal).slice(0, count).map((value, i): [number, number] => [i, value]) : batchCurve(playground, goal));
  return {
    ask: predict.firstDraw,
    given: () => field.touched,
    lock: () => field.lock(),
    look: () => {
      if (!steps) field.show(measured());
    },
    compare: () => {
      const curve = measured();
      field.show(curve);
      const [, value = Number.NaN] = curve.at(-1) ?? [];
      return predict.drawn(nameOf(last), format.number(field.values.at(-1)!), format.number(value));
    },
  };
}
