import { Client } from '../engine/client.ts';
import { EngineProblem } from '../engine/check.ts';
import { type Pool, poolFor } from '../engine/pool.ts';
import { type Parked, type Receipt, type Refusal, type Resolved, type Speed, type Trace, isRefusal } from '../engine/protocol.ts';
import { type Complaint, complaintOf, ownComplaint } from './complaint.ts';
import { Dependents } from './dependents.ts';
import { Ends } from './ends.ts';
import { type LineCause, LineEvent } from './events.ts';
import { type Guard, lineOfSnapshot } from './guard.ts';
import { fnv1a } from './hash.ts';
import { History } from './history.ts';
import { LeftRuns, type Stood } from './left.ts';
import { nextLine, withOwnLearner, withoutMisfit } from './next-line.ts';
import { DEFAULT_LINE, withValue } from './run-line.ts';
import { RunState } from './run-state.ts';
import { SAVED_VERSION, type SavedRun, checkSaved } from './saved.ts';
import type { ProbeState } from './shown.ts';

export interface RunOptions {
  /** Whose workers compute it; the page's own where nothing is said. */
  pool?: Pool;
  /** Whether it is measured against others, such as what learns nothing; so it is where nothing is said. */
  accompanied?: boolean;
}

export interface Start {
  /** For LineEvent; null where the line that was written elsewhere shall stay there. */
  cause?: LineCause | null;
  /** Meta-parameters that the line's `init` names. */
  parameters?: Float32Array;
  /** The knob that was set, and to what. */
  about?: { key: string; value: string };
}

/** Another run, and what becomes of it. */
interface Replacement {
  begin(): Promise<Resolved | Refusal | null>;
  /** Those that its line's `init` names, where they are at hand. */
  parameters?: Float32Array | null;
  cause: LineCause | null;
  refused(refusal: Refusal): boolean | Promise<boolean>;
}

/**
 * One run: everything that can be shown of it, and everything that it can be asked to do. It knows no page, no address, no
 * language; any number of them live side by side. It holds nothing before it is opened, and a worker only while it is
 * awake. Events: RunEvents.
 */
export class Run extends RunState {
  /** Number of the run among all that were here: another one for each that is started. */
  place = 0;
  /** Rules of a host. What a host opens itself, by `openLink`, is its own affair. */
  guard: Guard | null = null;
  private readonly pool: Pool;
  private readonly client: Client;
  private readonly left = new LeftRuns();
  private places = 0;
  private starts = 0;
  private readonly ends = new Ends();
  /** Other runs that live only as long as this one. */
  readonly dependents = new Dependents();
  /** The same, where it was there before. */
  private aim: { turn: number; iteration: number } | null = null;

  constructor({ pool = poolFor(), accompanied = true }: RunOptions = {}) {
    super();
    this.pool = pool;
    this.client = new Client(pool, {
      report: (report) => this.receive(report),
      recovered: (resolved, iteration, guilty) => this.recovered(resolved, iteration, guilty),
      lost: (reason) => this.fell(reason),
      failed: (problem) => this.failed(problem),
    }, accompanied);
    this.instruments.client = this.client;
  }

  get asleep(): boolean {
    return this.resolved !== null && this.client.asleep;
  }

  /** Loads the engine; false where that failed, and `problem` says why. */
  async open(): Promise<boolean> {
    try {
      this.description ??= await this.pool.describe();
      this.problem = null;
    } catch (error) {
      this.problem = error instanceof EngineProblem ? error : new EngineProblem('worker', String(error));
    }
    this.changed();
    return this.description !== null;
  }

  /** What the core says of a line, without starting it; null where the engine cannot be had. */
  async resolve(line: string): Promise<Resolved | Refusal | null> {
    return this.pool.resolve(line).catch(() => null);
  }

  /**
   * Starts a line that was written elsewhere, such as an address. Where its learner does not run on its tasks, their own
   * one does; where it is refused otherwise and nothing runs yet, the default run is shown beneath the complaint.
   */
  async openLink(line: string, parameters?: Float32Array): Promise<void> {
    if (await this.start(line || DEFAULT_LINE, { cause: 'link', ...(parameters ? { parameters } : {}) })) return;
    const { complaint, description } = this;
    const fitting = description && withOwnLearner(line, description);
    if (fitting && (await this.start(fitting.line, { cause: 'link' }))) {
      const { asked, tasks, learner } = fitting;
      return this.tell({ code: 'learner-instead', args: { asked, tasks, learner } });
    }
    if (!this.resolved && complaint) await this.openDefault(complaint);
  }

