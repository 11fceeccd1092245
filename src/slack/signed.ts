import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Slack's clock and ours may differ by this much, either way, in seconds. */
const SKEW_S = 300;

/** Why a request is not from Slack, or `null` where it is: the signature over its exact body, and its time. */
export function signatureFault(
  { headers, body }: { headers: IncomingHttpHeaders; body: string },
  secret: string,
  nowMs: number,
): 'unsigned' | 'too old or too new' | 'wrong signature' | null {
  const { 'x-slack-request-timestamp': stamp, 'x-slack-signature': signature } = headers;
  if (typeof stamp !== 'string' || typeof signature !== 'string' || !/^\d{1,12}$/.test(stamp))
    return 'unsigned';
  if (Math.abs(nowMs / 1_000 - Number(stamp)) > SKEW_S) return 'too old or too new';
  const ours = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === ours.length && timingSafeEqual(given, ours) ? null : 'wrong signature';
}

type Json = Record<string, unknown>;

/** What Slack posted: an event as JSON, a command as a form, anything else as JSON in a form's `payload`. */
export function payloadOf(contentType: string, body: string): Json | null {
  // A form never begins with a brace: what a proxy did to the content type loses no event.
  if (/^application\/json\b/i.test(contentType) || body.startsWith('{')) return objectIn(body);
  const form = new URLSearchParams(body);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : objectIn(payload);
}

function objectIn(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}
