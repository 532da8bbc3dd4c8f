// The only place that touches the module.
import createEngine from '#engine';
import type { Request } from './protocol.ts';
import { Runners } from './runners.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

const runners = new Runners(
  (message, transfer = []) => scope.postMessage(message, transfer),
  (module) =>
    new Promise((resolve, reject) => {
      createEngine({
        instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) {
          void WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module), reject);
          return {};
        },
        // What the module prints has no place in the page's console.
        print: () => undefined,
        printErr: () => undefined,
      }).then(resolve, reject);
    }),
);

scope.onmessage = (event: MessageEvent<Request>) => void runners.handle(event.data);
