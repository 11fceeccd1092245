import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import type { TooOld } from '../erasure/retention.ts';
import { storedSummary } from './store.ts';
import { weekDue } from './week.ts';

const DAY_MS = 86_400_000;

/**
 * What RETENTION_DAYS makes too old: all that is older, except that a week whose summary is still to come waits for it, so
 * that the summary counts the whole week also where answers are kept for a few days only. `null`: all is kept.
 */
export async function tooOld(
  db: Database,
  workspace: number,
  config: Pick<Config, 'retentionDays' | 'summaryChannel' | 'summaryAt' | 'timeZone'>,
  now: string,
): Promise<TooOld | null> {
  const { retentionDays, summaryChannel, summaryAt, timeZone } = config;
  if (retentionDays === null) return null;
  const due = weekDue(now, summaryAt, timeZone);
  const isCounted = summaryChannel === null || (await storedSummary(db, workspace, due.name)) !== null;
  const kept = isCounted ? due.to : due.from;
  const before = daysBefore(now, retentionDays);
  return { retentionDays, before: before < kept ? before : kept };
}

/** Whether a week holds what is older than the retention: queries over stored rows count only what is left of it. */
export function reachesBack(week: { from: string }, retentionDays: number | null, now: string): boolean {
  return retentionDays !== null && week.from < daysBefore(now, retentionDays);
}

const daysBefore = (now: string, days: number): string =>
  new Date(Date.parse(now) - days * DAY_MS).toISOString();
