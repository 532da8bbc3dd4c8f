import { EngineProblem } from './check.ts';
import type { Lease, Pool } from './pool.ts';
import { type Answers, type Kind, type Parked, type Refusal, type Report, type Requests, type Resolved, isRefusal } from './protocol.ts';
import { type Errand, errand } from './worker-link.ts';

export interface ClientEvents {
  report(report: Report): void;
  /**
   * The worker was lost and the run stands in another one, at the end of `iteration` (NaN where that is not known).
   * `guilty`: it was lost while it worked for this run, which has nothing computed beside it any more.
   */
  recovered(resolved: Resolved, iteration: number, guilty: boolean): void;
  /** The worker was lost and the run cannot go on. */
  lost(reason: string): void;
  /** No worker could be had. */
  failed(problem: EngineProblem): void;
}

/** Two losses within this many milliseconds: another attempt would end in the same way. */
const HOPELESS = 4000;

/** What a worker needs to go on with the run. */
type Origin =
  | { kind: 'line'; line: string; parameters: Float32Array }
  | { kind: 'snapshot'; bytes: Uint8Array; iteration: number }
  | { kind: 'parked'; parked: Parked };

type Begun = Promise<Resolved | Refusal | null>;

/**
 * The page's end of one run: asks, listens, takes a place in a worker when one is needed and gives it back, and finds
 * another place when the worker is lost. What is asked meanwhile waits in order. Whatever will not be answered, because
 * the worker was lost or the run closed, is answered by null.
 */
export class Client {
  private lease: Lease | null = null;
  private waking: Promise<void> | null = null;
  private parking: Promise<void> | null = null;
  private beginning: Promise<unknown> = Promise.resolve();
  private wanted: 'awake' | 'asleep' = 'awake';
  /** What waits for a place; and what was asked after the run was told to sleep, and waits until it does. */
  private readonly outbox: Errand[] = [];
  private readonly held: Errand[] = [];
  /** Where the run begins in its next worker; null as long as there is none. */
  private origin: Origin | null = null;
  /** Whether the worker was lost since, and by whose doing. */
  private fall: 'none' | 'innocent' | 'guilty' = 'none';
  private lastLoss = Number.NEGATIVE_INFINITY;
  private closed = false;

  constructor(
    private readonly pool: Pool,
    private readonly events: ClientEvents,
    /** Whether the run is measured against others. */
    private readonly accompanied = true,
  ) {}

  /** Holds no place in a worker, and has asked for none. */
  get asleep(): boolean {
    return this.lease === null && this.waking === null;
  }

  ask<K extends Kind>(kind: K, body: Requests[K], transfer: Transferable[] = []): Promise<Answers[K] | null> {
    return this.send(kind, body, transfer).answer;
  }

  /** As `ask`, but nobody is woken for it: null where the run is asleep or about to be. */
  async askAwake<K extends Kind>(kind: K, body: Requests[K]): Promise<Answers[K] | null> {
    return this.lease && !this.parking ? this.ask(kind, body) : null;
  }

  /** As `ask`, with the id under which the request can be cancelled. */
  send<K extends Kind>(kind: K, body: Requests[K], transfer: Transferable[] = []): { id: number; answer: Promise<Answers[K] | null> } {
    const { errand: sent, answer } = errand(kind, body, transfer);
    if (this.closed) sent.settle(null);
    else if (this.parking) this.held.push(sent);
    else if (this.lease) this.lease.post(sent);
    else {
      this.outbox.push(sent);
      void this.wake();
    }
    return { id: sent.id, answer };
  }

  create(line: string, parameters: Float32Array = new Float32Array(0)): Begun {
    return this.begin(this.ask('create', { line, parameters, companions: this.accompanied }), ({ line: canonical }) => ({ kind: 'line', line: canonical, parameters }));
  }

  restore(bytes: Uint8Array): Begun {
    return this.begin(this.ask('restore', { bytes, companions: this.accompanied }), () => ({ kind: 'snapshot', bytes, iteration: Number.NaN }));
  }

  /** Goes on with a run that was parked. */
  revive(parked: Parked): Begun {
    return this.begin(this.ask('revive', { parked }), () => ({ kind: 'parked', parked }));
  }

