import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    pool: 'forks',
    // Much of the time is spent waiting, for databases and containers: on two cores one at a time would take twice as long.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'libraries',
          include: [
            'packages/{contract,client,asl,layout,reader,extractor}/**/*.test.ts',
            'examples/**/*.test.ts',
            'benchmarks/src/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**'],
          ...timeouts,
        },
      },
      {
        test: {
          name: 'server',
          include: ['packages/server/src/**/*.test.ts'],
          globalSetup: ['packages/server/src/testing/global-setup.ts'],
          ...timeouts,
        },
      },
    ],
  },
});
