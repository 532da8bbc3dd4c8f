// A stand-in for the module, for working on the page and for its unit tests. It speaks the whole boundary; its numbers
// mean nothing. It is never part of what is shipped.
import { description } from './description.mjs';
import { adaptation, array, random, value } from './traces.mjs';

/** A code of the description with its arguments, and the sentence made from both, as the core does it. */
function refuse(key, code, args = {}) {
  const { template, arguments: names } = description.refusals.find((refusal) => refusal.code === code);
  const all = names.includes('key') ? { key, ...args } : args;
  const message = template.replace(/\{(\w+)(?:\|\w+)?\}/g, (_, name) => [all[name]].flat().join(', '));
  return { status: 'refused', key, code, message, args: all };
}
const MAGIC = 'METARL02';
const HEAD = MAGIC.length + 4 + 16;
const delay = () => Number(globalThis.process?.env?.FAKE_MILLISECONDS ?? 0.4);

function resolve(line) {
  const given = new Map();
  const changes = [];
  for (const part of line.split('&').filter(Boolean)) {
    const [key, text = ''] = part.split('=');
    const knob = description.knobs.find((k) => k.name === key);
    if (!knob) return refuse(key, 'line.unknown-key', { knobs: description.knobs.map(({ name }) => name) });
    const plain = text.split('@')[0];
    if (knob.choices && !knob.choices.includes(plain)) {
      return refuse(key, 'knob.choice', { value: plain, choices: knob.choices });
    }
    if (knob.type === 'integer' || knob.type === 'real') {
      const number = plain === '' ? Number.NaN : Number(plain);
      if (!(number >= knob.low && number <= knob.high)) {
        return refuse(key, knob.type === 'real' ? 'knob.real' : 'knob.whole', { value: plain, low: String(knob.low), high: String(knob.high) });
      }
    }
    if (text.includes('@')) changes.push(`&${part}`);
    else given.set(key, text);
  }
  const values = Object.fromEntries(description.knobs.map((k) => [k.name, given.get(k.name) ?? k.default]));
  const learner = description.learners.find((l) => l.name === values.learner);
  if (!learner.families.includes(values.tasks) || (values.learner === 'reptile' && values.tasks === 'cart-pole')) {
    return refuse('learner', 'pair.needs-episodes', { learner: values.learner, family: values.tasks, families: learner.families });
  }
  const family = description.families.find((f) => f.name === values.tasks);
  const { adapts } = description.learners.find((l) => l.name === values.learner);
  const text = (list) => list.map(([k, v]) => `${k}=${v}`).join('&');
  const said = description.knobs.filter((k) => ['learner', 'tasks'].includes(k.name) || (given.has(k.name) && given.get(k.name) !== k.default));
  return {
    status: 'ok', line: text(description.knobs.map((k) => [k.name, given.get(k.name) ?? k.default])) + changes.join(''),
    short: text(said.map((k) => [k.name, given.get(k.name) ?? k.default])) + changes.join(''), values, parameters: family.parameters, scene: scenes[family.drawing],
    live: description.knobs.filter((k) => k.live).map((k) => k.name),
    choices: Object.fromEntries(description.knobs.filter((k) => k.choices).map((k) => [k.name, k.choices])),
    ...adaptationOf(family, adapts),
  };
}

/** What the pictures of all tasks share, by drawing. */
const scenes = {
  curve: { outputs: [-5, 5] }, field: { outputs: [0, 1], corners: [0, 0, 0, 1, 1, 0, 1, 1] }, plane: { frame: [-0.5, 0.5, -0.5, 0.5] },
  'cart-pole': { position_limit: 2.4, angle_limit: 0.2, time_step: 0.02 }, bandit: { rewards: [0, 1] },
};