  /** As `openLink`, for a link that cannot be read at all. */
  async openDamagedLink(): Promise<void> {
    const complaint = ownComplaint('bad-link');
    if (this.resolved) this.complain(complaint);
    else await this.openDefault(complaint);
  }

  /** Starts a run. A refused line leaves everything as it is and says why. */
  async start(line: string, { cause = 'start', parameters, about }: Start = {}): Promise<boolean> {
    const own = cause === 'link' || cause === null;
    if (!own && !(await this.permits(line))) return false;
    const refused = (refusal: Refusal) => {
      const less = about && withoutMisfit(line, about.key, refusal.key);
      if (less) return this.start(less, { cause, parameters, about });
      this.complain(complaintOf(refusal, about));
      return false;
    };
    return this.replace({ begin: () => this.client.create(line, parameters), parameters, cause, refused });
  }

  /** Another value for a knob: at once where it is live, else by starting again. */
  async setKnob(key: string, value: string): Promise<void> {
    if (!this.resolved || !this.description) return;
    const against = this.guard?.change(key, value);
    if (against) return this.complain(against);
    if (this.resolved.live.includes(key) && this.completed > 0) {
      this.leaveAhead();
      const answer = await this.client.ask('change', { key, value });
      if (!answer) return;
      if (isRefusal(answer)) return this.complain(complaintOf(answer, { key, value }));
      this.complaint = null;
      this.resolved = answer;
      this.dispatchEvent(new LineEvent('change', false));
      return this.changed();
    }
    await this.start(nextLine(this.resolved, this.family, this.description, key, value), { about: { key, value } });
  }

  play(): void {
    this.ends.target = null;
    this.begin();
  }

  /**
   * Goes to where so many iterations are complete, as fast as it can, and stands still there. Where more are complete already, it is looked
   * back at: its parameters are then those that it had, bit for bit, and it keeps all that came after until it goes on from there.
   */
  async goTo(iteration: number): Promise<void> {
    if (!this.resolved) return;
    if (iteration < this.farthest || this.ahead) await this.lookAt(Math.min(iteration, this.farthest));
    if (iteration <= this.farthest || this.ahead) return;
    this.ends.target = iteration;
    this.begin();
  }

  /** Stands at a point where the run was before. */
  private async lookAt(iteration: number): Promise<void> {
    const turn = ++this.starts;
    this.aim = { turn, iteration };
    // What it would tell after it was left belongs to neither point.
    await this.pause();
    const ahead = await this.furthest();
    if (turn !== this.starts) return;
    if (!ahead) return void (this.aim = null);
    const { line } = ahead.resolved;
    const ground = iteration < ahead.parked.iteration ? this.marks.before(iteration, line) : null;
    this.ahead = ahead;
    this.changed();
    const answer = await (ground ? this.client.revisit(ground, line, iteration) : this.client.revive({ ...ahead.parked, mode: 'standing' }));
    if (turn !== this.starts) return;
    this.aim = null;
    if (!answer || isRefusal(answer)) return this.changed();
    if (ground) this.standAt(answer);
    else this.adopt(ahead);
    this.dispatchEvent(new LineEvent('change', false));
  }

  /** It goes on from where it was looked back at. What came after is left, and can be taken up again. */
  private leaveAhead(): void {
    const { ahead } = this;
    if (!ahead) return;
    this.left.leave({ place: this.place, stood: ahead });
    this.place = ++this.places;
    this.ahead = null;
    this.history.cut(this.completed);
    this.marks.cut(this.completed);
    this.dispatchEvent(new LineEvent('start', true));
  }

  private begin(): void {
    this.leaveAhead();
    this.playing = true;
    this.complaint = null;
    this.notice = null;
    this.go();
    this.changed();
  }

  /** Completed iterations that the run is on its way to; null where it is not. */
  get goingTo(): number | null {
    // Something else may have been asked for meanwhile.
    if (this.aim?.turn === this.starts) return this.aim.iteration;
    return this.playing ? this.ends.target : null;
  }

  /** Completed iterations at which a run that plays comes to stand; null for none. */
  get stopAt(): number | null {
    return this.ends.stop;
  }

  set stopAt(iteration: number | null) {
    if (iteration === this.ends.stop) return;
    this.ends.stop = iteration;
    if (this.playing) this.go();
  }

  /** Completed iterations at which a run that plays waits until the gate is another one; null for none. Those that it has passed already hold nobody. */
  set gate(iteration: number | null) {
    if (iteration === this.ends.gate) return;
    this.ends.gate = iteration;
    if (this.playing) this.go();
  }

