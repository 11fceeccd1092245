import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { put } from '../slack/outbox.ts';
import { wordsOf } from './learnt-store.ts';
import { summaryMessage } from './run.ts';
import { storedSummary } from './store.ts';
import type { Summary } from './summary.ts';

/**
 * What people took back leaves summaries too, the one thing that changes in a posted one: a quote whose answer was
 * erased, changed or withdrawn, and the name of somebody who is gone or no longer wants to be thanked by it.
 *
 * @returns how many summaries were changed
 */
export async function takeBack(
  db: Database,
  workspace: number,
  config: Pick<Config, 'timeZone' | 'language'>,
  now: string,
): Promise<number> {
  const rows = await db
    .selectFrom('summaries')
    .select(['week', 'channel', 'message_ts'])
    .where('workspace', '=', workspace)
    .where((eb) => eb.or([eb('body', 'like', '%"quote":{%'), eb('body', 'not like', '%"thanks":[]%')]))
    .execute();
  let changed = 0;
  for (const { week, channel, message_ts } of rows) {
    const stored = await storedSummary(db, workspace, week);
    const left = stored && (await whatIsLeft(db, workspace, stored.summary));
    if (!left) continue;
    changed += 1;
    await db
      .updateTable('summaries')
      .set({ body: JSON.stringify(left) })
      .where('workspace', '=', workspace)
      .where('week', '=', week)
      .execute();
    if (channel === null || message_ts === null) continue;
    const slot = `summary:${week}`;
    await put(
      db,
      workspace,
      slot,
      channel,
      await summaryMessage(db, workspace, left, config, config.language),
      now,
    );
    await db
      .updateTable('outbox')
      .set({ channel, message_ts })
      .where('workspace', '=', workspace)
      .where('slot', '=', slot)
      .execute();
  }
  return changed;
}

/** The summary without what was taken back; `null`: nothing was. */
async function whatIsLeft(db: Database, workspace: number, summary: Summary): Promise<Summary | null> {
  const [first, ...others] = summary.learnt;
  const quoteGone = first?.quote != null && (await wordsOf(db, workspace, first)) === null;
  const thanks = await agreeing(db, workspace, summary.thanks);
  if (!quoteGone && thanks.length === summary.thanks.length) return null;
  const learnt = first && quoteGone ? [{ ...first, quote: null }, ...others] : summary.learnt;
  return { ...summary, learnt, thanks };
}

async function agreeing(db: Database, workspace: number, people: string[]): Promise<string[]> {
  if (people.length === 0) return [];
  const rows = await db
    .selectFrom('people')
    .select('id')
    .where('workspace', '=', workspace)
    .where('id', 'in', people)
    .where('named_in_thanks', '=', 1)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
