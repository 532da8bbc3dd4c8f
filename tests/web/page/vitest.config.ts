import { defineConfig } from 'vitest/config';

// Tests that measure time come last, one after the other: they must not share the processor with each other.
const timed = '**/*-pace.test.ts';
/** Too long for npm test. */
const long = '**/long/*.test.ts';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    globalSetup: ['./build-element.ts'],
    retry: 0,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'page', include: ['**/*.test.ts'], exclude: [timed, long], maxWorkers: 2, sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'long', include: [long], maxWorkers: 1, sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'pace', include: [timed], maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
