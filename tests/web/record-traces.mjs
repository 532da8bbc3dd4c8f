// Records small traces of the real engine for the tests of faces: node tests/web/record-traces.mjs
// One file a run line: what the core says of the line, and the traces of one task with its tasks just sampled, with the
// meta-update complete, and of a task of a visitor's own.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadEngine } from '../../wasm/load-node.mjs';

const SMALL = 'meta_batch_size=3&block=3&hidden=4&seed=11';

/** Every way of drawing, with every way of adapting that there is for it. */
export const LINES = {
  'curve-maml': `learner=maml&tasks=sinusoid&${SMALL}&inner_steps=2&shots=5&query=5`,
  'curve-cavia': `learner=cavia&tasks=sinusoid&${SMALL}&inner_steps=2&shots=5&query=5&context_parameters=3`,
  'field-maml': `learner=maml&tasks=boolean&${SMALL}&shots=8&inner_steps=2`,
  'classes-maml': `learner=maml&tasks=few-shot-points&preset=blobs&${SMALL}&shots=6&query=6&inner_steps=1`,
  'classes-prototypes': `learner=prototypes&tasks=few-shot-points&${SMALL}&shots=6&query=6&latent=3`,
  'plane-maml': `learner=maml&tasks=point-navigation&${SMALL}&episodes=3&horizon=8`,
  'plane-promp': `learner=promp&tasks=point-navigation&${SMALL}&episodes=3&horizon=8&inner_steps=2`,
  'plane-walls': `learner=maml&tasks=point-navigation&preset=walls&${SMALL}&episodes=3&horizon=8`,
  'plane-es-maml': `learner=es-maml&tasks=point-navigation&${SMALL}&episodes=3&horizon=8&inner_steps=2&directions=4`,
  'plane-rl2': `learner=rl2&tasks=point-navigation&${SMALL}&episodes=3&horizon=8&memory=4`,
  'plane-pearl-sparse': `learner=pearl&tasks=point-navigation&preset=pearl-sparse&${SMALL}&episodes=3&horizon=8&latent=2&context=4`,
  'plane-prototypes': `learner=prototypes&tasks=point-navigation&${SMALL}&episodes=3&horizon=8&latent=2&context=4`,
  'cart-pole-maml': `learner=maml&tasks=cart-pole&${SMALL}&episodes=3&horizon=12`,
  'cart-pole-grbal': `learner=grbal&tasks=cart-pole&preset=turning&switch_at=5&${SMALL}&episodes=2&horizon=12&past=4&future=4&segments=2&plans=4&plan_steps=3`,
  'cart-pole-varibad': `learner=varibad&tasks=cart-pole&${SMALL}&episodes=3&horizon=12&memory=4&latent=8`,
  'pendulum-maml': `learner=maml&tasks=pendulum&${SMALL}&episodes=3&horizon=12`,
  'pendulum-rl2': `learner=rl2&tasks=pendulum&${SMALL}&episodes=3&horizon=12&memory=4`,
  'arm-maml': `learner=maml&tasks=reacher&preset=arms&${SMALL}&episodes=3&horizon=12`,
  'arm-pearl': `learner=pearl&tasks=reacher&${SMALL}&episodes=3&horizon=12&latent=2&context=4`,
  'body-maml': `learner=maml&tasks=cheetah&preset=terrain&${SMALL}&episodes=2&horizon=12`,
  'body-rl2': `learner=rl2&tasks=cheetah&preset=breakdown&switch_at=5&${SMALL}&episodes=2&horizon=12&memory=4`,
  'track-maml': `learner=maml&tasks=car&${SMALL}&episodes=3&horizon=12`,
  'track-varibad': `learner=varibad&tasks=car&${SMALL}&episodes=3&horizon=12&memory=4&latent=2`,
  'pixels-rl2': `learner=rl2&tasks=catch&preset=two-balls&${SMALL}&episodes=3&memory=4`,
  'pixels-bayes-optimal': 'learner=bayes-optimal&tasks=catch&meta_batch_size=3&block=3&episodes=3&seed=11',
  'bandit-maml': `learner=maml&tasks=bernoulli-bandit&${SMALL}&episodes=4`,
  'bandit-rl2': `learner=rl2&tasks=bernoulli-bandit&${SMALL}&episodes=6&memory=4`,
  'bandit-varibad-dependent': `learner=varibad&tasks=bernoulli-bandit&preset=easy&${SMALL}&episodes=15&memory=4`,
  'bandit-selector': 'learner=selector&tasks=bernoulli-bandit&preset=easy-or-hard&meta_batch_size=3&block=3&episodes=24&seed=11',
  'bandit-thompson-50': 'learner=thompson&tasks=bernoulli-bandit&meta_batch_size=3&block=3&arms=50&episodes=20&seed=11',
  'mdp-maml': `learner=maml&tasks=tabular-mdp&${SMALL}&episodes=3&horizon=5`,
  'mdp-rl2': `learner=rl2&tasks=tabular-mdp&preset=small&${SMALL}&episodes=3&horizon=5&memory=4`,
  'mdp-psrl': 'learner=psrl&tasks=tabular-mdp&meta_batch_size=3&block=3&states=14&actions=9&episodes=3&horizon=5&seed=11',
  'grid-maml': `learner=maml&tasks=grid-navigation&${SMALL}&episodes=3&horizon=8`,
  'grid-varibad': `learner=varibad&tasks=grid-navigation&${SMALL}&episodes=3&horizon=8&memory=4`,
  'grid-goal-known': 'learner=goal-known&tasks=grid-navigation&meta_batch_size=3&block=3&episodes=3&horizon=8&seed=11',
  'two-step-maml': `learner=maml&tasks=two-step&${SMALL}&episodes=4`,
  'two-step-rl2': `learner=rl2&tasks=two-step&${SMALL}&episodes=8&memory=4`,
  'two-step-model-based': 'learner=model-based&tasks=two-step&meta_batch_size=3&block=3&episodes=20&seed=11',
};

