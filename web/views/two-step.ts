import { stepNow } from './clock.ts';
import { fade } from './colour.ts';
import { type Drawing, type Frame, dot, drawLabel } from './frame.ts';

export interface TwoStep {
  /** Chance that a first choice leads to the second stage of the same number. */
  common: number;
  /** Chance to pay of the better one of the two second stages, and of the other one. */
  chances: { better: number; worse: number };
  /** In order; `better`: the second stage that paid more then. */
  choices: Array<{ first: number; second: number; reward: number; better: number }>;
  shown: [from: number, to: number];
  /** How often the first choice stayed the same: rewarded common, rewarded rare, unrewarded common, unrewarded rare. */
  stays: Array<{ stayed: number; times: number }>;
  colour: string;
  truth: string;
  labels: {
    stages: [string, string];
    first: [string, string];
    pays(chance: string): string;
    stay: string;
    share(stayed: string, times: string): string;
    rewarded: string;
    unrewarded: string;
    common: string;
    rare: string;
    choices: string;
  };
}

/** Where the sequence of choices ends, as a share of the height. */
const END = 0.63;

interface Tree {
  first: Array<[number, number]>;
  second: Array<[number, number]>;
  node: number;
  bottom: number;
}

/** The tree of choices with its chances, how they went one after the other, and what was done again after what. */
export function twoStep(data: TwoStep): Drawing {
  const tree = ({ width, height }: Frame): Tree => {
    const bottom = height * 0.46;
    const node = Math.max(13, Math.min(24, width / 18));
    const xs = [width * 0.27, width * 0.73];
    return { first: xs.map((x) => [x, node + 12]), second: xs.map((x) => [x, bottom - 42]), node, bottom };
  };
  return {
    base(frame) {
      const at = tree(frame);
      links(frame, data, at);
      sequence(frame, data, at.bottom + 2, frame.height * END);
      bars(frame, data, frame.height * (END + 0.03));
    },
    moving(frame) {
      const at = tree(frame);
      const [from, to] = data.shown;
      const now = to > from ? stepNow(frame, from, to) : from;
      const i = Math.min(to - 1, Math.floor(now));
      const choice = data.choices[i];
      if (choice && i >= from) moment(frame, data, at, choice, now >= to ? 1 : now - i);
      nodes(frame, data, at, choice && i >= from ? choice : null);
      cursor(frame, data, at.bottom + 2, frame.height * END, now);
    },
  };
}

function links(frame: Frame, data: TwoStep, at: Tree): void {
  const { context, theme } = frame;
  for (const first of [0, 1]) {
    for (const second of [0, 1]) {
      const chance = first === second ? data.common : 1 - data.common;
      const [ax, ay] = at.first[first]!;
      const [bx, by] = at.second[second]!;
      context.beginPath();
      context.moveTo(ax, ay);
      context.lineTo(bx, by);
      context.lineWidth = 1 + 6 * chance;
      context.strokeStyle = theme.line;
      context.stroke();
      // Beside the straight ways, above the crossing ones, clear of what moves along them.
      const part = first === second ? 0.5 : 0.22;
      const [right, down] = first === second ? [first === 0 ? -22 : 22, 0] : [first === 0 ? 16 : -16, -9];
      drawLabel(frame, { text: frame.format(chance), x: ax + (bx - ax) * part + right, y: ay + (by - ay) * part + down, align: 'center', baseline: 'middle', size: 11, halo: true });
    }
  }
}

