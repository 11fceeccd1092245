import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Usually one core is left free; most tests here wait for processes, sockets and the disk.
    maxWorkers: '100%',
  },
});
