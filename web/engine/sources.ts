// Where the engine comes from. Each way to take the element elsewhere has a module of its own for this, which its build puts in the
// place of `#sources`: files beside the page's script (beside.ts), files of a package, or text inside the script.

export interface Sources {
  /** Loads and compiles the module. Throws EngineProblem and nothing else. */
  module(): Promise<WebAssembly.Module>;
  /** Another worker that runs worker.ts. Throws where the page may have none. */
  worker(): Worker;
}
