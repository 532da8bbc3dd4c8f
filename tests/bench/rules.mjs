// A reproduction of rules that learn nothing: each is judged on tasks of several sizes, and the record is one table. What is judged is told by bandit-rules.mjs and
// mdp-rules.mjs.
//
// A rule with a knob is tuned for each size on the tasks of one seed and judged on those of another.

/** A rule's name in the table, and the key of what was found for it at a size. */
const nameOf = ({ name, learner }) => name ?? learner;
const keyOf = (rule, size) => `${nameOf(rule)} ${size.name}`;

const runs = (rule, size) => !rule.runs || rule.runs(size);

/** The mean total of a trial: the means of its episodes added. */
const totalOf = ({ evaluation }) => evaluation.trial?.mean ?? evaluation.mean.reduce((a, b) => a + b, 0);

async function judge(runLab, table, rule, size) {
  const evaluate = async (value, { seed, tasks: wanted }) => {
    const tasks = rule.tasks?.(size, wanted) ?? wanted;
    const line = [`learner=${rule.learner}`, table.line, size.line, rule.line, rule.knob && `${rule.knob}=${value}`, `seed=${seed}&test_tasks=${tasks}`];
    const answer = await runLab([line.filter(Boolean).join('&'), '--iterations', '0', '--evaluate']);
    return { total: totalOf(answer), error: answer.evaluation.trial?.error, tasks, value, run: answer.run, build: answer.build };
  };
  let value;
  if (rule.knob) {
    const tried = [];
    for (const candidate of rule.values) tried.push(await evaluate(candidate, table.tuning));
    value = tried.reduce((best, next) => (next.total > best.total ? next : best)).value;
  }
  const found = await evaluate(value, table.judging);
  console.log(`${keyOf(rule, size)}${rule.knob ? ` ${rule.knob}=${value}` : ''}: ${found.total.toFixed(3)}, ${found.tasks} tasks`);
  return found;
}

/** Runs everything; `text` is the record, `failures` what did not come out. `known` keeps what is done already. */
export async function reproduceRules(table, { runLab, workers, known, keep, footer }) {
  const { title, about, rules, sizes, sizes_are, expected, tuning, judging } = table;
  const waiting = rules.flatMap((rule) => sizes.filter((size) => runs(rule, size)).map((size) => ({ rule, size })));
  async function work() {
    for (let next; (next = waiting.shift()); ) {
      const key = keyOf(next.rule, next.size);
      known[key] ??= await judge(runLab, table, next.rule, next.size);
      keep(known);
    }
  }
  await Promise.all(Array.from({ length: workers }, work));

  const failures = [];
  for (const [key, [low, high]] of Object.entries(expected)) {
    const { total } = known[key];
    if (!(total >= low && total <= high)) failures.push(`${key}: ${total.toFixed(3)} is not within ${low} to ${high}`);
  }
  const rows = [];
  for (const rule of rules) {
    const cells = sizes.map((size) => {
      const found = known[keyOf(rule, size)];
      if (!found) return '';
      return found.total.toFixed(size.digits) + (found.error === undefined ? '' : ` (${found.error.toFixed(size.digits)})`);
    });
    rows.push(`| ${nameOf(rule)} | ${cells.join(' | ')} |`);
    if (rule.knob) rows.push(`| ${rule.knob} | ${sizes.map((size) => known[keyOf(rule, size)]?.value ?? '').join(' | ')} |`);
    if (rule.published) rows.push(`| published | ${rule.published.map((x) => x.toFixed(1)).join(' | ')} |`);
    if (rule.tasks) rows.push(`| tasks | ${sizes.map((size) => known[keyOf(rule, size)]?.tasks ?? '').join(' | ')} |`);
  }
  const all = rules.flatMap((rule) => sizes.map((size) => known[keyOf(rule, size)])).filter(Boolean);
  const tried = rules.filter(({ knob }) => knob).map((rule) => `${nameOf(rule)}: ${rule.values.join(', ')}`);
  const text = `# ${title}

${about}

Mean over ${judging.tasks} held-out tasks${rules.some((rule) => rule.tasks) ? ' (fewer where a row says so)' : ''}, in brackets the standard error. A rule's knob is chosen for each size on ${tuning.tasks} tasks of seed ${tuning.seed} and judged on those of seed ${judging.seed}. Values that a knob is chosen from: ${tried.join('; ')}. Where the chosen one is the first or last of these, one beyond might earn more.

${footer(all[0].build)}

| ${sizes_are} | ${sizes.map(({ name }) => name).join(' | ')} |
|---|${sizes.map(() => '---').join('|')}|
${rows.join('\n')}

${failures.length === 0 ? `Every bound that was set beforehand holds: ${Object.entries(expected).map(([key, [low, high]]) => `${key} within ${low} to ${high}`).join('; ')}.` : `Not reached: ${failures.join('; ')}.`}

Runs:

${all.map(({ run }) => `- \`${run}\``).join('\n')}
`;
  return { text, failures };
}
