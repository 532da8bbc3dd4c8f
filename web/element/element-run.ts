// The run of one element: opened as the attributes say, held to the author's rules, measured against the goal, told to the host. It
// knows nothing of how any of it is shown.
import { EngineProblem } from '../engine/check.ts';
import { type Receipt, type Resolved, SPEEDS } from '../engine/protocol.ts';
import { type Words, wordsFor } from '../messages/index.ts';
import { complaintSentence } from '../parts/sentences/complaint.ts';
import type { Complaint } from '../run/complaint.ts';
import type { RefusedEvent } from '../run/events.ts';
import type { Run } from '../run/run.ts';
import { DEFAULT_LINE } from '../run/run-line.ts';
import type { AttributeName } from './api/attributes.ts';
import type { AttributeValues } from './api/parse.ts';
import { type Curves, curvesOf } from './curves.ts';
import { GoalWatch } from './goal-watch.ts';
import { formatGoal } from './goal.ts';
import { type Start, fetchParameters, startFrom } from './init-file.ts';
import { Keeping } from './keeping.ts';
import { FREE, type Rules, refusedChange, refusedLine, unknownTo } from './locks.ts';
import type { Parsed, Refused } from './refused.ts';
import { SAVED_FORMAT, SAVED_VERSION, type SavedState, parseSaved, toBase64 } from './saved.ts';
import { asComplaint, refusedSentence } from './sentence.ts';
import type { ElementState, Teller } from './teller.ts';

/** What a method resolves to where it was refused. */
export interface RefusedAloud extends Omit<Refused, 'code'> {
  code: string;
  message: string;
}

export class ElementRun {
  goal: GoalWatch | null = null;
  rules: Rules = FREE;
  /** What the core's tables say against the attributes. */
  refused: Refused[] = [];
  words: Words = wordsFor('en');
  /** Whether the engine is there and the author's run has begun. */
  open = false;
  private loading = false;
  /** The attribute `run` as it was opened. */
  private opened = '';
  private authors: Resolved | null = null;
  private told: { complaint: Complaint | null; problem: EngineProblem | null } = { complaint: null, problem: null };
  private disposed = false;
  private readonly keeping: Keeping;

  constructor(
    readonly run: Run,
    private readonly teller: Teller,
    private values: AttributeValues,
    private readonly redraw: () => void,
  ) {
    this.keeping = new Keeping(run, () => ({
      store: this.values.store,
      authors: this.authors?.line ?? null,
      standing: this.state === 'ready' && !this.values.background,
    }));
    run.addEventListener('change', this.changed);
    run.guard = {
      change: (key, value) => complained(refusedChange(this.rules, key, value)),
      line: (wanted) => complained(this.authors && refusedLine(this.rules, this.authors, wanted)),
    };
  }

  get state(): ElementState {
    if (this.run.problem) return 'failed';
    if (this.open) return this.run.playing || this.run.progress?.running ? 'playing' : 'ready';
    return this.loading ? 'loading' : 'idle';
  }

  get line(): string | null {
    return this.open ? (this.run.resolved?.short ?? null) : null;
  }

  get iteration(): number {
    return this.run.completed;
  }

  /** Loads the engine and begins the author's run, or goes on with what the browser kept of it. `parameters`: to start from. */
  async begin(parameters: Float32Array | null): Promise<void> {
    const { run } = this;
    this.loading = true;
    this.stand();
    await run.open();
    if (this.disposed || run.problem) return this.changed();
    this.checkNames();
    // Another line may have been set while this one was being opened.
    do await this.openAuthors(parameters);
    while (!this.disposed && this.opened !== this.values.run);
    await this.keeping.recall();
    if (this.disposed) return;
    const { speed, task } = this.values;
    if (speed) run.setSpeed(speed);
    if (task > 1) run.choose(task - 1);
    this.open = true;
    this.teller.send('metarl-ready', { line: this.line, build: run.description!.build });
    this.changed();
    if (this.values.autoplay && !matchMedia('(prefers-reduced-motion: reduce)').matches) this.play();
  }

