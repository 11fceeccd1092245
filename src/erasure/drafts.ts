import type { Database } from '../database/open.ts';
import type { InTurns } from '../database/pace.ts';
import { dropVersion } from '../drafting/drop.ts';
import { STAGED } from '../personas/store.ts';
import { takeAway } from '../slack/outbox.ts';
import type { VersionKey } from './touched.ts';

/**
 * Takes undecided drafts among some versions away: they are made anew from what is left; nobody has to review what no longer
 * stands, nor read its quotes. A draft is hidden first, then deleted a little at a time.
 *
 * @returns the drafts that went, by the persona's id
 */
export async function dropDrafts(
  workspace: number,
  inTurns: InTurns,
  versions: readonly VersionKey[],
  now: string,
): Promise<VersionKey[]> {
  const dropped: VersionKey[] = [];
  for (const { persona, version } of versions) {
    const key = { workspace, persona, version };
    let isDraft = false;
    await inTurns(async (trx) => {
      isDraft = await hide(trx, key, now);
      return false;
    });
    if (!isDraft) continue;
    await dropVersion(inTurns, key);
    dropped.push({ persona, version });
  }
  return dropped;
}

/** The versions that a killed erasure or draft left half done: whoever holds the claim for the counts is the only one at work. */
export async function halfDone(db: Database, workspace: number): Promise<VersionKey[]> {
  return db
    .selectFrom('persona_versions')
    .select(['persona', 'version'])
    .where('workspace', '=', workspace)
    .where('drafted_at', '=', STAGED)
    .execute();
}

/** Broken off after this, the next erasure or draft clears the version away. */
async function hide(db: Database, key: VersionKey & { workspace: number }, now: string): Promise<boolean> {
  const { workspace, persona, version } = key;
  const { numUpdatedRows } = await db
    .updateTable('persona_versions')
    .set({ status: 'superseded', drafted_at: STAGED })
    .where((eb) => eb.and(key))
    .where((eb) => eb.or([eb('status', '=', 'draft'), eb('drafted_at', '=', STAGED)]))
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  for (const table of ['decisions', 'exports'] as const) {
    await db
      .deleteFrom(table)
      .where((eb) => eb.and(key))
      .execute();
  }
  await takeAway(db, workspace, reviewSlot(persona, version), now);
  return true;
}

/** Where review/post.ts shows a draft. */
const reviewSlot = (persona: string, version: number) => `review:${persona}:${version}`;