/** Of these what an inspection of the gradient finds is recorded, too, and the landscape around the parameters. */
const INSPECTED = ['curve-maml', 'plane-promp', 'bandit-rl2'];
const DRAWN = ['curve-maml', 'plane-promp'];

const PHASE = 1;
const ITERATION = 2;
const INSPECTED_WHOLLY = 5;

function advance(lab, until) {
  let reached;
  do reached = lab.advance();
  while (reached < until);
  if (reached > ITERATION) throw new Error(JSON.parse(lab.status()).message);
}

function checked(name, text) {
  const answer = JSON.parse(text);
  if (answer.status !== 'ok') throw new Error(`${name}: ${answer.message}`);
  return answer;
}

/** All that is recorded of one run line. */
export function recordOf(engine, name) {
  const { families, learners } = JSON.parse(engine.describe());
  const lab = new engine.Lab();
  const resolved = checked(name, lab.create(LINES[name], new Float32Array(0)));
  advance(lab, PHASE);
  const sampled = lab.trace(1);
  advance(lab, ITERATION);
  const complete = lab.trace(1);
  const { adaptation, values } = resolved;
  checked(name, lab.begin_probe(complete.task.data, adaptation.trials ? Number(values.episodes) - 1 : Number(values.inner_steps ?? values.test_steps)));
  while (!lab.advance_job());
  const probe = lab.job();
  let inspection;
  if (INSPECTED.includes(name)) {
    checked(name, lab.begin_inspection());
    while (lab.advance_inspection() !== INSPECTED_WHOLLY);
    inspection = lab.inspection();
  }
  let landscape;
  if (DRAWN.includes(name)) {
    checked(name, lab.begin_landscape(0, 0, 1, 5, lab.parameters()));
    while (!lab.advance_landscape());
    landscape = lab.landscape();
  }
  lab.delete();
  const find = (list, wanted) => list.find((one) => one.name === wanted);
  return { resolved, family: find(families, values.tasks), learner: find(learners, values.learner), traces: { sampled, complete, probe }, inspection, landscape };
}

/** Four digits say enough for a picture; what is no number is null. */
function written(key, value) {
  if (!(value instanceof Float32Array)) return value;
  return Array.from(value, (number) => (Number.isFinite(number) ? Number(number.toPrecision(4)) : null));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = new URL('./recorded/', import.meta.url);
  const engine = await loadEngine();
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) rmSync(new URL(file, folder));
  for (const name of Object.keys(LINES)) writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(recordOf(engine, name), written)}\n`);
}
