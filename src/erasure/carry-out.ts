import { claimForCounts } from '../database/claim.ts';
import type { Database } from '../database/open.ts';
import { type InTurns, pace, within } from '../database/pace.ts';
import { dropIfUnused, dropRecord } from '../interview/customer-store.ts';
import { eraseAnswer, eraseInterview } from '../interview/erase.ts';
import { answersOf, type Doomed, goneWith, isUnderWay, nextDoomed } from './condemned.ts';
import { dropDrafts, halfDone } from './drafts.ts';
import { type Fallen, fallenNow, fallenSince } from './fallen.ts';
import { eraseMentions } from './mentions.ts';
import { recount } from './recount.ts';
import { eraseReplies, readableSince } from './replies.ts';
import { forgetNames } from './rulings.ts';
import { type Exported, exportsOf, linksLeft, touchedBy, type VersionKey } from './touched.ts';
import { dropPerson } from './traces.ts';

/** What an erasure took with it, for whoever ordered it. */
export type Erased = {
  interviews: number;
  /** Drafts that rested on what is gone. */
  drafts: string[];
  /** Versions that counted what is gone, approved ones and earlier ones: their counts are new. */
  recounted: (VersionKey & { name: string })[];
  fallen: Fallen[];
  /** Files that left the database earlier and hold what is gone. */
  exports: Exported[];
};

/** `caution`: what a reader of a persona that was counted again is told from now on. */
export type Scope = { db: Database; workspace: number; now: string; caution: string; actor: string };

/** Told in the last transaction what went. */
export type OnErased = (db: Database, erased: Erased) => Promise<void>;

export const nothing = (): Erased => ({ interviews: 0, drafts: [], recounted: [], fallen: [], exports: [] });

/**
 * Takes what is condemned out of every count, and deletes it then: no count ever holds what is deleted. Transactions are
 * short and each leaves the database whole, so a process killed at any point goes on at its next start. Inside a transaction
 * it is done in that one.
 */
export async function carryOut(
  scope: Omit<Scope, 'actor'>,
  onErased: OnErased = async () => {},
): Promise<Erased> {
  const { db, workspace } = scope;
  const inTurns = db.isTransaction ? within(db) : pace(db);
  const release = db.isTransaction ? () => {} : await claimForCounts(db, workspace);
  try {
    const erased = nothing();
    if (!(await isUnderWay(db, workspace))) return erased;
    for (let isOver = false; !isOver; ) {
      const doomed = await nextDoomed(db, workspace);
      if (doomed) add(erased, await carryOutSome(scope, inTurns, doomed));
      else isOver = await end(scope, inTurns, erased, onErased);
    }
    return erased;
  } finally {
    release();
  }
}

/** `false`: another erasure was ordered meanwhile, and goes on in this one. */
async function end(
  { db, workspace }: Omit<Scope, 'actor'>,
  inTurns: InTurns,
  erased: Erased,
  onErased: OnErased,
): Promise<boolean> {
  erased.fallen = await fallenSince(db, workspace, await fallenBefore(db, workspace));
  let isOver = false;
  await inTurns(async (trx) => {
    isOver = (await nextDoomed(trx, workspace)) === null;
    if (!isOver) return false;
    await trx.deleteFrom('erasures').where('workspace', '=', workspace).execute();
    await onErased(trx, erased);
    return false;
  });
  return isOver;
}

/** Remembers before anything is hidden which approved personas have fallen already. Call it in the transaction that hides. */
export async function beginErasure(db: Database, workspace: number): Promise<void> {
  const underWay = await db
    .selectFrom('erasures')
    .select('fallen')
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  if (underWay) return;
  const fallen = JSON.stringify(await fallenNow(db, workspace));
  await db.insertInto('erasures').values({ workspace, fallen }).execute();
}

async function fallenBefore(db: Database, workspace: number): Promise<Set<string>> {
  const { fallen } = await db
    .selectFrom('erasures')
    .select('fallen')
    .where('workspace', '=', workspace)
    .executeTakeFirstOrThrow();
  return new Set(JSON.parse(fallen) as string[]);
}

