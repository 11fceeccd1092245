import { parentPort } from 'node:worker_threads';
import { request } from 'undici';
import type { Answer, Order, Orders, Replies } from './exchange.ts';

/** The thread's own program: it posts what it is told to, and gives the answers back. */
let replies: Replies = [];

parentPort?.on('message', (orders: Orders) => {
  for (const [number, order] of orders) {
    post(order).then(
      (answer) => reply(number, answer),
      (error: unknown) => reply(number, { failure: error instanceof Error ? error.message : String(error) }),
    );
  }
});

async function post({ url, headers, body, timeoutMs }: Order): Promise<Answer> {
  // Not AbortSignal.timeout: its timer outlives the answer, thousands of them at a time.
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    const answer = await request(url, { method: 'POST', headers, body, signal: giveUp.signal });
    const retryAfter = answer.headers['retry-after'];
    return {
      status: answer.statusCode,
      retryAfter: retryAfter === undefined ? null : String(retryAfter),
      text: await answer.body.text(),
    };
  } finally {
    clearTimeout(timer);
  }
}

/** What is answered in the same turn of the event loop crosses over together. */
function reply(...one: Replies[number]): void {
  if (replies.length === 0) {
    setImmediate(() => {
      parentPort?.postMessage(replies);
      replies = [];
    });
  }
  replies.push(one);
}
