import { type Logger, LogLevel } from '@slack/logger';
import { nameOf } from '../failure.ts';
import type { Log } from '../log.ts';

/**
 * Bolt's own logging, led into ours. Its debug lines hold whole payloads and its errors whole replies, so debug is
 * dropped and of an error only the name and code are kept. What stands in quotes may be what was sent.
 */
export function slackLogger(log: Log): Logger {
  const line = (parts: unknown[]): string =>
    parts.map((part) => (typeof part === 'string' ? unquoted(part).slice(0, 300) : nameOf(part))).join(' ');
  return {
    debug: () => {},
    info: (...parts) => log.debug({ from: 'slack' }, line(parts)),
    warn: (...parts) => log.warn({ from: 'slack' }, line(parts)),
    error: (...parts) => log.error({ from: 'slack' }, line(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}

function unquoted(words: string): string {
  return words.replace(/["'`].*["'`]/s, '…');
}
