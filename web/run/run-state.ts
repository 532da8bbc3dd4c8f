import { valuesAfter } from '../engine/changes.ts';
import type { EngineProblem } from '../engine/check.ts';
import type { Description, Evaluation, Family, Learner, Progress, Report, Resolved, RunName, Speed, Trace } from '../engine/protocol.ts';
import type { Complaint, Notice } from './complaint.ts';
import { type Curves, curvesOf } from './curves.ts';
import { EvaluationEvent, RefusedEvent, type RunEvents, StatisticsEvent } from './events.ts';
import { History } from './history.ts';
import { type InForce, inForce } from './in-force.ts';
import { Instruments } from './instruments.ts';
import type { Stood } from './left.ts';
import { Marks } from './marks.ts';
import { type ProbeState, type ShownTrace, taskOf } from './shown.ts';
import { isUnderWay } from './standing.ts';
import { Trail } from './trail.ts';

/** All that can be shown of a run, kept as reports of it come in. */
export abstract class RunState extends EventTarget {
  description: Description | null = null;
  resolved: Resolved | null = null;
  progress: Progress | null = null;
  history = new History([]);
  /** Of the run and of those that it is measured against, the latest. */
  evaluations: Partial<Record<RunName, Evaluation>> = {};
  shown: ShownTrace | null = null;
  /** The trace of the latest complete meta-update; it stays visible while the next iteration is on its way. */
  updated: Trace | null = null;
  trail = new Trail();
  /** The task of the batch that is shown, from 0. */
  task = 0;
  probe: ProbeState | null = null;
  readonly instruments = new Instruments(() => this.changed());
  complaint: Complaint | null = null;
  /** A refusal of the visitor's own task, to be shown at its fields. */
  probeComplaint: Complaint | null = null;
  notice: Notice | null = null;
  problem: EngineProblem | null = null;
  playing = false;
  /** Where it stood furthest, while it is looked back at; null where it is not. */
  protected ahead: Stood | null = null;
  protected marks = new Marks();
  /** Requests to play that the worker has not answered. */
  protected starting = 0;
  protected chosenSpeed: Speed | null = null;
  /** Whether it stands where it has to wait for others. */
  protected abstract get waiting(): boolean;

  on<K extends keyof RunEvents>(type: K, listener: (event: RunEvents[K]) => void, options?: AddEventListenerOptions): () => void {
    this.addEventListener(type, listener as EventListener, options);
    return () => this.removeEventListener(type, listener as EventListener);
  }

  get family(): Family | null {
    return this.description?.families.find((family) => family.name === this.resolved?.values.tasks) ?? null;
  }

  get learner(): Learner | null {
    return this.description?.learners.find((learner) => learner.name === this.resolved?.values.learner) ?? null;
  }

  get speed(): Speed {
    return this.chosenSpeed ?? this.resolved?.opening ?? 'medium';
  }

  /** The task whose adaptation is shown: the visitor's own, or one of the batch. */
  get shownTask(): Float32Array | null {
    return this.probe?.task ?? (this.shown && taskOf(this.shown));
  }

  /** Completed meta-iterations: the parameters, the receipt and the curves are theirs. */
  get completed(): number {
    return this.progress?.status.iteration ?? 0;
  }

  /** Completed iterations of its furthest point: more than `completed` while the run is looked back at. */
  get farthest(): number {
    return this.ahead?.parked.iteration ?? this.completed;
  }

  /** The earliest iteration that can be looked back at. */
  get earliest(): number {
    return this.marks.first ?? this.farthest;
  }

  /** The parameters that its line's `init` names, as far as they are at hand. */
  get startedFrom(): Float32Array {
    return this.marks.parameters;
  }

  /** Whether a meta-iteration has been begun and is not complete. */
  get underWay(): boolean {
    return this.progress !== null && isUnderWay(this.progress);
  }

  /** The number of the meta-iteration that is seen: of the one under way, or of the one that is complete. */
  get iteration(): number {
    return this.completed + (this.underWay ? 1 : 0);
  }

  /** Each knob's value in force: what was set while the run went on counts from the next iteration that begins. */
  get values(): Record<string, string> {
    return this.resolved ? valuesAfter(this.resolved, this.iteration) : {};
  }

