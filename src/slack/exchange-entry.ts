import { parentPort } from 'node:worker_threads';
import { getGlobalDispatcher } from 'undici';
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

/** By the dispatcher itself: the stream and the signal that `request` makes for each answer cost as much as half of a call. */
async function post({ url, token, body, timeoutMs }: Order): Promise<Answer> {
  const { origin, pathname, search } = new URL(url);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json; charset=utf-8',
  };
  return new Promise((resolve, reject) => {
    const tooLate = new Error(`no answer within ${timeoutMs} ms`);
    let underWay: { abort(reason: Error): void } | null = null;
    let isTooLate = false;
    const timer = setTimeout(() => {
      isTooLate = true;
      underWay?.abort(tooLate);
      reject(tooLate);
    }, timeoutMs);
    const parts: Buffer[] = [];
    let status = 0;
    let retryAfter: string | null = null;
    getGlobalDispatcher().dispatch(
      { origin, path: pathname + search, method: 'POST', headers, body },
      {
        onRequestStart: (controller) => {
          underWay = controller;
          if (isTooLate) controller.abort(tooLate);
        },
        onResponseStart: (_, statusCode, { 'retry-after': seconds }) => {
          status = statusCode;
          retryAfter = seconds === undefined ? null : String(seconds);
        },
        onResponseData: (_, part) => void parts.push(part),
        onResponseEnd: () => {
          clearTimeout(timer);
          resolve({ status, retryAfter, text: Buffer.concat(parts).toString() });
        },
        onResponseError: (_, error) => {
          clearTimeout(timer);
          reject(error);
        },
      },
    );
  });
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
