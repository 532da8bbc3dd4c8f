import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: ['../page/build-element.ts'],
    retry: 0,
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
    // Node 20 has WebSockets only if it is told so.
    execArgv: 'WebSocket' in globalThis ? [] : ['--experimental-websocket'],
  },
});
