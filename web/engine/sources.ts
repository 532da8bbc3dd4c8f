// Where the engine comes from. Each way to take the element elsewhere has a module of its own for this, which its build puts in the
// place of `#sources`: files beside the page's script (beside.ts), files of a package, or text inside the script.

/** What a worker is for the page; a host or a test may have one of its own. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate(): void;
}

export interface Sources {
  /** Loads and compiles the module. Throws EngineProblem and nothing else. */
  module(): Promise<WebAssembly.Module>;
  /** Another worker that runs worker.ts. Throws where the page may have none. */
  worker(): WorkerLike;
}