async function carryOutSome(scope: Omit<Scope, 'actor'>, inTurns: InTurns, doomed: Doomed): Promise<Erased> {
  const { db, workspace, now } = scope;
  const answers = await answersOf(db, workspace, doomed);
  const gone = await goneWith(db, workspace, doomed, answers);
  await forgetNames(db, workspace, inTurns, answers);
  const since = await readableSince(db, workspace, doomed, answers);
  if (since !== null) await inTurns(async (trx) => (await eraseReplies(trx, workspace, since)) > 0);
  await eraseMentions(db, workspace, inTurns, gone, answers);
  const uncounted = await takeOutOfCounts(scope, inTurns, answers, gone);
  await deleteAll(workspace, inTurns, doomed, now);
  return { ...nothing(), ...uncounted, interviews: doomed.interviews.length };
}

/** Until nothing new counts it: an edit made meanwhile copies the counts of a version that was to be counted again. */
async function takeOutOfCounts(
  { db, workspace, now, caution }: Omit<Scope, 'actor'>,
  inTurns: InTurns,
  answers: readonly number[],
  gone: ReadonlySet<string>,
): Promise<Pick<Erased, 'drafts' | 'recounted' | 'exports'>> {
  const done = { drafts: [] as string[], recounted: [] as Erased['recounted'], exports: [] as Exported[] };
  const seen = new Set<string>();
  await dropDrafts(workspace, inTurns, await halfDone(db, workspace), now);
  for (;;) {
    const { customers, versions } = await touchedBy(db, workspace, answers, gone);
    const fresh = versions.filter((version) => !seen.has(keyOf(version)));
    if (fresh.length === 0) return done;
    for (const version of fresh) seen.add(keyOf(version));
    done.exports.push(...(await exportsOf(db, workspace, fresh)));
    const drafts = await dropDrafts(workspace, inTurns, fresh, now);
    done.drafts.push(...drafts.map(({ persona }) => persona));
    const dropped = new Set(drafts.map(keyOf));
    const left = await linksLeft(db, workspace, customers);
    const work = { db, workspace, inTurns, customers, left, gone, caution };
    for (const { claims, ...version } of fresh.filter((one) => !dropped.has(keyOf(one))))
      done.recounted.push({ ...version, name: await recount(work, { ...version, claims }) });
  }
}

const keyOf = ({ persona, version }: VersionKey): string => `${persona} ${version}`;

/** Nothing counts it any more, nobody sees it: it goes one interview after the other. */
async function deleteAll(workspace: number, inTurns: InTurns, doomed: Doomed, now: string): Promise<void> {
  const { interviews, answers, customers, people } = doomed;
  const work = [
    ...interviews.map((id) => (trx: Database) => eraseInterview(trx, workspace, id, now)),
    ...answers.map((id) => (trx: Database) => eraseAnswer(trx, workspace, id)),
    ...customers.map((key) => (trx: Database) => dropCustomer(trx, workspace, key)),
    ...people.map((id) => (trx: Database) => dropPerson(trx, workspace, id)),
  ];
  let next = 0;
  await inTurns(async (trx) => {
    await work[next]?.(trx);
    next += 1;
    return next < work.length;
  });
}

/** The record and everything that points at the customer; its interviews are gone already. */
async function dropCustomer(db: Database, workspace: number, customer: string): Promise<void> {
  for (const table of [
    'block_links',
    'persona_cases',
    'regrouping_cases',
    'quotes',
    'condemned_customers',
  ] as const) {
    await db.deleteFrom(table).where('workspace', '=', workspace).where('customer', '=', customer).execute();
  }
  await dropRecord(db, workspace, customer);
  await dropIfUnused(db, workspace, customer);
}

/** A version that was counted again twice is told of once. */
function add(sum: Erased, { interviews, drafts, recounted, exports }: Erased): void {
  sum.interviews += interviews;
  sum.drafts.push(...drafts);
  const isNew = ({ persona, version }: VersionKey) =>
    !sum.recounted.some((one) => one.persona === persona && one.version === version);
  sum.exports.push(...exports.filter(isNew));
  sum.recounted.push(...recounted.filter(isNew));
}
