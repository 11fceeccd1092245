import { closeSync, fsyncSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kind, Order } from './interview/app.ts';
import { type Measured, underLoad } from './interview/load.ts';

const WARM_UP = 500;
const STEPS = 4_000;
const ROUNDS = 5;
const THROUGHPUT_GOAL = 0.8;
const ACK_GOAL = 2;
const HEAP_GOAL_MB = 20;

/**
 * The whole step of an interview (verify, store durably, take the answer, post the next question) beside a bare Bolt app
 * that makes one durable insert a step and says one line, and beside one that only says it: the same machine, the same
 * run, over both transports. `--quick` takes a tenth and leaves out the heap, `--http` and `--socket` choose one.
 */
export async function run(args: string[]): Promise<void> {
  const steps = args.includes('--quick') ? STEPS / 10 : STEPS;
  const chosen = (['http', 'socket'] as const).filter((one) => args.includes(`--${one}`));
  console.log(`one fsync of 4 kB: median ${fsyncMs().toFixed(2)} ms`);
  const transports = chosen.length > 0 ? chosen : (['http', 'socket'] as const);
  for (const transport of transports) await compare(transport, steps);
  if (args.includes('--quick')) return;
  for (const transport of transports) await heap(transport);
}

async function compare(transport: Order['transport'], steps: number): Promise<void> {
  const kinds: Kind[] = ['plain', 'durable', 'mismatch'];
  const rounds = new Map<Kind, Measured[]>(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const kind of kinds) {
      const app = await underLoad(kind, transport);
      await app.run(WARM_UP);
      rounds.get(kind)?.push(await app.run(steps));
      await app.end();
    }
  }
  const of = (kind: Kind) => middle(rounds.get(kind) ?? []);
  const [plain, durable, mismatch] = [of('plain'), of('durable'), of('mismatch')];
  print(transport, 'plain Bolt', plain);
  print(transport, 'durable Bolt', durable);
  print(transport, 'Mismatch', mismatch);
  const share = mismatch.perSecond / durable.perSecond;
  const slower = mismatch.ackMs.p99 / durable.ackMs.p99;
  verdict(
    `${transport}: throughput ${share.toFixed(2)} of the durable app's`,
    share >= THROUGHPUT_GOAL,
    THROUGHPUT_GOAL,
  );
  verdict(
    `${transport}: p99 of the acknowledgement ${slower.toFixed(2)} times its`,
    slower <= ACK_GOAL,
    ACK_GOAL,
  );
}

/** The heap after 10,000 and after 100,000 events in one process. */
async function heap(transport: Order['transport']): Promise<void> {
  const app = await underLoad('mismatch', transport);
  await app.run(10_000);
  const early = await app.heapMb();
  await app.run(90_000);
  const late = await app.heapMb();
  await app.end();
  const words = `${transport}: heap ${early.toFixed(1)} MB after 10,000 events, ${late.toFixed(1)} MB after 100,000`;
  verdict(words, late - early <= HEAP_GOAL_MB, HEAP_GOAL_MB);
}

/** The round of middle throughput. */
function middle(rounds: Measured[]): Measured {
  return rounds.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(rounds.length / 2)]!;
}

function print(transport: string, name: string, { perSecond, ackMs, processorMs }: Measured): void {
  const acks = `acknowledged in ${ackMs.median.toFixed(1)} ms (median), ${ackMs.p99.toFixed(1)} ms (p99)`;
  const { app, load } = processorMs;
  const processor = `processor ${app.toFixed(2)} ms a step, the load's ${load.toFixed(2)} ms`;
  console.log(
    `${transport.padEnd(7)}${name.padEnd(13)}${perSecond.toFixed(0).padStart(6)} steps/s, ${acks}; ${processor}`,
  );
}

function verdict(words: string, isMet: boolean, goal: number): void {
  if (!isMet) process.exitCode = 1;
  console.log(`${words}  (goal ${goal}) ${isMet ? 'ok' : 'MISSED'}`);
}

function fsyncMs(): number {
  const file = openSync(join(mkdtempSync(join(tmpdir(), 'mismatch-fsync-')), 'file'), 'w');
  const page = Buffer.alloc(4_096);
  const times = Array.from({ length: 200 }, (_, n) => {
    const start = performance.now();
    writeSync(file, page, 0, page.length, n * page.length);
    fsyncSync(file);
    return performance.now() - start;
  });
  closeSync(file);
  return times.sort((a, b) => a - b)[100] ?? 0;
}
