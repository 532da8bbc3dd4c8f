import { EngineProblem } from '../engine/check.ts';
import { Client } from '../engine/client.ts';
import {
  type Description,
  type Evaluation,
  type Family,
  type Learner,
  type Progress,
  type Refusal,
  type Report,
  type Resolved,
  type RunName,
  type Speed,
  type Trace,
  isRefusal,
} from '../engine/protocol.ts';
import { openingSpeed, playsTrials } from '../state/adapting.ts';
import { type Complaint, type Notice, complaintOf, ownComplaint } from './complaint.ts';
import { fnv1a } from './hash.ts';
import { History } from './history.ts';
import { nextLine, withoutMisfit } from './next-line.ts';
import { DEFAULT_LINE, withValue } from './run-line.ts';
import { type ProbeState, type ShownTrace, taskOf } from './shown.ts';
import { Trail } from './trail.ts';

/**
 * Why a run's line is another one now: a run was started; one was opened from a link; a knob was changed while it went
 * on; a snapshot was loaded.
 */
export type LineCause = 'start' | 'link' | 'change' | 'restore';

/** The line in force, `Run.resolved.short`, is another one now. */
export class LineEvent extends Event {
  constructor(readonly cause: LineCause) {
    super('line');
  }
}

/**
 * One run: everything that can be shown of it, and everything that it can be asked to do. It knows no page, no address,
 * no language; any number of them live side by side. Events: `change` whenever anything is another, `line` (LineEvent).
 */
export class Run extends EventTarget {
  description: Description | null = null;
  resolved: Resolved | null = null;
  progress: Progress | null = null;
  history = new History([]);
  evaluations: Partial<Record<RunName, Evaluation>> = {};
  shown: ShownTrace | null = null;
  /** The trace of the latest complete meta-update; it stays visible while the next iteration is on its way. */
  updated: Trace | null = null;
  readonly trail = new Trail();
  task = 0;
  probe: ProbeState | null = null;
  complaint: Complaint | null = null;
  /** A refusal of the visitor's own task, to be shown at its fields. */
  probeComplaint: Complaint | null = null;
  notice: Notice | null = null;
  problem: EngineProblem | null = null;
  playing = false;
  private readonly client: Client;
  private starts = 0;
  private chosenSpeed: Speed | null = null;

  constructor() {
    super();
    this.client = new Client({
      report: (report) => this.receive(report),
      recovered: (resolved, iteration) => this.recovered(resolved, iteration),
      lost: (reason) => this.complain(ownComplaint('lost', { reason })),
    });
  }

  get family(): Family | null {
    return this.description?.families.find((family) => family.name === this.resolved?.values.tasks) ?? null;
  }

  get learner(): Learner | null {
    return this.description?.learners.find((learner) => learner.name === this.resolved?.values.learner) ?? null;
  }

  get speed(): Speed {
    return this.chosenSpeed ?? openingSpeed(this.learner);
  }

  /** The task whose adaptation is shown: the visitor's own, or one of the batch. */
  get shownTask(): Float32Array | null {
    return this.probe?.task ?? (this.shown && taskOf(this.shown));
  }

  /** Loads the engine; false where that failed, and `problem` says why. */
  async open(): Promise<boolean> {
    try {
      this.description ??= await this.client.open();
    } catch (error) {
      this.problem = error instanceof EngineProblem ? error : new EngineProblem('worker', String(error));
    }
    this.changed();
    return this.description !== null;
  }

  /**
   * Starts a line that was written elsewhere, such as an address. Where it is refused and nothing runs yet, the default
   * run is shown beneath the complaint.
   */
  async openLink(line: string): Promise<void> {
    if (await this.start(line || DEFAULT_LINE, { cause: 'link' })) return;
    const { complaint } = this;
    if (!this.resolved && complaint) await this.openDefault(complaint);
  }

  /** As `openLink`, for a link that cannot be read at all. */
  async openDamagedLink(): Promise<void> {
    const complaint = ownComplaint('bad-link');
    if (this.resolved) this.complain(complaint);
    else await this.openDefault(complaint);
  }

  private async openDefault(complaint: Complaint): Promise<void> {
    // The line stays where it was written, for whoever wants to mend it: no event tells of another one.
    await this.start(DEFAULT_LINE, { cause: null });
    this.complaint = complaint;
    this.notice = { code: 'default-instead', args: {} };
    this.changed();
  }

  /** Starts a run. A refused line leaves everything as it is and says why. `about`: the knob that was set. */
  async start(
    line: string,
    { cause = 'start', parameters, about }: { cause?: LineCause | null; parameters?: Float32Array; about?: { key: string; value: string } } = {},
  ): Promise<boolean> {
    const turn = ++this.starts;
    const answer = await this.client.create(line, parameters);
    if (turn !== this.starts) return false;
    if (isRefusal(answer)) {
      const less = about && withoutMisfit(line, about.key, answer.key);
      if (less) return this.start(less, { cause, parameters, about });
      this.refused(answer, about);
      return false;
    }
    this.began(answer);
    if (cause) this.dispatchEvent(new LineEvent(cause));
    return true;
  }

