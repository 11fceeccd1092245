import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

// Bots and workers that tests start are compiled once, as src/mismatch.js does it for what people start.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/mismatch', import.meta.url));

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Only what never comes is waited for so long: how fast a machine is decides nothing.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000, interval: 25 } },
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    // The files of a worker share its process one after the other: whatever a test changes there, as test/cli/command.ts does
    // with process.env and the working folder, it puts back before it ends, and no test of that file may be concurrent.
    isolate: false,
    // One more than there are cores: many tests here wait for processes, sockets and the disk.
    maxWorkers: availableParallelism() + 1,
  },
});
