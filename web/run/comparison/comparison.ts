import { EvaluationEvent } from '../events.ts';
import type { Complaint } from '../complaint.ts';
import type { Run } from '../run.ts';
import { Course } from './course.ts';
import { type Difference, differingLine, seededLine } from './differing.ts';
import { gateAfter } from './gates.ts';

/** Runs that differ from each other in more than their seed. */
export const MOST_CONTENDERS = 4;
/** Seeds that each of them may have. */
export const SEEDS = [1, 3, 5] as const;
/** Runs in all. */
export const MOST_RUNS = 12;

/** One run of a contender, and what is known of it. */
export interface Member {
  run: Run;
  course: Course;
  /** It was told to stand still, and its worker has not said that it does: until then it may be further than is known. */
  halting: boolean;
  stop(): void;
}

export interface Contender {
  /** Of the place among the others, from 0: its colour and its dashes go by it, and stay when others are removed. */
  place: number;
  /** Null for the first, which the others are made from. */
  difference: Difference | null;
  /** One for each seed, the first run's own seed first. */
  members: Member[];
}

/**
 * The first run, and others that differ from it in one thing each, side by side on the same tasks and random numbers. All of them go
 * where the first one goes: it waits at a gate until each of the others was there and was judged, so that none is further ahead than
 * that. `change`: anything may be another one.
 */
export class Comparison extends EventTarget {
  contenders: Contender[];
  seeds: number = SEEDS[0];
  /** The line of the first run that the others were made from. */
  private line: string;
  private gate: number | null = null;
  private due = false;
  private told = 0;
  private over = false;

  constructor(readonly first: Run) {
    super();
    this.line = first.resolved?.line ?? '';
    this.contenders = [{ place: 0, difference: null, members: [this.memberOf(first)] }];
    first.addEventListener('line', this.follow);
  }

  /** Runs beside the first. */
  get others(): Member[] {
    return this.contenders.flatMap(({ members }) => members).filter(({ run }) => run !== this.first);
  }

  /** Whether another contender can be had, with as many seeds as there are. */
  get full(): boolean {
    return this.contenders.length >= MOST_CONTENDERS || (this.contenders.length + 1) * this.seeds > MOST_RUNS;
  }

  /** Completed iterations at which the first run waits next. */
  get waitsAt(): number | null {
    return this.gate;
  }

  /** Another run, which differs in one thing; what speaks against it, else null. */
  async add(difference: Difference): Promise<Complaint | null> {
    const { first } = this;
    if (!first.resolved || !first.description || this.full) return null;
    const against = first.guard?.change(difference.key, difference.value);
    if (against) return against;
    const taken = this.contenders.map(({ place }) => place);
    const place = Array.from({ length: MOST_CONTENDERS }, (_, i) => i).find((i) => !taken.includes(i))!;
    const contender: Contender = { place, difference, members: [] };
    this.contenders = [...this.contenders, contender];
    return this.fill(contender);
  }

  remove(contender: Contender): void {
    if (!contender.difference) return;
    this.contenders = this.contenders.filter((other) => other !== contender);
    for (const member of contender.members) this.drop(member);
    this.changed();
  }

  /** So many seeds for every contender. */
  async setSeeds(seeds: number): Promise<void> {
    if (seeds * this.contenders.length > MOST_RUNS) return;
    this.seeds = seeds;
    for (const contender of this.contenders) {
      for (const member of contender.members.splice(seeds)) this.drop(member);
      await this.fill(contender);
    }
    this.changed();
  }

  /** Where a run diverged, by completed iterations; null where it did not. */
  divergedAt({ run }: Member): number | null {
    return run.progress?.status.state === 'diverged' ? run.completed : null;
  }

  dispose(): void {
    this.over = true;
    this.first.removeEventListener('line', this.follow);
    this.first.gate = null;
    for (const { members } of this.contenders) for (const member of members) this.drop(member);
    this.contenders = [];
  }

  private memberOf(run: Run): Member {
    const course = new Course();
    const heard = () => {
      if (run.progress) course.hear(run.progress);
      this.changed();
    };
    const evaluated = (event: Event) => {
      const { evaluation } = event as EvaluationEvent;
      if (evaluation.run !== 'run') return;
      course.add(evaluation);
      this.changed();
    };
    run.addEventListener('change', heard);
    run.addEventListener('evaluation', evaluated);
    if (run.evaluations.run) course.add(run.evaluations.run);
    const stop = () => {
      run.removeEventListener('change', heard);
      run.removeEventListener('evaluation', evaluated);
    };
    return { run, course, halting: false, stop };
  }

  private drop({ run, stop }: Member): void {
    stop();
    if (run !== this.first) this.first.dependents.drop(run);
  }