  /** Settles when the run stands still. */
  async pause(): Promise<void> {
    this.playing = false;
    this.ends.target = null;
    this.changed();
    await this.client.ask('pause', {});
  }

  toggle(): void {
    if (this.progress?.running) void this.pause();
    else this.play();
  }

  /** Settles when the run stands still. */
  async step(until: 'phase' | 'iteration'): Promise<void> {
    this.leaveAhead();
    this.playing = false;
    this.ends.target = null;
    this.notice = null;
    await this.client.ask('step', { until });
    await this.untilStanding();
  }

  setSpeed(speed: Speed): void {
    this.chosenSpeed = speed;
    this.ends.target = null;
    if (this.playing) this.go();
    this.changed();
  }

  async reset(): Promise<void> {
    if (this.resolved) await this.start(this.resolved.short);
  }

  choose(task: number): void {
    this.task = task;
    this.closeProbe();
    void this.client.ask('choose', { task });
    this.changed();
  }

  /** Traces of several tasks of the batch, from 0, all of the same moment; null where there is no run, or where it is asleep. */
  film(tasks: readonly number[]): Promise<Trace[] | null> {
    return this.resolved ? this.client.askAwake('film', { tasks }) : Promise.resolve(null);
  }

  /** Adapts to a task that the visitor chose; the run is left untouched. */
  async startProbe(task: Float32Array): Promise<void> {
    if (!this.resolved) return;
    const { inner_steps, test_steps, episodes } = this.values;
    const steps = this.resolved.adaptation.trials ? Number(episodes) - 1 : Number(inner_steps ?? test_steps);
    const { id, answer } = this.client.send('probe', { task, steps });
    const probe: ProbeState = { task, trace: null, request: id };
    this.probe = probe;
    this.probeComplaint = null;
    this.changed();
    const found = await answer;
    if (this.probe !== probe) return;
    if (found && !isRefusal(found)) probe.trace = found;
    else this.probe = null;
    if (isRefusal(found)) this.complainOfProbe(complaintOf(found));
    this.changed();
  }

  closeProbe(): void {
    if (this.probe && !this.probe.trace) void this.client.ask('cancel', { request: this.probe.request });
    this.probe = null;
    this.probeComplaint = null;
    this.changed();
  }

  /** The core's snapshot; null where there is no run. */
  snapshot(): Promise<Uint8Array | null> {
    return this.resolved ? this.client.ask('snapshot', {}) : Promise.resolve(null);
  }

  /** The meta-parameters; null where there is no run. */
  parameters(): Promise<Float32Array | null> {
    return this.resolved ? this.client.ask('parameters', {}) : Promise.resolve(null);
  }

  /** The core's snapshot, and the receipt of just those parameters; null where there is no run. */
  keep(): Promise<{ bytes: Uint8Array; receipt: Receipt } | null> {
    return this.resolved ? this.client.ask('keep', {}) : Promise.resolve(null);
  }

  /** The receipt at the last completed iteration; null where there is no run. */
  receipt(): Promise<Receipt | null> {
    return this.resolved ? this.client.ask('receipt', {}) : Promise.resolve(null);
  }

  /** Goes on from the core's snapshot. */
  async restore(bytes: Uint8Array): Promise<boolean> {
    if (!(await this.permitsSnapshot(bytes))) return false;
    return this.replace({ begin: () => this.client.restore(bytes), cause: 'restore', refused: (refusal) => this.refuses(refusal) });
  }

  /** Enters a run that was trained beforehand. The snapshot is of one iteration before the point: that one is done here, so that it is seen. */
  async enter(bytes: Uint8Array, { iteration, seconds, build }: { iteration: number; seconds: number; build: string }): Promise<boolean> {
    if (!(await this.restore(bytes))) return false;
    const { place } = this;
    await this.step('iteration');
    if (this.place === place) this.tell({ code: 'trained', args: { iteration: String(iteration), seconds: String(seconds), build } });
    return true;
  }

  async startFromParameters(bytes: Uint8Array): Promise<boolean> {
    if (bytes.length === 0 || bytes.length % 4) {
      this.complain(ownComplaint('not-parameters'));
      return false;
    }
    const line = withValue(this.resolved?.short ?? DEFAULT_LINE, 'init', fnv1a(bytes));
    return this.start(line, { parameters: new Float32Array(bytes.slice().buffer) });
  }

