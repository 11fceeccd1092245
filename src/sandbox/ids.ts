import { randomBytes, randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id of Slack's form: a capital that names the kind, then ten random capitals and digits. */
export function newId(kind: string): string {
  return kind + Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** A random secret in hexadecimal. */
export function newSecret(bytes = 16): string {
  return randomBytes(bytes).toString('hex');
}

/** The id of the conversation between the app and one person; fixed, so that it survives a restart. */
export function dmOf(userId: string): string {
  return `D${userId.slice(1)}`;
}

/** Microseconds since 1970 as Slack writes them, '1763750000.000100'. */
export function formatTs(micros: number): string {
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}

/** The reverse of `formatTs`; 0 for anything else. */
export function microsOf(ts: string): number {
  const match = /^(\d{1,10})\.(\d{6})$/.exec(ts);
  return match ? Number(match[1]) * 1e6 + Number(match[2]) : 0;
}
