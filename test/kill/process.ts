import { type ChildProcess, spawn } from 'node:child_process';
import type { Sandbox } from '../../src/sandbox/server.ts';
import type { Checkpoint } from '../../src/slack/checkpoint.ts';
import { scripts } from '../shipped.ts';
import type { KillOrder } from './bot.ts';

/** Events come again sooner than from Slack, which takes minutes. */
export const SOON = { retryMs: [500, 1_000, 2_000] };

/** Where the bot dies by itself: at the so-manieth visit of a place. */
export type Death = { place: Checkpoint; times: number };

/** Runs the bot in a process of its own (bot.ts). */
export function spawnBot(sandbox: Sandbox, databaseUrl: string, death: Death | null): ChildProcess {
  const { botToken, appToken, apiUrl } = sandbox;
  const doom = { place: death?.place ?? null, times: death?.times ?? 0 };
  const order: KillOrder = { databaseUrl, scripts, botToken, appToken, apiUrl, ...doom };
  const bot = spawn(process.execPath, ['test/kill/bot.ts'], { stdio: ['pipe', 'ignore', 'inherit'] });
  // One that is killed before it has read its order needs none.
  bot.stdin.on('error', () => {});
  bot.stdin.end(JSON.stringify(order));
  return bot;
}

/**
 * Starts the bot again whenever it was killed, as a service manager would.
 * @param spawnNext gets the number of those before it
 */
export function keepAlive(spawnNext: (before: number) => ChildProcess) {
  let kills = 0;
  let ended = false;
  let running: ChildProcess;
  const next = (): void => {
    running = spawnNext(kills);
    running.once('exit', (code, signal) => {
      if (ended) return;
      if (signal !== 'SIGKILL') throw new Error(`the bot ended by itself with ${code ?? signal}`);
      kills += 1;
      next();
    });
  };
  next();
  return {
    kills: () => kills,
    kill: () => running.kill('SIGKILL'),
    end: async () => {
      ended = true;
      if (running.exitCode !== null || running.signalCode !== null) return;
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGKILL');
      await gone;
    },
  };
}
