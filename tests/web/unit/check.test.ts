import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { EngineProblem, type Problem, checkBrowser, loadModule, looksLikeWasm } from '../../../web/engine/check.ts';
import { en } from '../../../web/messages/en.ts';

afterEach(() => vi.unstubAllGlobals());

async function problemOf(answer: () => Promise<Response>): Promise<Problem> {
  vi.stubGlobal('fetch', answer);
  try {
    await loadModule('engine.wasm');
  } catch (error) {
    if (error instanceof EngineProblem) return error.problem;
  }
  throw new Error('There was no problem.');
}

test('Every way in which a server can fail to deliver the module is told apart', async () => {
  expect(await problemOf(() => Promise.reject(new TypeError('Failed to fetch')))).toBe('offline');
  expect(await problemOf(async () => new Response('', { status: 404 }))).toBe('missing');
  expect(await problemOf(async () => new Response('<!doctype html><p>Home</p>', { headers: { 'content-type': 'text/html' } }))).toBe('not-wasm');
  expect(await problemOf(async () => new Response(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 9)))).toBe('damaged');
});

test('A policy that forbids WebAssembly is no damage of the file', async () => {
  const refuse = () => {
    throw new WebAssembly.CompileError('violates the following Content Security Policy directive');
  };
  const { validate } = WebAssembly;
  vi.stubGlobal('WebAssembly', { validate, compile: async () => refuse(), Module: class { constructor() { refuse(); } } });
  expect(await problemOf(async () => new Response(readFileSync(new URL('../fake/engine.wasm', import.meta.url))))).toBe('forbidden');
});

test('A browser without WebAssembly or without SIMD is told before anything is fetched', () => {
  expect(checkBrowser).not.toThrow();
  vi.stubGlobal('WebAssembly', { validate: () => false });
  expect(checkBrowser).toThrow('no-simd');
  vi.stubGlobal('WebAssembly', undefined);
  expect(checkBrowser).toThrow('no-webassembly');
});

test('The stand-in module is a module, a page is not', () => {
  expect(looksLikeWasm(readFileSync(new URL('../fake/engine.wasm', import.meta.url)))).toBe(true);
  expect(looksLikeWasm(new TextEncoder().encode('<!doctype html>'))).toBe(false);
});

test('Each problem has one sentence that says what to do', () => {
  for (const sentence of Object.values(en.problems)) expect(sentence('x')).toMatch(/[;:].+\.$/);
});