/** As the core's run_adaptation says it of these families and learners. */
function adaptationOf(family, adapts) {
  const trials = family.kind === 'reinforcement' && adapts !== 'gradient';
  const brief = family.drawing === 'bandit';
  const byGradientOrRule = adapts === 'gradient' || adapts === 'rule';
  return {
    adaptation: {
      count: trials ? (brief ? 'pull' : 'episode') : 'step', trials, learns: adapts !== 'rule', brief,
      summary: brief ? (trials ? 'total' : 'mean') : 'median',
    },
    opening: byGradientOrRule && family.name !== 'sinusoid' ? 'medium' : 'full',
  };
}

class Lab {
  iteration = 0;
  quantum = 0;
  phase = 4;
  step = 0;

  create(line) {
    const resolved = resolve(line);
    if (resolved.status !== 'ok') return JSON.stringify(resolved);
    this.resolved = resolved;
    this.family = resolved.values.tasks;
    this.steps = Number(resolved.values.inner_steps);
    Object.assign(this, { iteration: 0, quantum: 0, phase: 4, step: 0, pending: null });
    return JSON.stringify(resolved);
  }

  get skill() {
    return this.resolved.values.learner === 'scratch' ? 0.1 : (this.resolved.values.learner === 'pretrained' ? 0.35 : 1) * (1 - Math.exp(-this.iteration / 25));
  }

  tasks() {
    const next = random(1000 + this.iteration + (this.phase === 4 ? -1 : 0));
    const { parameters, values } = this.resolved;
    return array([Number(values.meta_batch_size), parameters.length], (i) => {
      const { low, high, name } = parameters[i % parameters.length];
      const drawn = low + (high - low) * next();
      return name.startsWith('f0') || name.startsWith('f1') ? Math.round(drawn) : drawn;
    });
  }

  advance() {
    const end = performance.now() + delay();
    while (performance.now() < end);
    this.quantum += 1;
    if (this.quantum < 4) return 0;
    this.quantum = 0;
    if (this.phase === 2 && this.step < this.steps) this.step += 1;
    else {
      this.phase = (this.phase + 1) % 5;
      this.step = this.phase === 2 ? 1 : 0;
    }
    if (this.phase !== 4) return 1;
    this.iteration += 1;
    return 2;
  }

  status() {
    return JSON.stringify({ iteration: this.iteration, phase: description.phases[this.phase], step: this.step, steps: this.steps, done: this.quantum, total: 4, state: 'ready', key: '', code: '', message: '', args: {} });
  }

  statistics() {
    const noise = random(this.iteration);
    const at = (k, d) => value(this.family, this.skill, k, this.steps) + d + noise();
    return Float32Array.from([at(0, 0), at(0, -2), at(0, 0), at(0, 2), at(this.steps, 0), at(this.steps, -3), at(this.steps, 0), at(this.steps, 3)]);
  }

  trace(task) {
    const tasks = this.tasks();
    const p = tasks.shape[1];
    const n = tasks.shape[0];
    const trace = { tasks, task: array([p], (i) => tasks.data[task * p + i]) };
    if (this.phase === 0) return trace;
    trace.pre = array([n], () => value(this.family, this.skill, 0, this.steps));
    trace.post = array([n], () => value(this.family, this.skill, this.steps, this.steps));
    Object.assign(trace, adaptation(this.family, [...trace.task.data], this.skill, this.steps, this.iteration + task));
    if (this.phase !== 4) for (const key of ['meta_after', 'meta_after_lengths']) delete trace[key];
    return trace;
  }

  change(key, text) {
    const underWay = this.phase !== 4 || this.quantum > 0;
    const answer = resolve(`${this.resolved.short}&${key}=${text}@${this.iteration + (underWay ? 1 : 0)}`);
    if (answer.status === 'ok') this.resolved = answer;
    return JSON.stringify(answer);
  }

  companion(learner) {
    return JSON.stringify(resolve(this.resolved.line.replace(/learner=[^&]*/, `learner=${learner}`)));
  }