  /** Goes to the end of an iteration that the run has completed before; null also where something else was asked for before it was there. */
  revisit(ground: Requests['revisit']['ground'], line: string, iteration: number): Begun {
    return this.ask('revisit', { ground, line, iteration });
  }

  /** Gives the place in a worker back. The run goes on from there when it is asked for anything. */
  async sleep(): Promise<void> {
    this.wanted = 'asleep';
    if (this.closed || this.asleep) return;
    this.parking ??= this.fallAsleep();
    return this.parking;
  }

  /** Takes a place in a worker again. */
  async wake(): Promise<void> {
    this.wanted = 'awake';
    // Once it has fallen asleep it wakes by itself.
    if (this.parking) return this.parking;
    if (this.closed || this.lease) return;
    this.waking ??= this.enter().finally(() => (this.waking = null));
    return this.waking;
  }

  close(): void {
    this.closed = true;
    this.lease?.release();
    this.lease = null;
    this.origin = null;
    this.drop();
  }

  private async begin(begun: Begun, origin: (resolved: Resolved) => Origin): Begun {
    this.beginning = begun;
    const answer = await begun;
    if (answer && !isRefusal(answer)) this.origin = origin(answer);
    return answer;
  }

  private async fallAsleep(): Promise<void> {
    await this.waking;
    await this.beginning;
    const { lease } = this;
    if (lease) {
      const { errand: parking, answer } = errand('park', {});
      lease.post(parking);
      const parked = await answer;
      // Null where the worker was lost meanwhile: then the run stands at its latest snapshot.
      if (parked && !this.closed) this.origin = { kind: 'parked', parked };
      if (this.lease === lease) {
        this.lease = null;
        lease.release();
      }
    }
    this.parking = null;
    this.outbox.push(...this.held.splice(0));
    if (this.outbox.length || this.wanted === 'awake') await this.wake();
  }

  private async enter(): Promise<void> {
    let lease: Lease;
    try {
      lease = await this.pool.lease({ report: (report) => this.receive(report), lost: (reason, guilty) => this.lose(reason, guilty) });
    } catch (error) {
      this.drop();
      return this.events.failed(error instanceof EngineProblem ? error : new EngineProblem('worker', String(error)));
    }
    if (this.closed) return lease.release();
    this.lease = lease;
    if (this.origin) void this.stand(lease, this.origin);
    for (const waiting of this.outbox.splice(0)) lease.post(waiting);
  }

  /** In a new place, where the run stood in the old one or, after a loss, as near to it as is known. */
  private async stand(lease: Lease, origin: Origin): Promise<void> {
    const { fall } = this;
    this.fall = 'none';
    const companions = this.accompanied && fall !== 'guilty';
    const { errand: standing, answer } =
      origin.kind === 'line'
        ? errand('create', { line: origin.line, parameters: origin.parameters, companions })
        : origin.kind === 'snapshot'
          ? errand('restore', { bytes: origin.bytes, companions })
          : errand('revive', { parked: fall !== 'guilty' ? origin.parked : { ...origin.parked, mode: 'standing', beside: null } });
    lease.post(standing);
    const resolved = await answer;
    if (!resolved) return;
    const iteration = origin.kind === 'parked' ? origin.parked.iteration : origin.kind === 'snapshot' ? origin.iteration : 0;
    if (isRefusal(resolved)) this.events.lost(resolved.message);
    else if (fall !== 'none' || origin.kind !== 'parked') this.events.recovered(resolved, iteration, fall === 'guilty');
  }

  private receive(report: Report): void {
    if (report.kind === 'snapshot') this.origin = { kind: 'snapshot', bytes: report.bytes, iteration: report.iteration };
    this.events.report(report);
  }

  private lose(reason: string, guilty: boolean): void {
    this.lease = null;
    if (this.closed) return;
    this.fall = guilty ? 'guilty' : 'innocent';
    if (guilty) {
      const now = performance.now();
      const hopeless = now - this.lastLoss < HOPELESS;
      this.lastLoss = now;
      if (hopeless || !this.origin) {
        this.drop();
        return this.events.lost(reason);
      }
    }
    // Who was about to sleep may as well sleep.
    if (this.origin && !this.parking) void this.wake();
  }

  private drop(): void {
    for (const { settle } of [...this.outbox.splice(0), ...this.held.splice(0)]) settle(null);
  }
}
