import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type Crossing, crossed, crossing } from '../failure.ts';
import { type Database, openDatabase } from './open.ts';

/** What every such thread is told, besides what its work needs: plain data. */
export type Order = { databaseUrl: string };

type Reply<Answer> = { answer: Answer } | { failure: Crossing };

/**
 * Has work done in a thread with a database connection of its own: reading or counting 100,000 customers takes seconds, and
 * the bot answers meanwhile.
 *
 * @param program one that calls {@link answerOnce}
 * @returns its answer, once the thread has gone and its claims with it
 * @throws Error what failed there, or that the thread died
 */
export function inThread<Answer>(program: URL, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: order });
    let reply: Reply<Answer> | null = null;
    let death: Error | null = null;
    worker.on('message', (said: Reply<Answer>) => {
      reply = said;
    });
    worker.on('error', (error: Error) => {
      death = error;
    });
    worker.on('exit', (code) => {
      if (reply && 'answer' in reply) resolve(reply.answer);
      else if (reply) reject(crossed(reply.failure));
      else reject(death ?? new Error(`A thread ended before it answered (code ${code}).`));
    });
  });
}

/**
 * The thread's own side: open, work, answer, close.
 *
 * @param handedOver what of the answer crosses over without a copy: it may be as long as the data
 */
export async function answerOnce<Told extends Order, Answer>(
  work: (db: Database, told: Told) => Promise<Answer>,
  handedOver: (answer: Answer) => ArrayBuffer[] = () => [],
): Promise<void> {
  const told = workerData as Told;
  const database = openDatabase(told.databaseUrl);
  try {
    const answer = await work(database.db, told);
    parentPort?.postMessage({ answer } satisfies Reply<Answer>, handedOver(answer));
  } catch (error) {
    parentPort?.postMessage({ failure: crossing(error) } satisfies Reply<Answer>);
  } finally {
    await database.close();
  }
}