  begin_evaluation(tasks, steps) {
    const noise = random(5);
    const row = (d) => array([steps + 1], (i) => value(this.family, this.skill, i, steps) + d);
    this.pending = {
      left: 20,
      result: {
        values: array([tasks, steps + 1], (i) => value(this.family, this.skill, i % (steps + 1), steps) + 6 * (noise() - 0.5)),
        lower: row(-2), median: row(0), upper: row(2), mean: row(0.1), diverged: array([steps + 1], () => 0), tasks: this.tasks(),
      },
    };
    return '{"status":"ok"}';
  }

  begin_probe(task, steps) {
    if (task.some(Number.isNaN)) return JSON.stringify(refuse(this.resolved.parameters[task.findIndex(Number.isNaN)].name, 'probe.parameter', { low: '-1000000', high: '1000000' }));
    this.pending = { left: 40, result: adaptation(this.family, [...task], this.skill, steps, 7) };
    return '{"status":"ok"}';
  }

  advance_job() {
    if (!this.pending) return true;
    const end = performance.now() + delay();
    while (performance.now() < end);
    this.pending.left -= 1;
    return this.pending.left <= 0;
  }

  job() {
    return this.pending && this.pending.left <= 0 ? this.pending.result : {};
  }

  begin_inspection() {
    if (this.resolved.values.learner !== 'maml') return JSON.stringify(refuse('learner', 'inspection.learner', { learner: this.resolved.values.learner, family: this.family, learners: ['maml'] }));
    this.looked = { left: 40, skill: this.skill };
    return '{"status":"ok"}';
  }

  /** A few quanta for each stage: data, exact, first order, differences. */
  advance_inspection() {
    if (!this.looked || this.looked.left === 0) return 5;
    const end = performance.now() + delay();
    while (performance.now() < end);
    this.looked.left -= 1;
    return Math.floor((39 - this.looked.left) / 10);
  }

  inspected() {
    return 1 - this.looked.left / 40;
  }

  inspection() {
    const next = random(9);
    return {
      tasks: this.tasks(), objective: array([20], next), parts: array([2, 3], (i) => [0, 0, 8, 0, 1, 4][i]),
      exact_norms: array([21, 3], (i) => (i % 3 === 2 ? 2 : 1)), first_order_norms: array([21, 3], (i) => (i % 3 === 2 ? 2.2 : 1.1)), cosines: array([21, 3], () => 0.95 + 0.05 * next()),
      differences: array([11, 4], (i) => (i % 4 === 3 ? 20 : next())), agreement: array([2], (i) => [0.001, 0.02][i]),
    };
  }

  /** As the core writes it: magic, version, build, the line with its size, then what the run has come to. */
  snapshot() {
    const line = new TextEncoder().encode(this.resolved.line);
    const bytes = new Uint8Array(HEAD + 4 + line.length + 4);
    bytes.set(new TextEncoder().encode(MAGIC));
    const view = new DataView(bytes.buffer);
    view.setUint32(HEAD, line.length, true);
    bytes.set(line, HEAD + 4);
    view.setUint32(HEAD + 4 + line.length, this.iteration, true);
    return bytes;
  }

  restore(bytes) {
    if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) return JSON.stringify(refuse('snapshot', 'snapshot.foreign', { magic: MAGIC }));
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const size = view.getUint32(HEAD, true);
    const answer = this.create(new TextDecoder().decode(bytes.subarray(HEAD + 4, HEAD + 4 + size)));
    this.iteration = view.getUint32(HEAD + 4 + size, true);
    return answer;
  }

  receipt() {
    return JSON.stringify({ run: this.resolved.line, build: description.build, iteration: this.iteration, hash: (this.iteration * 2654435761).toString(16).padStart(16, '0') });
  }

  parameters() {
    return new Float32Array(8);
  }

  delete() {}
}

export default async function createEngine() {
  return { describe: () => JSON.stringify(description), resolve: (line) => JSON.stringify(resolve(line)), Lab };
}
