import { Worker } from 'node:worker_threads';

/** One POST of JSON under a token, and how long its answer may take. */
export type Order = { url: string; token: string; body: string; timeoutMs: number };
export type Answer = { status: number; retryAfter: string | null; text: string };

/** What crosses over to the thread and back, each with the number of its order. */
export type Orders = [number, Order][];
export type Replies = [number, Answer | { failure: string }][];

type Waiting = { resolve(answer: Answer): void; reject(error: Error): void };
type Thread = (order: Order) => Promise<Answer>;

/**
 * Exchanges a request for its answer in a thread that does nothing else: encryption and the parsing of answers take no
 * time from people who wait. It begins with the first request, and anew with the next one after it died.
 *
 * @param program the thread's
 * @returns rejects where no answer came within its time, or the thread died
 */
export function exchanger(program = new URL('./exchange-entry.ts', import.meta.url)): Thread {
  let thread: Thread | null = null;
  return (order) => {
    thread ??= begin(program, () => {
      thread = null;
    });
    return thread(order);
  };
}

/** One thread for the whole process. */
export const exchange = exchanger();

function begin(program: URL, onEnd: () => void): Thread {
  const worker = new Worker(program);
  const waiting = new Map<number, Waiting>();
  let orders: Orders = [];
  let count = 0;
  // Only while somebody waits for an answer does it keep the process alive.
  worker.unref();
  worker.on('message', (replies: Replies) => {
    for (const [number, reply] of replies) {
      const one = waiting.get(number);
      waiting.delete(number);
      if ('failure' in reply) one?.reject(new Error(reply.failure));
      else one?.resolve(reply);
    }
    if (waiting.size === 0) worker.unref();
  });
  let failure: Error | null = null;
  worker.on('error', (error: Error) => {
    failure = error;
  });
  worker.on('exit', (code) => {
    onEnd();
    const error = failure ?? new Error(`The thread that posts ended (code ${code}).`);
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  });
  /** What is ordered in the same turn of the event loop crosses over together. */
  const order = (one: Order): void => {
    if (orders.length === 0) {
      setImmediate(() => {
        worker.postMessage(orders satisfies Orders);
        orders = [];
      });
    }
    count += 1;
    orders.push([count, one]);
  };
  return (one) =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) worker.ref();
      order(one);
      waiting.set(count, { resolve, reject });
    });
}
