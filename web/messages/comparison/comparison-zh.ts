// 运行比较所用的文字，中文。Words of the comparison of runs, in Chinese.
import type { Compared, ComparisonWords } from './comparison.ts';

const quantities: Record<Compared, string> = { loss: '损失', return: '回报', total: '一次试验的总回报' };
const summaries = { mean: '平均', median: '中位' };

export const comparison: ComparisonWords = {
  title: '运行比较',
  lead: '最多四个运行并排进行。每个运行与第一个只有一处不同；所有运行使用相同的任务和随机数，谁也不会抢先。',
  empty: '在下方添加一个运行：换一个学习器，或换一个旋钮的取值。它与当前运行同步进行，使用同样的留出任务。',
  first: '当前运行',
  knob: (key, value) => `${key}=${value}`,
  differs: (first, with_) => (with_ ? `只有一处不同：${first}。由此带来的改变：${with_}。` : `只有一处不同：${first}。`),
  instead: (key, value, first) => `${key} 为 ${value}，而不是 ${first}`,
  only: (keys) => `多出 ${keys}`,
  lacks: (keys) => `没有 ${keys}`,
  standing: {
    at: (iteration) => `位于第 ${iteration} 次迭代。`,
    behind: (iteration, first) => `位于第 ${iteration} 次迭代，正在前往第 ${first} 次；其余运行在等待。`,
    diverged: (iteration) => `在第 ${iteration} 次迭代发散，无法继续。`,
    starting: '正在启动。',
  },
  add: {
    title: '添加运行',
    what: '不同之处',
    learner: '学习器',
    knobs: '旋钮',
    value: '取值',
    act: '添加',
    full: (most) => `已达到可比较的运行数：最多 4 个不同的运行，连同所有种子最多 ${most} 个。`,
    none: '这个运行在这里没有可以改变的内容。',
    same: (name) => `${name} 就是当前运行的取值：请选择别的取值。`,
  },
  remove: (name) => `移除 ${name}`,
  seeds: { title: '种子', choice: (count) => `${count} 个种子` },
  axis: {
    title: '横轴',
    choices: { iterations: '迭代次数', seconds: '计算秒数' },
    labels: { iterations: '元迭代', seconds: '在这台机器上的计算秒数，各运行分别计' },
  },
  scale: '对数刻度',
  labels: '标注每条曲线',
  figure: (compared, summary) => `留出任务上的${summaries[summary]}${quantities[compared]}`,
  note: {
    score: (compared, summary, tasks) => `在 ${tasks} 个留出任务上${compared === 'total' ? '' : '适应之后'}的${summaries[summary]}${quantities[compared]}，所有运行的任务相同。`,
    seeds: (count) => `每条曲线是 ${count} 个种子的平均；色带从其中最低的到最高的。`,
    seed: '每条曲线只有一个种子，因此不能说明换一个种子会有多大变化。',
    broken: '曲线末端的叉号表示该运行已发散。',
  },
  course: (iteration, all) => `第 ${iteration} 次迭代：${all}。`,
  score: (name, value) => `${name} ${value}`,
  spread: (name, value, low, high) => `${name} ${value}（${low} 至 ${high}）`,
  difference: ({ iteration, name, compared, summary, size, half, low, high, above, apart, better, count, over }) => {
    const span = half === null ? `95 %：${low} 至 ${high}` : '95 %';
    const amount = half === null ? size : `${size} ± ${half}`;
    const verdict = apart ? (better ? '更好' : '更差') : '与没有差别无法区分';
    return `经过 ${iteration} 次迭代，${name} 比当前运行${above ? '高' : '低'} ${amount}（${quantities[compared]}的${summaries[summary]}差；${span}，按 ${count} 个${over === 'tasks' ? '任务' : '种子'}配对），${verdict}。`;
  },
  equal: (iteration, name) => `经过 ${iteration} 次迭代，${name} 与当前运行完全一样。`,
  unknown: (iteration, name) => `经过 ${iteration} 次迭代，配对太少，无法给出 ${name} 的区间。`,
  otherTasks: (name) => `${name} 的留出任务不同，因此不给出差值。`,
  left: (name, count) => `${name} 有 ${count} 对没有数值，未计入。`,
  waiting: '各运行尚未在同一次迭代上得到评价。',
  table: { title: '各运行的数值', run: '运行', differs: '不同之处', iteration: '迭代', seconds: '秒', score: '成绩', difference: '与当前运行之差（95 %）', none: '–' },
  interval: (value, half, low, high) => (half === null ? `${value}（${low} 至 ${high}）` : `${value} ± ${half}`),
  listed: (parts) => parts.join('；'),
};