function nodes(frame: Frame, data: TwoStep, at: Tree, choice: TwoStep['choices'][number] | null): void {
  const { context, theme } = frame;
  for (const [list, names, chosen] of [[at.first, data.labels.first, choice?.first], [at.second, data.labels.stages, choice?.second]] as const) {
    list.forEach(([x, y], i) => {
      dot(frame, x, y, at.node, i === chosen ? data.colour : theme.tint, i === chosen ? data.colour : theme.muted);
      drawLabel(frame, { text: names[i]!, x, y, align: 'center', baseline: 'middle', weight: 600, size: 13, room: 2 * at.node, colour: i === chosen ? theme.paper : theme.ink });
    });
  }
  at.second.forEach(([x, y], i) => {
    const pays = i === (choice ?? data.choices[0])?.better ? data.chances.better : data.chances.worse;
    drawLabel(frame, { text: data.labels.pays(frame.format(pays)), x, y: y + at.node + 5, align: 'center', baseline: 'top', colour: theme.truth, weight: 600, room: frame.width / 2 - 12 });
  });
  if (!choice) return;
  const [x, y] = at.second[choice.second] ?? at.second[0]!;
  context.beginPath();
  context.arc(x + at.node + 12, y, 6, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = data.colour;
  context.fillStyle = choice.reward > 0.5 ? data.colour : theme.paper;
  context.fill();
  context.stroke();
}

function moment(frame: Frame, data: TwoStep, at: Tree, { first, second }: TwoStep['choices'][number], part: number): void {
  const { context } = frame;
  const [ax, ay] = at.first[first] ?? at.first[0]!;
  const [bx, by] = at.second[second] ?? at.second[0]!;
  context.beginPath();
  context.moveTo(ax, ay);
  context.lineTo(bx, by);
  context.lineWidth = 3;
  context.strokeStyle = data.colour;
  context.stroke();
  dot(frame, ax + (bx - ax) * part, ay + (by - ay) * part, 5, data.colour, frame.theme.paper);
}

/** Every choice in two lines: which first action (a full mark paid, an open one did not; a ring: the transition was rare). */
function sequence(frame: Frame, data: TwoStep, top: number, bottom: number): void {
  const { context, theme, width } = frame;
  drawLabel(frame, { text: data.labels.choices, x: 6, y: top, baseline: 'top', room: width - 12 });
  const step = (width - 34) / Math.max(1, data.choices.length);
  const y = (first: number) => top + 20 + (first + 0.5) * ((bottom - top - 22) / 2);
  const size = Math.max(1.2, Math.min(5, step * 0.4));
  for (const first of [0, 1]) {
    drawLabel(frame, { text: data.labels.first[first]!, x: 20, y: y(first), align: 'right', baseline: 'middle', size: 11, room: 18 });
    context.fillStyle = theme.line;
    context.fillRect(26, Math.round(y(first)), width - 34, 1);
  }
  data.choices.forEach(({ better }, i) => {
    // The line of the action that mostly leads to the better stage.
    context.fillStyle = data.truth;
    context.fillRect(26 + i * step, Math.round(y(data.common < 0.5 ? 1 - better : better)) - 1, step + 0.5, 3);
  });
  data.choices.forEach(({ first, second, reward }, i) => {
    const x = 26 + (i + 0.5) * step;
    context.globalAlpha = i >= data.shown[0] && i < data.shown[1] ? 1 : 0.3;
    context.beginPath();
    context.arc(x, y(first), size, 0, 2 * Math.PI);
    context.fillStyle = reward > 0.5 ? data.colour : theme.paper;
    context.fill();
    context.lineWidth = 1.2;
    context.strokeStyle = data.colour;
    context.stroke();
    if (first !== second && size >= 2) {
      context.fillStyle = theme.ink;
      context.fillRect(x - 1, y(first) - size - 6, 2, 4);
    }
    context.globalAlpha = 1;
  });
}

function cursor(frame: Frame, data: TwoStep, top: number, bottom: number, now: number): void {
  const x = 26 + (now / Math.max(1, data.choices.length)) * (frame.width - 34);
  frame.context.strokeStyle = fade(frame.theme.ink, 0.6);
  frame.context.lineWidth = 1.5;
  frame.context.beginPath();
  frame.context.moveTo(x, top + 16);
  frame.context.lineTo(x, bottom);
  frame.context.stroke();
}

/** The share of stays in each situation, with how often it was met. */
function bars(frame: Frame, data: TwoStep, top: number): void {
  const { context, theme, width, height } = frame;
  const bottom = height - 34;
  drawLabel(frame, { text: data.labels.stay, x: 6, y: top, baseline: 'top', room: width - 12 });
  const from = top + 42;
  const y = (share: number) => bottom - share * (bottom - from);
  for (const share of [0, 0.5, 1]) {
    context.fillStyle = theme.line;
    context.fillRect(40, Math.round(y(share)), width - 48, 1);
    drawLabel(frame, { text: frame.format(share), x: 34, y: y(share), align: 'right', baseline: 'middle', size: 11 });
  }
  const group = (width - 48) / 2;
  data.stays.forEach(({ stayed, times }, i) => {
    const rare = i % 2 === 1;
    const wide = group * 0.26;
    const x = 40 + (Math.floor(i / 2) + 0.5) * group + (rare ? 1 : -1) * wide * 0.62;
    if (times > 0) {
      const share = stayed / times;
      context.fillStyle = rare ? fade(data.colour, 0.4) : data.colour;
      context.fillRect(x - wide / 2, y(share), wide, bottom - y(share));
      context.strokeStyle = data.colour;
      context.lineWidth = 1.5;
      context.strokeRect(x - wide / 2, y(share), wide, bottom - y(share));
    }
    drawLabel(frame, { text: rare ? data.labels.rare : data.labels.common, x, y: bottom + 4, align: 'center', baseline: 'top', size: 11, room: group * 0.31 });
    drawLabel(frame, { text: data.labels.share(frame.format(stayed), frame.format(times)), x, y: y(times ? stayed / times : 0) - 5, align: 'center', baseline: 'bottom', size: 10, halo: true, room: group * 0.31 });
  });
  [data.labels.rewarded, data.labels.unrewarded].forEach((label, i) =>
    drawLabel(frame, { text: label, x: 40 + (i + 0.5) * group, y: height - 2, align: 'center', baseline: 'bottom', room: group - 8 }),
  );
}