  /** The run's whole state, as data that a browser can store; null where there is no run. */
  async save(): Promise<SavedRun | null> {
    const stood = await this.furthest();
    if (!stood) return null;
    const { parked, history, evaluations, resolved, speed } = stood;
    const found = Object.values(evaluations).flatMap((evaluation) => evaluation ?? []);
    return { version: SAVED_VERSION, build: this.description?.build ?? '', line: resolved.short, parked, history, evaluations: found, speed };
  }

  /** Goes on, standing still, where a run was saved. `saved` may come from anywhere. */
  async resume(saved: unknown): Promise<boolean> {
    if (!this.description && !(await this.open())) return false;
    const checked = checkSaved(saved, this.description!.statistics);
    if ('unfit' in checked) {
      this.complain(ownComplaint('not-saved', { part: checked.unfit }));
      return false;
    }
    const { parked, history, evaluations, speed } = checked.saved;
    if (!(await this.permitsSnapshot(parked.bytes, parked.changes))) return false;
    const resumed = await this.replace({ begin: () => this.client.revive(parked), cause: 'restore', refused: (refusal) => this.refuses(refusal) });
    if (!resumed) return false;
    this.history = History.of(history);
    this.history.cut(parked.iteration);
    this.evaluations = Object.fromEntries(evaluations.map((evaluation) => [evaluation.run, evaluation]));
    this.chosenSpeed = speed;
    this.task = parked.task;
    this.changed();
    return true;
  }

  /** Another run that stands where this one does, and goes its own way from here; null where there is no run. */
  async fork(): Promise<Run | null> {
    const stood = await this.stand();
    if (!stood) return null;
    const other = new Run({ pool: this.pool });
    other.description = this.description;
    await other.client.revive({ ...stood.parked, mode: 'standing' });
    other.place = ++other.places;
    other.adopt({ ...stood, trail: stood.trail.copy() });
    return other;
  }

  /** Another run, not yet begun, with the same workers and nothing measured beside it. It is put to sleep, woken and disposed with this one. */
  dependent(): Run {
    const other = new Run({ pool: this.pool, accompanied: false });
    other.description = this.description;
    this.dependents.add(other);
    return other;
  }

  /** The run that `undo` goes back to: its line in force, and its completed iterations; null where there is none. */
  get previous(): { line: string; iteration: number } | null {
    return this.left.tell(this.left.previous);
  }

  /** The run that `redo` goes back to. */
  get next(): { line: string; iteration: number } | null {
    return this.left.tell(this.left.next);
  }

  /** Back to the run that was left last, as it stood. */
  async undo(): Promise<boolean> {
    const place = this.left.previous;
    return place !== null && this.returnTo(place);
  }

  /** Takes an `undo` back. */
  async redo(): Promise<boolean> {
    const place = this.left.next;
    return place !== null && this.returnTo(place);
  }

  /** Whether the run at a place was left and can be taken up again. */
  has(place: number): boolean {
    return this.left.has(place);
  }

  /** Takes up a run that was left, as it stood but standing still; the present one is left for it. */
  async returnTo(place: number): Promise<boolean> {
    const stood = this.left.look(place);
    if (!stood) return false;
    const against = this.guard?.line(stood.resolved);
    if (against) {
      this.complain(against);
      return false;
    }
    const turn = ++this.starts;
    const present = await this.furthest();
    if (turn !== this.starts) return false;
    const answer = await this.client.revive({ ...stood.parked, mode: 'standing' });
    if (turn !== this.starts || !answer || isRefusal(answer)) return false;
    if (present) this.left.take(place, { place: this.place, stood: present });
    this.place = place;
    this.adopt(stood);
    this.dispatchEvent(new LineEvent('return', present !== null));
    return true;
  }

  /** There is no way back to any run that was left. */
  forgetLeft(): void {
    this.left.clear();
    this.changed();
  }

  /** Gives the worker back. The run goes on where it was, bit for bit, when it is woken or asked for anything. */
  async sleep(): Promise<void> {
    if (this.probe && !this.probe.trace) this.closeProbe();
    await Promise.all([this.client.sleep(), this.dependents.sleep()]);
    this.changed();
  }

  async wake(): Promise<void> {
    if (!this.resolved) return;
    await Promise.all([this.client.wake(), this.dependents.wake()]);
    if (this.playing && this.ends.next(this.completed) !== null) this.go();
    this.changed();
  }

  /** Gives everything back; nothing more is heard of the run. */
  dispose(): void {
    this.starts += 1;
    this.dependents.dispose();
    this.client.close();
    this.left.clear();
    this.resolved = this.progress = this.shown = this.updated = this.probe = null;
    this.evaluations = {};
    this.history = new History([]);
    this.trail.clear();
  }

