import { createHmac } from 'node:crypto';

/** The headers with which Slack signs what it sends: an HMAC over version, time and the exact body. */
export function signedHeaders(secret: string, atMs: number, body: string): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1_000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}
