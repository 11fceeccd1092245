import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long somebody may take between "Add to Slack" and "Allow", in milliseconds. */
export const STATE_MS = 600_000;

/** What comes back with the browser from Slack, so that nobody can finish an installation that they did not begin. */
export function signState(nonce: string, nowMs: number, secret: string): string {
  const body = `${nowMs + STATE_MS}.${nonce}`;
  return `${body}.${macOf(body, secret)}`;
}

/** The nonce of a state that we signed and that is still good; `null` for any other. */
export function readState(state: string, nowMs: number, secret: string): string | null {
  const [until = '', nonce = '', mac = '', ...more] = state.split('.');
  if (more.length > 0 || nonce === '' || !(Number(until) > nowMs)) return null;
  const [given, ours] = [Buffer.from(mac), Buffer.from(macOf(`${until}.${nonce}`, secret))];
  return given.length === ours.length && timingSafeEqual(given, ours) ? nonce : null;
}

function macOf(body: string, secret: string): string {
  return createHmac('sha256', secret).update(`mismatch install ${body}`).digest('base64url');
}
