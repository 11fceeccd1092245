import type { App, ReceiverEvent } from '@slack/bolt';
import { nameOf } from '../failure.ts';
import { type HttpAnswer, type HttpRequest, type Route, refusal } from '../http/route.ts';
import type { Log } from '../log.ts';
import type { WatchedReceiver } from './receiver.ts';
import { payloadOf, signatureFault } from './signed.ts';

export type HttpOptions = { signingSecret: string; log: Log };

/** Slack's own largest, a view with its state, stays far below this. */
const MAX_BODY_BYTES = 1_000_000;

/** Signed HTTP requests at `/slack/events`: a Bolt receiver, and the route that our own server gives it. */
export function httpReceiver(options: HttpOptions): { receiver: WatchedReceiver; route: Route } {
  let bolt: App | null = null;
  let isTaking = false;
  const handle = async (request: HttpRequest): Promise<HttpAnswer> => {
    if (!bolt || !isTaking) {
      return refusal(503, 'Mismatch is starting or stopping: try again.', { 'retry-after': '5' });
    }
    return answer(bolt, options, request);
  };
  return {
    receiver: {
      isConnected: () => isTaking,
      init: (app) => {
        bolt = app;
      },
      start: async () => {
        isTaking = true;
      },
      stop: async () => {
        isTaking = false;
      },
    },
    route: { method: 'POST', path: '/slack/events', maxBodyBytes: MAX_BODY_BYTES, handle },
  };
}

async function answer(
  app: App,
  { signingSecret, log }: HttpOptions,
  request: HttpRequest,
): Promise<HttpAnswer> {
  const text = await request.text();
  const { headers } = request;
  const fault = signatureFault({ headers, body: text }, signingSecret, Date.now());
  if (fault !== null) {
    log.warn({ fault }, 'a request that Slack did not sign was refused');
    return refusal(401, `The request is not signed as Slack signs it: ${fault}.`);
  }
  const body = payloadOf(headers['content-type'] ?? '', text);
  if (body === null) return refusal(400, 'The body cannot be read.');
  if (body.type === 'url_verification') return { status: 200, body: { challenge: body.challenge } };
  if (body.ssl_check === '1') return { status: 200, body: '' };
  const retry = Number(headers['x-slack-retry-num']);
  const reason = headers['x-slack-retry-reason'];
  const again = {
    ...(Number.isFinite(retry) ? { retryNum: retry } : {}),
    ...(typeof reason === 'string' ? { retryReason: reason } : {}),
  };
  return acknowledged((ack) => app.processEvent({ body, ack, ...again }), log);
}

/** Resolves with the acknowledgement, while the work it began may go on; an error before it makes Slack try again. */
function acknowledged(work: (ack: ReceiverEvent['ack']) => Promise<void>, log: Log): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const ack: ReceiverEvent['ack'] = async (response) =>
      resolve({ status: 200, body: response === undefined ? '' : response });
    work(ack).then(
      () => resolve({ status: 200, body: '' }),
      (error: unknown) => {
        log.error({ failure: nameOf(error) }, 'a delivery could not be taken; Slack sends it again');
        resolve(refusal(500, 'The delivery could not be taken.'));
      },
    );
  });
}