  /** Starts the runs that a contender lacks. Where it cannot be, it is removed, and what speaks against it comes back. */
  private async fill(contender: Contender): Promise<Complaint | null> {
    const { first, line } = this;
    const { difference, members } = contender;
    while (members.length < this.seeds && !this.over) {
      const { resolved, description } = first;
      if (!resolved || !description) return null;
      const other = difference ? differingLine(resolved, description, difference) : resolved.short;
      const member = this.memberOf(first.dependent());
      const after = members.push(member) - 1;
      const started = await member.run.start(seededLine(other, resolved.values.seed ?? '0', after), {
        cause: null,
        parameters: first.startedFrom,
        ...(difference ? { about: difference } : {}),
      });
      // The first run is another one by now, and so are the others.
      if (this.line !== line || !members.includes(member)) return null;
      const complaint = member.run.complaint ?? (started ? first.guard?.line(member.run.resolved!) : null) ?? null;
      if (!started || complaint) {
        this.remove(contender);
        return complaint;
      }
    }
    this.changed();
    return null;
  }

  /** The first run's line may be another one, and it may stand elsewhere. */
  private readonly follow = (): void => {
    const { first } = this;
    // While it is looked back at, the others stay where they are.
    if (!first.resolved || first.completed < first.farthest) return;
    if (first.resolved.line === this.line && first.completed > 0) {
      for (const { members } of this.contenders) for (const { course } of members) course.cut(first.completed);
      return this.changed();
    }
    this.line = first.resolved.line;
    this.gate = first.gate = null;
    for (const contender of this.contenders) {
      for (const member of contender.members.splice(0)) this.drop(member);
      if (!contender.difference) contender.members.push(this.memberOf(first));
    }
    // A difference that is the first run's own by now is none.
    this.contenders = this.contenders.filter(({ difference }) => !difference || first.resolved!.values[difference.key] !== difference.value);
    for (const contender of this.contenders) void this.fill(contender);
    this.changed();
  };

  private changed(): void {
    this.dispatchEvent(new Event('change'));
    if (this.due || this.over) return;
    this.due = true;
    // What a run does when it is told something must not be heard in the middle of telling the others.
    queueMicrotask(() => {
      this.due = false;
      if (!this.over) this.conduct();
    });
  }

  private conduct(): void {
    const { first, others } = this;
    if (!others.length || !first.resolved) {
      this.gate = first.gate = null;
      return;
    }
    if (first.completed < first.farthest) return;
    this.setGate();
    const fast = first.speed === 'full' || first.goingTo !== null;
    const limit = first.playing && fast && this.gate !== null ? this.gate : first.completed;
    for (const member of others) this.lead(member, limit);
    this.keepAwake();
  }

  private setGate(): void {
    const { first } = this;
    const { completed } = first;
    const [own] = this.contenders[0]!.members;
    // Of one that has passed this point already, nothing is to be waited for.
    const judged = ({ run, course }: Member) => course.at(completed) !== null || run.completed > completed || run.progress?.status.state === 'diverged' || run.problem !== null;
    const settled = judged(own!) && this.others.every(judged);
    const slow = first.speed !== 'full' && first.goingTo === null;
    const times = [first, ...this.others.map(({ run }) => run)].map((run) => run.progress?.iterationTime ?? Number.NaN).filter(Number.isFinite);
    const next = slow ? completed + 1 : gateAfter(completed, times.length ? Math.max(...times) : Number.NaN);
    const { gate } = this;
    if (gate !== null && completed < gate) this.gate = slow ? next : gate;
    else this.gate = settled || first.underWay ? next : completed;
    first.gate = this.gate;
  }

  /** From one point at which the first run was judged to the next, as far as `limit`; at each of them it is judged, too. */
  private lead(member: Member, limit: number): void {
    const { run, course } = member;
    // The first run was paused: what was to be done until its gate has time.
    if (run.playing && !this.first.playing && (run.goingTo ?? 0) > limit) return this.halt(member);
    if (member.halting) return;
    // Only of one that stands still it is known how far it is.
    if (!run.resolved || !run.progress || run.goingTo !== null || run.playing || run.progress.running || run.progress.status.state === 'diverged') return;
    const { completed } = run;
    if (completed > limit) {
      if (!this.first.playing) void run.goTo(limit);
      return;
    }
    const points = [...this.contenders[0]!.members[0]!.course.points.map(({ iteration }) => iteration), limit];
    if (points.includes(completed) && !course.at(completed)) return;
    const next = Math.min(...points.filter((point) => point > completed && point <= limit));
    if (Number.isFinite(next)) void run.goTo(next);
  }

  private halt(member: Member): void {
    if (member.halting) return;
    member.halting = true;
    void member.run.pause().then(() => {
      member.halting = false;
      this.changed();
    });
  }

  /** As long as others have a way to go, the first run is not idle: what would put it to sleep would do so to them. */
  private keepAwake(): void {
    const now = performance.now();
    if (now - this.told < 1000 || this.first.progress?.running || !this.others.some(({ run }) => run.goingTo !== null)) return;
    this.told = now;
    this.first.dispatchEvent(new Event('change'));
  }
}

const known = new WeakMap<Run, Comparison>();

/** The one comparison that a run is the first of. */
export function comparisonOf(run: Run): Comparison {
  let comparison = known.get(run);
  if (!comparison) {
    known.set(run, (comparison = new Comparison(run)));
    run.dependents.add({ sleep: async () => undefined, wake: async () => undefined, dispose: () => known.get(run)?.dispose() });
  }
  return comparison;
}
