// Gets the module and looks at what a server sent before any of it runs, so that a missing or wrong file is named as such.

export type Problem = 'no-webassembly' | 'no-simd' | 'missing' | 'offline' | 'not-wasm' | 'forbidden' | 'damaged' | 'worker';

export class EngineProblem extends Error {
  constructor(
    readonly problem: Problem,
    readonly detail = '',
  ) {
    super(`${problem} ${detail}`.trim());
  }
}

/** Where the engine's module is: its address, its bytes, or the module itself, compiled already. */
export type EngineSource = string | URL | BufferSource | WebAssembly.Module;

// The smallest module that uses SIMD: a function that makes a v128 and drops it.
const simd = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11,
]);

export function checkBrowser(): void {
  if (typeof WebAssembly !== 'object') throw new EngineProblem('no-webassembly');
  if (!WebAssembly.validate(simd)) throw new EngineProblem('no-simd');
}

export function looksLikeWasm(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d;
}

/** The compiled module. Throws EngineProblem and nothing else. */
export async function loadModule(source: EngineSource): Promise<WebAssembly.Module> {
  checkBrowser();
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === 'string' || source instanceof URL) return fetchModule(source);
  return compile(ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source), '');
}

async function fetchModule(address: string | URL): Promise<WebAssembly.Module> {
  let response: Response;
  try {
    response = await fetch(address);
  } catch {
    throw new EngineProblem('offline');
  }
  if (!response.ok) throw new EngineProblem('missing', String(response.status));
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new EngineProblem('offline');
  }
  return compile(bytes, response.headers.get('content-type') ?? '');
}

/** `kind`: what it was said to be. */
async function compile(bytes: Uint8Array, kind: string): Promise<WebAssembly.Module> {
  if (!looksLikeWasm(bytes)) throw new EngineProblem('not-wasm', kind);
  try {
    return await WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>);
  } catch {
    throw new EngineProblem(isForbidden() ? 'forbidden' : 'damaged');
  }
}

/** Whether the page's policy forbids WebAssembly: then not even the smallest module is compiled. */
function isForbidden(): boolean {
  try {
    return !new WebAssembly.Module(simd);
  } catch {
    return true;
  }
}
