// The reproduction `bandits`: rules on the Bernoulli bandits of RL²'s Table 1 (Duan et al. 2016), all nine sizes.
//
// A rule with a knob is tuned for each size on the tasks of one seed and judged on those of another. Nothing is trained.

const tuning = { seed: 1, tasks: 4000 };
const judging = { seed: 2, tasks: 100000 };

const sizes = [10, 100, 500].flatMap((pulls) => [5, 10, 50].map((arms) => ({ pulls, arms })));

// `most`: pulls that a rule can plan. `cost`: draws of one arm for one pull, which decides how many tasks can be had.
const rules = [
  { learner: 'random', published: [5.0, 5.0, 5.1, 49.9, 49.9, 49.8, 249.8, 249.0, 249.6] },
  { learner: 'greedy', published: [6.6, 6.6, 6.5, 74.8, 77.1, 78.0, 380.6, 395.0, 402.8] },
  { learner: 'epsilon-greedy', knob: 'epsilon', values: [0, 0.005, 0.01, 0.02, 0.05, 0.1], published: [6.6, 6.6, 6.5, 75.4, 77.4, 78.3, 388.2, 408.0, 413.6] },
  { learner: 'ucb1', knob: 'ucb_c', values: [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5], published: [6.7, 6.7, 6.6, 78.0, 82.4, 84.3, 405.8, 437.1, 457.6] },
  { learner: 'thompson', cost: 1, published: [5.7, 5.5, 5.2, 74.7, 76.7, 64.5, 402.0, 429.5, 427.2] },
  { learner: 'optimistic-thompson', knob: 'posterior_samples', values: [1, 3, 10, 30], cost: 20, published: [6.5, 6.2, 5.5, 77.9, 81.4, 67.7, 406.7, 438.9, 437.6] },
  { learner: 'gittins', knob: 'gittins_discount', values: [0.8, 0.9, 0.95, 0.99, 0.995, 0.998], published: [6.6, 6.6, 6.5, 78.3, 82.8, 85.2, 405.8, 437.8, 463.7] },
  { learner: 'whittle', most: () => 200, published: [] },
  { learner: 'bayes-optimal', most: (arms) => ({ 5: 26, 10: 22, 50: 22 })[arms], published: [] },
];

/** No more tasks than have so many draws of an arm in all: about a minute of one core. */
const mostDraws = 4e8;

// What must come out, [low, high], by rule and size: exact or re-simulated (REFERENCE figures in the docs), with room for four standard errors.
const expected = {
  'bayes-optimal 10,5': [6.635, 6.685],
  'bayes-optimal 10,10': [6.69, 6.74],
  'bayes-optimal 10,50': [6.69, 6.74],
  'thompson 10,5': [5.79, 5.87],
  'greedy 100,5': [74.4, 75.2],
  'ucb1 100,5': [77.8, 78.6],
  'whittle 100,5': [78.0, 78.8],
  'whittle 100,10': [83.5, 84.3],
  'whittle 100,50': [85.1, 85.9],
};

const lineOf = ({ learner, knob }, { pulls, arms }, value, { seed }, tasks) =>
  `learner=${learner}&tasks=bernoulli-bandit&arms=${arms}&episodes=${pulls}&seed=${seed}&test_tasks=${tasks}${knob ? `&${knob}=${value}` : ''}`;

const tasksFor = ({ cost }, { pulls, arms }, tasks) => (cost ? Math.min(tasks, Math.max(500, Math.floor(mostDraws / (pulls * arms * cost)))) : tasks);

/** The mean total of a trial: the means of its episodes, one pull each, added. */
const totalOf = ({ evaluation }) => evaluation.trial?.mean ?? evaluation.mean.reduce((a, b) => a + b, 0);