  /** For tests of what happens when the worker is lost. */
  crash(): void {
    void this.client.ask('crash', {});
  }

  private go(): void {
    if (this.waiting && this.progress) {
      // It plays, and there is nothing for its worker to do yet.
      this.progress = { ...this.progress, running: true };
      return;
    }
    this.starting += 1;
    const until = this.ends.next(this.completed);
    const speed = this.ends.target === null ? this.speed : 'full';
    void this.client.ask('play', { speed, ...(until === null ? {} : { until }) }).then(() => (this.starting -= 1));
  }

  /** Whether it stands at its gate, and nowhere else. */
  protected override get waiting(): boolean {
    return !this.underWay && this.ends.waitsAt(this.completed);
  }

  /** Reports come in their order, so that what the worker said before its answer is known by now. */
  private async untilStanding(): Promise<void> {
    while (this.progress?.running) await new Promise((resolve) => this.addEventListener('change', resolve, { once: true }));
  }

  /** Whether the host's rules allow a line; a line that the core refuses is the core's affair. */
  private async permits(line: string): Promise<boolean> {
    const { guard } = this;
    if (!guard) return true;
    const wanted = await this.resolve(line);
    // Without the core nothing is known of the line, so nothing is allowed.
    if (!wanted) return false;
    if (isRefusal(wanted)) return true;
    const against = guard.line(wanted);
    if (against) this.complain(against);
    return !against;
  }

  /** Bytes that are no snapshot are the core's affair, too. */
  private async permitsSnapshot(bytes: Uint8Array, changes: Parked['changes'] = []): Promise<boolean> {
    const line = this.guard && lineOfSnapshot(bytes);
    if (line === null) return true;
    const against = changes.flatMap(({ key, value }) => this.guard!.change(key, value) ?? [])[0];
    if (against) this.complain(against);
    return !against && (await this.permits(line));
  }

  private async openDefault(complaint: Complaint): Promise<void> {
    // The line stays where it was written, for whoever wants to mend it.
    await this.start(DEFAULT_LINE, { cause: null });
    this.complaint = complaint;
    this.tell({ code: 'default-instead', args: {} });
  }

  /** Another run in the place of this one, which can be taken up again if anything was learned. */
  private async replace({ begin, parameters = null, cause, refused }: Replacement): Promise<boolean> {
    if (!this.description && !(await this.open())) return false;
    const turn = ++this.starts;
    const stood = this.farthest > 0 ? await this.furthest() : null;
    if (turn !== this.starts) return false;
    const answer = await begin();
    if (turn !== this.starts || !answer) return false;
    if (isRefusal(answer)) return refused(answer);
    if (stood) this.left.leave({ place: this.place, stood });
    else this.left.moveOn();
    this.place = ++this.places;
    this.began(answer, parameters);
    if (cause) this.dispatchEvent(new LineEvent(cause, stood !== null));
    this.changed();
    return true;
  }

  private refuses(refusal: Refusal): false {
    this.complain(complaintOf(refusal));
    return false;
  }

  /** The run at its furthest point. */
  private async furthest(): Promise<Stood | null> {
    return this.ahead ?? this.stand();
  }

  /** The run as it stands now; it goes on. Null where there is none, or its worker is lost meanwhile. */
  private async stand(): Promise<Stood | null> {
    const parked: Parked | null = this.resolved && (await this.client.ask('park', {}));
    const { resolved, progress, evaluations, shown, updated, task, marks } = this;
    if (!parked || !resolved) return null;
    return { resolved, parked, progress, history: this.history.data, evaluations, shown, updated, trail: this.trail.copy(), task, speed: this.chosenSpeed, marks: marks.copy() };
  }

  private recovered(resolved: Resolved, iteration: number, guilty: boolean): void {
    this.resolved = resolved;
    this.probe = null;
    const reached = Number.isFinite(iteration) ? iteration : this.completed;
    if (!this.ahead) this.history.cut(reached);
    if (guilty) {
      this.playing = false;
      this.tell({ code: 'recovered', args: { iteration: String(reached) } });
    } else if (this.playing) {
      // Another run's fault: this one repeats a little, and nobody need notice.
      this.go();
    }
  }

  private fell(reason: string): void {
    this.playing = false;
    this.complain(ownComplaint('lost', { reason }));
  }

  private failed(problem: EngineProblem): void {
    this.playing = false;
    this.problem = problem;
    this.changed();
  }
}
