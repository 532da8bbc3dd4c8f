// The only place that touches the module. Everything that reaches it is a request of protocol.ts; whatever the module
// does that it must not do ends in one report, `trapped`, after which this worker is of no use any more.
import createEngine from '#engine';
import { Probe } from './probe.ts';
import type { Engine, FromWorker, Request, Trace } from './protocol.ts';
import { Runner } from './runner.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (message: FromWorker, transfer: Transferable[] = []) => scope.postMessage(message, transfer);
const answer = (id: number, value: unknown) => post({ kind: 'answer', id, value });

let engine: Engine | null = null;
let runner: Runner | null = null;
const probes = new Set<number>();

async function open(module: WebAssembly.Module): Promise<void> {
  engine = await createEngine({
    instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) {
      void WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module), trapped);
      return {};
    },
    // What the module prints has no place in the page's console.
    print: () => undefined,
    printErr: () => undefined,
  });
  runner = new Runner(engine, post);
}

function trapped(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  post({ kind: 'trapped', reason });
}

async function handle(request: Request): Promise<void> {
  if (request.kind === 'open') {
    await open(request.module);
    return answer(request.id, JSON.parse(engine!.describe()));
  }
  if (!engine || !runner) return;
  switch (request.kind) {
    case 'resolve':
      return answer(request.id, JSON.parse(engine.resolve(request.line)));
    case 'create':
      return answer(request.id, runner.create(request.line, request.parameters, request.companions));
    case 'restore':
      return answer(request.id, runner.restore(request.bytes, request.companions));
    case 'play':
      runner.play(request.speed);
      return answer(request.id, null);
    case 'pause':
      runner.pause();
      return answer(request.id, null);
    case 'step':
      runner.step(request.until);
      return answer(request.id, null);
    case 'change':
      return answer(request.id, runner.change(request.key, request.value));
    case 'choose':
      runner.choose(request.task);
      return answer(request.id, null);
    case 'probe':
      return probe(request.id, request.task, request.steps);
    case 'cancel':
      runner.cancelProbe(request.request);
      if (probes.delete(request.request)) answer(request.request, null);
      return answer(request.id, null);
    case 'snapshot':
      return answer(request.id, runner.snapshot());
    case 'parameters':
      return answer(request.id, runner.parameters());
    case 'crash':
      // Thrown where slices of work are: outside of any request.
      setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable'); });
      return answer(request.id, null);
  }
}

function probe(id: number, task: Float32Array, steps: number): void {
  // A new probe takes the place of the one under way, whose answer is that it was cancelled.
  for (const earlier of probes) answer(earlier, null);
  probes.clear();
  probes.add(id);
  const done = (trace: Trace) => {
    probes.delete(id);
    answer(id, trace);
  };
  const refusal = runner!.probe(new Probe(id, task, steps, done));
  if (refusal && probes.delete(id)) answer(id, refusal);
}

scope.onmessage = (event: MessageEvent<Request>) => {
  handle(event.data).catch(trapped);
};
// Slices run from a MessageChannel; what they throw arrives here.
scope.addEventListener('error', (event) => {
  event.preventDefault();
  trapped(event.error ?? event.message);
});
