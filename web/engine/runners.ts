import { Inspection } from './inspection.ts';
import { Landscape } from './landscape.ts';
import { Probe } from './probe.ts';
import { type Description, type Engine, type FromWorker, NO_RUN, type Report, type Request, type RunId } from './protocol.ts';
import { Runner, type Shared } from './runner.ts';
import { type Seat, Turns } from './turns.ts';
import { Findings } from './yardsticks.ts';

type Post = (message: FromWorker, transfer?: Transferable[]) => void;

/** The worker's side: answers requests, with a runner for each run. */
export class Runners {
  private shared: Shared | null = null;
  private readonly hosted = new Map<RunId, Runner>();

  constructor(
    private readonly post: Post,
    private readonly start: (module: WebAssembly.Module) => Promise<Engine>,
  ) {}

  async handle(request: Request): Promise<void> {
    try {
      if (request.kind === 'open') await this.open(request);
      else this.obey(request);
    } catch (error) {
      this.trapped(error, request.run);
    }
  }

  /** Whatever the module does that it must not do ends here; afterwards this worker is of no use any more. */
  private trapped(error: unknown, run: RunId): void {
    this.shared?.turns.close();
    this.shared = null;
    this.post({ kind: 'trapped', run, reason: error instanceof Error ? error.message : String(error) });
  }

  private answer({ id, run }: Request, value: unknown, transfer: Transferable[] = []): void {
    this.post({ kind: 'answer', id, run, value }, transfer);
  }

  private async open(request: Request & { kind: 'open' }): Promise<void> {
    const engine = await this.start(request.module);
    const description = JSON.parse(engine.describe()) as Description;
    const runOf = (seat: Seat) => [...this.hosted].find(([, runner]) => runner.seat === seat)?.[0] ?? NO_RUN;
    const turns = new Turns((error, seat) => this.trapped(error, runOf(seat)));
    this.shared = { engine, description, turns, findings: new Findings() };
    this.answer(request, description);
  }

  private obey(request: Exclude<Request, { kind: 'open' }>): void {
    if (!this.shared) return;
    if (request.kind === 'resolve') return this.answer(request, JSON.parse(this.shared.engine.resolve(request.line)));
    if (request.kind === 'close') return this.close(request);
    const runner = this.runnerFor(request.run, this.shared);
    switch (request.kind) {
      case 'create':
        return this.answer(request, runner.create(request.line, request.parameters, request.companions));
      case 'restore':
        return this.answer(request, runner.restore(request.bytes, request.companions));
      case 'revive':
        return runner.revive(request.parked, (answer) => this.answer(request, answer));
      case 'revisit':
        return runner.revisit(request.ground, request.line, request.iteration, (answer) => this.answer(request, answer));
      case 'play':
        runner.play(request.speed, request.until);
        return this.answer(request, null);
      case 'pause':
        runner.pause();
        return this.answer(request, null);
      case 'step':
        runner.step(request.until);
        return this.answer(request, null);
      case 'change':
        return this.answer(request, runner.change(request.key, request.value));
      case 'choose':
        runner.choose(request.task);
        return this.answer(request, null);
      case 'film':
        return this.answer(request, runner.film(request.tasks));
      case 'probe':
        return runner.study(new Probe(request.id, request.task, request.steps, (found) => this.answer(request, found)));
      case 'inspect':
        return runner.study(new Inspection(request.id, (found) => this.answer(request, found)));
      case 'landscape':
        return runner.study(new Landscape(request.id, request, () => runner.way, (found) => this.answer(request, found)));
      case 'cancel':
        runner.cancelStudy(request.request);
        return this.answer(request, null);
      case 'snapshot':
        return this.answer(request, runner.snapshot());
      case 'keep':
        return this.answer(request, { bytes: runner.snapshot(), receipt: runner.receipt() });
      case 'receipt':
        return this.answer(request, runner.receipt());
      case 'parameters':
        return this.answer(request, runner.parameters());
      case 'park':
        return this.answer(request, runner.park());
      case 'crash':
        runner.crash();
        return this.answer(request, null);
    }
  }

  private runnerFor(run: RunId, shared: Shared): Runner {
    const known = this.hosted.get(run);
    if (known) return known;
    const send = (report: Report, transfer?: Transferable[]) => this.post({ ...report, run }, transfer);
    const runner = new Runner(shared, send);
    this.hosted.set(run, runner);
    return runner;
  }

  private close(request: Request & { kind: 'close' }): void {
    this.hosted.get(request.run)?.close();
    this.hosted.delete(request.run);
    this.answer(request, null);
  }
}