  /** A knob's value in force, with its earlier values and their last iterations; null where the run does not have it. */
  inForce(key: string): InForce | null {
    return this.resolved && inForce(key, this.resolved, this.iteration);
  }

  /** Everything that was measured, as plain data. */
  curves(): Curves {
    return curvesOf(this.history, this.evaluations);
  }

  complain(complaint: Complaint): void {
    this.complaint = complaint;
    this.dispatchEvent(new RefusedEvent(complaint));
    this.changed();
  }

  complainOfProbe(complaint: Complaint): void {
    this.probeComplaint = complaint;
    this.dispatchEvent(new RefusedEvent(complaint));
    this.changed();
  }

  dismiss(): void {
    this.complaint = null;
    this.notice = null;
    this.changed();
  }

  /** Another run is here: nothing is known of it but its line. */
  /** `parameters`: those that its line's `init` names, where they are at hand. */
  protected began(resolved: Resolved, parameters: Float32Array | null): void {
    this.resolved = resolved;
    this.ahead = null;
    this.marks = Marks.of(resolved, parameters);
    this.complaint = this.probeComplaint = this.notice = null;
    this.playing = false;
    this.probe = this.shown = this.updated = this.progress = null;
    this.evaluations = {};
    this.instruments.clear();
    this.history = new History(this.description?.statistics ?? []);
    this.trail = new Trail();
    this.task = Math.min(this.task, Number(resolved.values.meta_batch_size ?? 1) - 1);
  }

  /** Shows a run as it stood. */
  protected adopt({ resolved, progress, history, evaluations, shown, updated, trail, task, speed, parked, marks }: Stood): void {
    this.resolved = resolved;
    this.ahead = null;
    this.marks = marks;
    this.complaint = this.probeComplaint = this.notice = this.probe = null;
    this.playing = false;
    this.progress = progress && { ...progress, running: false };
    this.history = History.of(history);
    this.history.cut(parked.iteration);
    this.evaluations = evaluations;
    this.instruments.clear();
    this.shown = shown;
    this.updated = updated;
    this.trail = trail;
    this.task = task;
    this.chosenSpeed = speed;
    this.changed();
  }

  /** Shows the run at a point where it was before: of what was measured beside it that stays which does not change with it. */
  protected standAt(resolved: Resolved): void {
    this.resolved = resolved;
    this.complaint = this.probeComplaint = this.notice = this.probe = null;
    this.shown = this.updated = null;
    const { run, pretrained, ...lasting } = this.ahead?.evaluations ?? {};
    this.evaluations = lasting;
    this.changed();
  }

  protected tell(notice: Notice): void {
    this.notice = notice;
    this.changed();
  }

  protected receive(report: Report): void {
    switch (report.kind) {
      case 'snapshot':
        this.marks.add(report.iteration, report.bytes);
        return;
      case 'share':
        return this.instruments.hear(report);
      case 'progress':
        this.progress = report.progress;
        // Its worker stands still where it waits for others, but it goes on by itself.
        if (this.playing && this.waiting) this.progress = { ...report.progress, running: true };
        // One that was sent before the worker heard that it shall play says nothing of that.
        if (!this.progress.running && !this.starting) this.playing = false;
        this.hearOfDivergence(report.progress);
        break;
      case 'statistics':
        this.history.add(report.iterations, report.rows);
        this.dispatchEvent(new StatisticsEvent(report.iterations, report.rows));
        break;
      case 'trace':
        this.shown = report;
        if (report.trace.meta_after) this.updated = report.trace;
        this.trail.add(report.iteration, report.complete, report.trace.tasks?.data);
        break;
      case 'evaluation':
        this.evaluations = { ...this.evaluations, [report.evaluation.run]: report.evaluation };
        this.dispatchEvent(new EvaluationEvent(report.evaluation));
        break;
    }
    this.changed();
  }

  private hearOfDivergence({ status }: Progress): void {
    if (status.state !== 'diverged' || this.complaint?.message === status.message) return;
    const { key, code, args, message } = status;
    this.complaint = { code, args, key, value: '', message };
    this.dispatchEvent(new RefusedEvent(this.complaint));
  }

  protected changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}