  /** Another value for a knob: at once where it is live, else by starting again. */
  async setKnob(key: string, value: string): Promise<void> {
    if (!this.resolved || !this.description) return;
    if (this.resolved.live.includes(key) && (this.progress?.status.iteration ?? 0) > 0) {
      const answer = await this.client.change(key, value);
      if (isRefusal(answer)) return this.refused(answer, { key, value });
      this.complaint = null;
      this.resolved = answer;
      this.dispatchEvent(new LineEvent('change'));
      return this.changed();
    }
    await this.start(nextLine(this.resolved, this.family, this.description, key, value), { about: { key, value } });
  }

  play(): void {
    this.playing = true;
    this.complaint = null;
    this.notice = null;
    void this.client.ask('play', { speed: this.speed });
    this.changed();
  }

  pause(): Promise<null> {
    this.playing = false;
    this.changed();
    return this.client.ask('pause', {});
  }

  toggle(): void {
    if (this.progress?.running) void this.pause();
    else this.play();
  }

  step(until: 'phase' | 'iteration'): void {
    this.playing = false;
    this.notice = null;
    void this.client.ask('step', { until });
  }

  setSpeed(speed: Speed): void {
    this.chosenSpeed = speed;
    if (this.playing) void this.client.ask('play', { speed });
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

  async startProbe(task: Float32Array): Promise<void> {
    const { inner_steps, test_steps, episodes } = this.resolved!.values;
    const steps = playsTrials(this.family, this.learner) ? Number(episodes) - 1 : Number(inner_steps ?? test_steps);
    const { id, answer } = this.client.send('probe', { task, steps });
    const probe: ProbeState = { task, trace: null, request: id };
    this.probe = probe;
    this.probeComplaint = null;
    this.changed();
    const found = await answer;
    if (this.probe !== probe) return;
    if (isRefusal(found)) {
      this.probe = null;
      return this.complainOfProbe(complaintOf(found));
    }
    if (found) probe.trace = found;
    else this.probe = null;
    this.changed();
  }

  closeProbe(): void {
    if (this.probe && !this.probe.trace) void this.client.ask('cancel', { request: this.probe.request });
    this.probe = null;
    this.probeComplaint = null;
    this.changed();
  }

  snapshot(): Promise<Uint8Array> {
    return this.client.ask('snapshot', {});
  }

  parameters(): Promise<Float32Array> {
    return this.client.ask('parameters', {});
  }

  async restore(bytes: Uint8Array): Promise<void> {
    const answer = await this.client.restore(bytes);
    if (isRefusal(answer)) return this.refused(answer);
    this.began(answer);
    this.dispatchEvent(new LineEvent('restore'));
  }

  async startFromParameters(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0 || bytes.length % 4) return this.complain(ownComplaint('not-parameters'));
    const line = withValue(this.resolved?.short ?? DEFAULT_LINE, 'init', fnv1a(bytes));
    await this.start(line, { parameters: new Float32Array(bytes.slice().buffer) });
  }

  complain(complaint: Complaint): void {
    this.complaint = complaint;
    this.changed();
  }

  complainOfProbe(complaint: Complaint): void {
    this.probeComplaint = complaint;
    this.changed();
  }

  dismiss(): void {
    this.complaint = null;
    this.notice = null;
    this.changed();
  }

  /** For tests of what happens when the worker is lost. */
  crash(): void {
    void this.client.ask('crash', {});
  }

  private began(resolved: Resolved): void {
    this.resolved = resolved;
    this.complaint = null;
    this.probeComplaint = null;
    this.notice = null;
    this.playing = false;
    this.probe = null;
    this.shown = null;
    this.updated = null;
    this.progress = null;
    this.evaluations = {};
    this.history = new History(this.description?.statistics ?? []);
    this.trail.clear();
    this.task = Math.min(this.task, Number(resolved.values.meta_batch_size ?? 1) - 1);
    this.changed();
  }

  private refused(refusal: Refusal, about?: { key: string; value: string }): void {
    this.complain(complaintOf(refusal, about));
  }

  private recovered(resolved: Resolved, iteration: number): void {
    this.resolved = resolved;
    this.playing = false;
    this.probe = null;
    const reached = Number.isFinite(iteration) ? iteration : this.progress?.status.iteration ?? 0;
    this.history.cut(reached);
    this.notice = { code: 'recovered', args: { iteration: String(reached) } };
    this.changed();
  }

  private receive(report: Exclude<Report, { kind: 'trapped' | 'snapshot' }>): void {
    switch (report.kind) {
      case 'progress':
        this.progress = report.progress;
        if (!report.progress.running) this.playing = false;
        if (report.progress.status.state === 'diverged') {
          const { code = 'diverged', args = {}, message } = report.progress.status as { code?: string; args?: Record<string, string>; message: string };
          this.complaint = { code, args, key: '', value: '', message };
        }
        break;
      case 'statistics':
        this.history.add(report.iterations, report.rows);
        break;
      case 'trace':
        this.shown = report;
        if (report.trace.meta_after) this.updated = report.trace;
        this.trail.add(report.iteration, report.complete, report.trace.tasks?.data);
        break;
      case 'evaluation':
        this.evaluations = { ...this.evaluations, [report.evaluation.run]: report.evaluation };
        break;
    }
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