  /** The attributes are others now. */
  set(values: AttributeValues, changed: ReadonlySet<AttributeName>, parameters: Float32Array | null): void {
    this.values = values;
    this.rules = { lock: values.lock ?? [], bounds: values.bounds };
    if (changed.has('goal')) this.goal = values.goal && new GoalWatch(values.goal);
    if (this.run.description && ['lock', 'bounds', 'knobs'].some((name) => changed.has(name as AttributeName))) this.checkNames();
    if (!this.open) return;
    if (changed.has('speed') && values.speed) this.run.setSpeed(values.speed);
    if (changed.has('task')) this.run.choose(values.task - 1);
    if (changed.has('run') || changed.has('init-src')) void this.reopen(parameters);
    this.changed();
  }

  play(): void {
    if (!this.run.problem) this.run.play();
  }

  /** What the run said first against a method; null where it said nothing. `complaint` may be gone again: another method can follow at once. */
  async heard(act: () => Promise<unknown>): Promise<RefusedAloud | null> {
    const said: Complaint[] = [];
    const listen = (event: Event) => void said.push((event as RefusedEvent).complaint);
    this.run.addEventListener('refused', listen);
    await act();
    this.run.removeEventListener('refused', listen);
    return said[0] ? this.aloud(said[0]) : null;
  }

  say(refused: Refused): RefusedAloud {
    return { ...refused, message: refusedSentence(refused, this.words) };
  }

  async save(): Promise<SavedState | null> {
    const { run } = this;
    if (!this.open || !run.resolved) return null;
    const { line, short } = run.resolved;
    const kept = await run.keep();
    if (!kept) return null;
    const { bytes, receipt } = kept;
    return {
      format: SAVED_FORMAT,
      version: SAVED_VERSION,
      build: receipt.build,
      line: receipt.run === line ? short : receipt.run,
      iteration: receipt.iteration,
      hash: receipt.hash,
      snapshot: toBase64(bytes),
      parameters: null,
      speed: run.speed,
      task: run.task + 1,
      probe: run.probe ? Array.from(run.probe.task) : null,
    };
  }

  async restore(given: unknown): Promise<RefusedAloud | null> {
    const parsed = parseSaved(given);
    if (parsed.refused) return this.refuse(parsed.refused);
    const { line, snapshot, parameters, speed, task, probe } = parsed.value;
    const { run } = this;
    const refused = await this.heard(async () => {
      if (snapshot) await run.restore(snapshot);
      else if (line !== undefined || snapshot === null) await this.startLine(line ?? (line === null ? this.authors!.short : run.resolved!.short), parameters);
    });
    if (refused) return refused;
    if (speed !== undefined) run.setSpeed(speed ?? this.values.speed ?? SPEEDS[1]);
    if (task !== undefined) run.choose((task ?? this.values.task) - 1);
    if (probe === null) run.closeProbe();
    return probe ? this.heard(() => run.startProbe(Float32Array.from(probe))) : null;
  }

  curves(): Curves | null {
    const { run, line } = this;
    return line === null ? null : curvesOf({ line, build: run.description!.build, history: run.history, evaluations: run.evaluations });
  }

  receipt(): Promise<Receipt | null> {
    return this.open ? this.run.receipt() : Promise.resolve(null);
  }

  /** Tells the host, and gives it back to whoever asked. */
  refuse(refused: Refused): RefusedAloud {
    const aloud = this.say(refused);
    this.teller.send('metarl-refused', { code: aloud.code, key: aloud.key, value: aloud.value, message: aloud.message });
    return aloud;
  }

  /** Off screen the run gives its worker back; in sight it goes on where it was. */
  rest(resting: boolean): void {
    this.keeping.rest(resting, this.state === 'playing');
  }

  dispose(): void {
    this.disposed = true;
    this.keeping.end();
    this.run.removeEventListener('change', this.changed);
    this.run.dispose();
    this.open = this.loading = false;
    this.stand();
    this.teller.forget();
  }