async function judge(runLab, rule, size) {
  const evaluate = async (value, set) => {
    const tasks = tasksFor(rule, size, set.tasks);
    const answer = await runLab([lineOf(rule, size, value, set, tasks), '--iterations', '0', '--evaluate']);
    return { total: totalOf(answer), error: answer.evaluation.trial?.error, tasks, value, run: answer.run, build: answer.build };
  };
  let value;
  if (rule.knob) {
    const tried = [];
    for (const candidate of rule.values) tried.push(await evaluate(candidate, tuning));
    value = tried.reduce((best, next) => (next.total > best.total ? next : best)).value;
  }
  const found = await evaluate(value, judging);
  console.log(`${rule.learner} ${size.pulls},${size.arms}${rule.knob ? ` ${rule.knob}=${value}` : ''}: ${found.total.toFixed(3)}, ${found.tasks} tasks`);
  return found;
}

/** Runs everything; `text` is the record, `failures` what did not come out. `known` keeps what is done already. */
export async function reproduceBandits({ runLab, workers, known, keep, footer }) {
  const waiting = rules.flatMap((rule) => sizes.filter(({ pulls, arms }) => pulls <= (rule.most?.(arms) ?? Infinity)).map((size) => ({ rule, size })));
  const keyOf = (rule, size) => `${rule.learner} ${size.pulls},${size.arms}`;
  async function work() {
    for (let next; (next = waiting.shift()); ) {
      const key = keyOf(next.rule, next.size);
      known[key] ??= await judge(runLab, next.rule, next.size);
      keep(known);
    }
  }
  await Promise.all(Array.from({ length: workers }, work));

  const failures = [];
  for (const [key, [low, high]] of Object.entries(expected)) {
    const { total } = known[key];
    if (!(total >= low && total <= high)) failures.push(`${key}: ${total.toFixed(3)} is not within ${low} to ${high}`);
  }
  const digits = ({ pulls }) => (pulls === 10 ? 3 : pulls === 100 ? 2 : 1);
  const rows = [];
  for (const rule of rules) {
    const cells = sizes.map((size) => {
      const found = known[keyOf(rule, size)];
      if (!found) return '';
      return found.total.toFixed(digits(size)) + (found.error === undefined ? '' : ` (${found.error.toFixed(digits(size))})`);
    });
    rows.push(`| ${rule.learner} | ${cells.join(' | ')} |`);
    if (rule.knob) rows.push(`| ${rule.knob} | ${sizes.map((size) => known[keyOf(rule, size)].value).join(' | ')} |`);
    if (rule.published.length > 0) rows.push(`| published | ${rule.published.map((x) => x.toFixed(1)).join(' | ')} |`);
    if (rule.cost) rows.push(`| tasks | ${sizes.map((size) => known[keyOf(rule, size)].tasks).join(' | ')} |`);
  }
  const text = `# Rules on Bernoulli bandits (Duan et al. 2016, Table 1)

Total reward of a trial, mean over ${judging.tasks} held-out tasks (fewer where a row says so). A rule's knob is chosen for each size on ${tuning.tasks} tasks of seed ${tuning.seed} and judged on those of seed ${judging.seed};
the published figures are means over 1,000 tasks on which the knobs were chosen too, with a standard error of about 0.07, 0.5 and 3 for 10, 100 and 500 pulls.

The values that a knob is chosen from: ${rules.filter(({ knob }) => knob).map(({ knob, values }) => `${knob} ${values.join(', ')}`).join('; ')}. Where the chosen one is the first or last of these, one beyond might earn more; optimistic-thompson does with more samples.

${footer(known['random 10,5'].build)}

| pulls, arms | ${sizes.map(({ pulls, arms }) => `${pulls}, ${arms}`).join(' | ')} |
|---|${sizes.map(() => '---').join('|')}|
${rows.join('\n')}

${failures.length === 0 ? 'Every bound in tests/bench/bandits.mjs holds. They are exact and re-simulated figures with some room, set after smaller runs of these rules.' : `Not reached: ${failures.join('; ')}.`}

Runs:

${rules.flatMap((rule) => sizes.map((size) => known[keyOf(rule, size)])).filter(Boolean).map(({ run }) => `- \`${run}\``).join('\n')}
`;
  return { text, failures };
}
