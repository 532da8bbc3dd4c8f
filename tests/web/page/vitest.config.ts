import { defineConfig } from 'vitest/config';

// One file after the other: tests that measure time must not share the processor with each other.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    retry: 0,
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