  private async startLine(line: string, parameters?: Uint8Array | null): Promise<void> {
    await this.run.start(line, parameters ? { parameters: new Float32Array(parameters.slice().buffer) } : {});
  }

  private async openAuthors(given: Float32Array | null): Promise<void> {
    const { run, values } = this;
    const line = values.run || DEFAULT_LINE;
    this.opened = values.run;
    const start = await this.startOf(line, given);
    if (start?.refused) this.refuse(start.refused);
    // What cannot be started from is said; the run begins all the same.
    await run.openLink(start?.value?.line ?? line, start?.value?.parameters);
    this.authors = run.resolved;
  }

  private async startOf(line: string, given: Float32Array | null): Promise<Parsed<Start> | null> {
    const address = this.values['init-src'];
    if (given) return startFrom(line, new Uint8Array(given.buffer, given.byteOffset, given.byteLength));
    if (!address) return null;
    const file = await fetchParameters(address);
    return file.refused ? file : startFrom(line, file.value);
  }

  /** The author's run is another text now; where it is the same run all the same, nothing happens. */
  private async reopen(parameters: Float32Array | null): Promise<void> {
    const { run, authors } = this;
    const wanted = await run.resolve(this.values.run || DEFAULT_LINE);
    if (this.disposed || !wanted || (wanted.status === 'ok' && authors?.line === wanted.line && !this.values['init-src'] && !parameters)) return;
    await this.openAuthors(parameters);
    // The author's runs are the author's: what was left for this one was not left by the visitor.
    run.forgetLeft();
    this.changed();
  }

  private checkNames(): void {
    const found = unknownTo(this.run.description!.knobs, this.rules, this.values.knobs ?? []);
    const fresh = found.filter((one) => !this.refused.some((other) => JSON.stringify(other) === JSON.stringify(one)));
    this.refused = found;
    for (const refused of fresh) this.refuse(refused);
  }

  private readonly changed = (): void => {
    const { run, goal, teller } = this;
    if (this.open && goal) {
      const { refused } = goal;
      const settled = goal.look(run);
      if (goal.refused && goal.refused !== refused) this.refuse(goal.refused);
      if (settled) this.milestone(goal);
    }
    run.stopAt = (this.open && goal?.stop) || null;
    this.tellComplaints();
    this.stand();
    if (this.open) teller.iterations(this.iteration, () => this.statistics());
    this.keeping.changed();
    this.redraw();
  };

  private stand(): void {
    this.teller.stand({ state: this.state, line: this.line, iteration: this.iteration });
  }

  private statistics(): Record<string, number> {
    const { history } = this.run;
    return Object.fromEntries(history.names.map((name) => [name, history.column(name)?.at(-1) ?? Number.NaN]));
  }

  private milestone({ goal, state }: GoalWatch): void {
    const { outcome, value, reachedAt, iteration } = state;
    const reached = outcome === 'reached';
    this.teller.send('metarl-milestone', { kind: 'goal', reached, goal: formatGoal(goal), iteration: reachedAt ?? iteration, value, line: this.line });
  }

  /** What went wrong, once each. */
  private tellComplaints(): void {
    const { complaint, problem } = this.run;
    if (problem && problem !== this.told.problem) {
      this.teller.send('metarl-error', { code: problem.problem, message: this.words.text.problems[problem.problem](problem.detail) });
    }
    if (complaint && complaint !== this.told.complaint) {
      const { code, key, value, message } = this.aloud(complaint);
      if (ERRORS.includes(code)) this.teller.send('metarl-error', { code, message });
      else this.teller.send('metarl-refused', { code, key, value, message });
    }
    this.told = { complaint, problem };
  }

  private aloud(complaint: Complaint): RefusedAloud {
    const { code, key, value, args } = complaint;
    return { code, key, value, args, message: complaintSentence(complaint, this.words) };
  }
}

const complained = (refused: Refused | null) => refused && asComplaint(refused);

/** Complaints that are no refusals: something broke. */
const ERRORS = ['lost', 'diverged'];
