import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '#sources': fileURLToPath(new URL('./fake/sources.ts', import.meta.url)) } },
  test: { root: import.meta.dirname, include: ['../toolchain/**/*.test.ts', 'unit/**/*.test.ts', 'engines/**/*.test.ts'], retry: 0, testTimeout: 20_000 },
});
