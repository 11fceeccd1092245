import { sql } from 'kysely';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { judge } from '../personas/standing-store.ts';
import { fallenPersonas } from '../personas/store.ts';
import { put } from '../slack/outbox.ts';
import { languageOf } from '../slack/people.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, isSlackId } from '../text/mrkdwn.ts';

/** An approved persona that left look-up, checks and exports because too little of its evidence is left. */
export type Fallen = { id: string; name: string };

/** The approved personas that do not stand now, by id. */
export async function fallenNow(db: Database, workspace: number): Promise<string[]> {
  await judge(db, workspace);
  const rows = await db
    .selectFrom('approved_standings')
    .select('persona')
    .where('workspace', '=', workspace)
    .where('standing', '=', 'fallen')
    .execute();
  return rows.map(({ persona }) => persona);
}

/** Those that fell since others had. */
export async function fallenSince(
  db: Database,
  workspace: number,
  before: ReadonlySet<string>,
): Promise<Fallen[]> {
  const after = await fallenPersonas(db, workspace);
  return after
    .filter(({ persona }) => !before.has(persona.id))
    .map(({ persona }) => ({ id: persona.id, name: persona.body.name }));
}

/** Does some work. @returns what it gives back, and the approved personas that stood before it and do not stand after it */
export async function fallenBy<T>(
  db: Database,
  workspace: number,
  work: () => Promise<T>,
): Promise<{ done: T; fallen: Fallen[] }> {
  const before = new Set(await fallenNow(db, workspace));
  const done = await work();
  return { done, fallen: await fallenSince(db, workspace, before) };
}

/**
 * Tells the reviewers, and whoever approved it, which personas no longer stand; the running bot posts it. Call it in a
 * transaction.
 */
export async function tellOfFallen(
  db: Database,
  workspace: number,
  fallen: readonly Fallen[],
  config: Pick<Config, 'reviewChannel' | 'reviewers' | 'language'>,
  now: string,
): Promise<void> {
  const reviewers = config.reviewChannel ?? config.reviewers[0] ?? null;
  await noteTold(db, workspace, fallen);
  for (const { id, name } of fallen) {
    const owner = await ownerOf(db, workspace, id);
    const told = { [`fallen:${id}:${now}`]: reviewers, [`fallen:${id}:${now}:owner`]: owner };
    for (const [slot, address] of Object.entries(told)) {
      if (address === null || (address === reviewers && slot.endsWith(':owner'))) continue;
      // A person reads their own language, a channel the workspace's.
      const language = await languageOf(db, { workspace, person: address }, config.language);
      const text = textsIn(language).review.fallen(escapeMrkdwn(name));
      await put(db, workspace, slot, address, { text }, now);
    }
  }
}

/** An erasure under way does not tell of them once more at its end. */
async function noteTold(db: Database, workspace: number, fallen: readonly Fallen[]): Promise<void> {
  const ids = JSON.stringify(fallen.map(({ id }) => id));
  await sql`
    UPDATE erasures SET fallen = (SELECT json_group_array(value) FROM (
      SELECT value FROM json_each(erasures.fallen) UNION SELECT value FROM json_each(${ids})))
    WHERE workspace = ${workspace}`.execute(db);
}

/** Tells the reviewers once a day that drafts went with answers that are too old. Call it in a transaction. */
export async function tellOfDrafts(
  db: Database,
  workspace: number,
  retentionDays: number,
  config: Pick<Config, 'reviewChannel' | 'reviewers' | 'language'>,
  now: string,
): Promise<void> {
  const address = config.reviewChannel ?? config.reviewers[0] ?? null;
  if (address === null) return;
  const language = await languageOf(db, { workspace, person: address }, config.language);
  const text = textsIn(language).review.draftsGone(retentionDays);
  await put(db, workspace, `fallen:drafts:${now}`, address, { text }, now);
}

/** Who approved it and answers for it; `null` where that is nobody in Slack. */
async function ownerOf(db: Database, workspace: number, persona: string): Promise<string | null> {
  const row = await db
    .selectFrom('decisions')
    .select('decided_by')
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .where('decision', '=', 'approve')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row && isSlackId(row.decided_by) ? row.decided_by : null;
}
