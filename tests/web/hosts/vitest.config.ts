import { defineConfig } from 'vitest/config';

// One file after the other: builds of hosts and running elements must not share the processor.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: ['./prepare.ts'],
    retry: 0,
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
