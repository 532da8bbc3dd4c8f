// Made-up traces that look like learning: `skill` grows from 0 to 1 over the iterations.
export function random(seed) {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function array(shape, fill) {
  const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
  for (let i = 0; i < data.length; i++) data[i] = fill(i);
  return { shape, data };
}

export function value(family, skill, step, steps) {
  const part = steps ? step / steps : 0;
  if (family === 'point-navigation') return -40 + 30 * skill * (1 - 0.4 ** (part * 3)) ;
  if (family === 'cart-pole') return 20 + 150 * skill * (0.1 + part);
  return (3 - 2.4 * skill * part) * (family === 'boolean' ? 0.2 : 1);
}

function curve(task, skill, steps, next) {
  const [amplitude, phase] = task;
  const truth = (x) => amplitude * Math.sin(x - phase);
  const guess = (x, k) => truth(x) * skill * (k / steps) + 0.4 * Math.sin(1.3 * x + 1) * (1 - (skill * k) / steps);
  const xs = Array.from({ length: 100 }, (_, i) => -5 + i / 9.9);
  const inputs = Array.from({ length: 10 }, () => -5 + 10 * next());
  return {
    support_inputs: array([10, 1], (i) => inputs[i]), support_targets: array([10, 1], (i) => truth(inputs[i])),
    grid_inputs: array([100, 1], (i) => xs[i]), grid_targets: array([100, 1], (i) => truth(xs[i])),
    grid_outputs: array([steps + 1, 100, 1], (i) => guess(xs[i % 100], Math.floor(i / 100))),
    meta_before: array([100, 1], (i) => guess(xs[i], 0)), meta_after: array([100, 1], (i) => guess(xs[i], 0) + 0.15 * Math.cos(xs[i])),
  };
}

function field(task, skill, steps, next) {
  const bits = task;
  const side = 20;
  const at = (i) => [-0.5 + (2 * (i % side)) / (side - 1), -0.5 + (2 * Math.floor(i / side)) / (side - 1)];
  const truth = ([x, y]) => bits[(x > 0.5 ? 2 : 0) + (y > 0.5 ? 1 : 0)];
  const soft = ([x, y], k) => 0.5 + (truth([x, y]) - 0.5) * skill * (k / steps) + 0.2 * Math.sin(3 * x + 2 * y) * (1 - (skill * k) / steps);
  const points = Array.from({ length: 12 }, (_, i) => [(i & 1) + 0.3 * (next() - 0.5), ((i >> 1) & 1) + 0.3 * (next() - 0.5)]);
  return {
    support_inputs: array([12, 2], (i) => points[i >> 1][i & 1]), support_targets: array([12, 1], (i) => truth(points[i])),
    grid_inputs: array([400, 2], (i) => at(i >> 1)[i & 1]), grid_targets: array([400, 1], (i) => truth(at(i))),
    grid_outputs: array([steps + 1, 400, 1], (i) => soft(at(i % 400), Math.floor(i / 400))),
    meta_before: array([400, 1], (i) => soft(at(i), 0)), meta_after: array([400, 1], (i) => soft(at(i), 0.2)),
  };
}

function walk(goal, pull, next, T) {
  const rows = [[0, 0]];
  for (let t = 0; t < T; t++) {
    const [x, y] = rows[t];
    const noise = () => 0.08 * (next() - 0.5);
    rows.push([x + pull * 0.12 * (goal[0] - x) + noise(), y + pull * 0.12 * (goal[1] - y) + noise()]);
  }
  return rows;
}

function swing(pull, next, T) {
  const rows = [[0, 0, 0.04 * (next() - 0.5), 0]];
  let speed = 0.02 * (next() - 0.5);
  for (let t = 0; t < T; t++) {
    const [x, , angle] = rows[t];
    speed += 0.004 * angle + 0.006 * (next() - 0.5) - pull * (0.03 * angle + 0.1 * speed);
    rows.push([x + 0.02 * angle + 0.01 * (next() - 0.5), 0, Math.max(-0.21, Math.min(0.21, angle + speed)), speed]);
  }
  return rows;
}

function episodes(family, task, skill, steps, next) {
  const lanes = 8;
  const T = family === 'cart-pole' ? 200 : 100;
  const v = family === 'cart-pole' ? 4 : 2;
  const roll = (k) => (family === 'cart-pole' ? swing(skill * k / steps, next, T) : walk(task, skill * (k / steps) * 0.9, next, T));
  const pack = (count, make) => {
    const all = Array.from({ length: count }, (_, i) => make(i));
    return all.flatMap((rows) => rows.flat());
  };
  const flat = pack((steps + 1) * lanes, (i) => roll(Math.floor(i / lanes)));
  const before = pack(lanes, () => roll(0));
  const after = pack(lanes, () => roll(0));
  const trace = {
    episodes: array([steps + 1, lanes, T + 1, v], (i) => flat[i]), lengths: array([steps + 1, lanes], () => T),
    returns: array([steps + 1, lanes], (i) => value(family, skill, Math.floor(i / lanes), steps) + 3 * next()),
    meta_before: array([lanes, T + 1, v], (i) => before[i]), meta_before_lengths: array([lanes], () => T),
    meta_after: array([lanes, T + 1, v], (i) => after[i]), meta_after_lengths: array([lanes], () => T),
  };
  if (family === 'cart-pole') trace.pole_length = array([1], () => 2 * task[1]);
  if (family === 'point-navigation') {
    const step = (t, g) => Math.sign(g) * Math.min(Math.abs(g), 0.1 * t);
    trace.oracle = array([T + 1, 2], (i) => step(Math.floor(i / 2), task[i & 1]));
  }
  return trace;
}

export function adaptation(family, task, skill, steps, seed) {
  const next = random(seed);
  const draw = family === 'sinusoid' ? curve : family === 'boolean' ? field : (...a) => episodes(family, ...a);
  return {
    task: array([task.length], (i) => task[i]),
    values: array([steps + 1], (i) => value(family, skill, i, steps) + next()),
    parameter_norms: array([steps], () => 0.3),
    ...draw(task, skill, steps, next),
  };
}
