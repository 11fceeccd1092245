import {
  coresGoingOn,
  namesAmong,
  namesBeginning,
  namesHolding,
  namesWithPiece,
} from '../database/customer-names.ts';
import type { Database } from '../database/open.ts';
import { coreOfName, foldText } from '../text/fold.ts';
import { familyOf, rootsOf } from './alias.ts';
import { forgetAliases, loadAliases, loadRoots } from './alias-store.ts';
import {
  type KnownCustomer,
  matchName,
  mistyped,
  NAME_AT_MOST,
  type NameMatch,
  newKey,
  piecesOf,
  slipsIn,
  slugOf,
} from './customer.ts';

/** What an imported customer record says, as far as an interview can use it. */
export type RecordOnFile = {
  texts: Record<string, string>;
  numbers: Record<string, number>;
  traits: Record<string, string>;
};

/** With this many found, nobody mistyped. */
const ENOUGH = 5;
/** Candidates that are compared letter by letter. */
const COMPARED = 1_000;

/**
 * Customers for a search box, at most `limit`: names that begin with what was typed, then those that hold it, then
 * those that would but for a typing mistake. Quick also among 100,000.
 */
export async function searchCustomers(
  db: Database,
  workspace: number,
  query: string,
  limit: number,
): Promise<KnownCustomer[]> {
  const typed = foldText(query).slice(0, NAME_AT_MOST);
  if (typed === '' && query.trim() !== '') return [];
  return canonical(db, workspace, await search(db, workspace, typed, limit));
}

/** The customers that these count as, each once. */
async function canonical(db: Database, workspace: number, found: KnownCustomer[]): Promise<KnownCustomer[]> {
  const rootOf = await loadRoots(db, workspace);
  const known = new Map(found.map((customer) => [customer.key, customer]));
  const roots = [...new Set(found.map(({ key }) => rootOf(key)))];
  const missing = roots.filter((key) => !known.has(key));
  if (missing.length > 0) {
    const rows = await db
      .selectFrom('customers')
      .select(['key', 'name'])
      .where('workspace', '=', workspace)
      .where('key', 'in', missing)
      .execute();
    for (const row of rows) known.set(row.key, row);
  }
  return roots.flatMap((key) => known.get(key) ?? []);
}

async function search(
  db: Database,
  workspace: number,
  typed: string,
  limit: number,
): Promise<KnownCustomer[]> {
  const found = await namesBeginning(db, workspace, typed, limit);
  if (typed.length < 2 || found.length >= limit) return found;
  found.push(...(await namesHolding(db, workspace, typed, limit - found.length)));
  const slips = slipsIn(typed);
  if (slips === 0 || found.length >= Math.min(ENOUGH, limit)) return found;
  const candidates = await namesWithPiece(db, workspace, 'folded', piecesOf(typed, slips), COMPARED);
  const known = new Set(found.map(({ key }) => key));
  const more = mistyped(
    typed,
    candidates.filter(({ key }) => !known.has(key)),
  );
  return [...found, ...more].slice(0, limit);
}

/** Whom a typed name means. */
export async function findCustomer(db: Database, workspace: number, name: string): Promise<NameMatch> {
  const core = coreOfName(name);
  const words = core.split(' ');
  // "Acme Europe" is asked about where there is an "Acme".
  const beginnings = words.map((_, n) => words.slice(0, n + 1).join(' '));
  const slips = slipsIn(core);
  const candidates = [
    ...(await namesAmong(db, workspace, foldText(name), beginnings, COMPARED)),
    ...(await coresGoingOn(db, workspace, core, COMPARED)),
    ...(slips === 0 ? [] : await namesWithPiece(db, workspace, 'core', piecesOf(core, slips), COMPARED)),
  ];
  const unique = new Map(candidates.map((customer) => [customer.key, customer]));
  const match = matchName(name, unique.values());
  if (match.kind === 'new') return match;
  const meant = await canonical(db, workspace, match.kind === 'known' ? [match.customer] : match.customers);
  return match.kind === 'known' && meant[0]
    ? { kind: 'known', customer: meant[0] }
    : { kind: 'similar', customers: meant };
}

/** The customer of this name, or a new one with a key of its own; nothing is stored yet. */
export async function customerNamed(db: Database, workspace: number, name: string): Promise<KnownCustomer> {
  const match = await findCustomer(db, workspace, name);
  if (match.kind === 'known') return match.customer;
  return { key: newKey(name, await keysLike(db, workspace, slugOf(name))), name: name.trim() };
}

/** This key and those made from it with a number. */
async function keysLike(db: Database, workspace: number, slug: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('customers')
    .select('key')
    .where('workspace', '=', workspace)
    .where((eb) =>
      eb.or([eb('key', '=', slug), eb.and([eb('key', '>=', `${slug}-`), eb('key', '<', `${slug}.`)])]),
    )
    .execute();
  return new Set(rows.map(({ key }) => key));
}

/** The customer that this key counts as, with what the records of all its keys say: of two values the newer one. */
export async function customerByKey(
  db: Database,
  workspace: number,
  key: string,
): Promise<(KnownCustomer & { record: RecordOnFile | null }) | null> {
  const aliases = await loadAliases(db, workspace);
  const root = rootsOf(aliases)(key);
  const rows = await db
    .selectFrom('customers')
    .select(['key', 'name', 'record'])
    .where('workspace', '=', workspace)
    .where('key', 'in', familyOf(aliases, root))
    .orderBy('imported_at')
    .orderBy('key')
    .execute();
  const own = rows.find((row) => row.key === root);
  if (!own) return null;
  const records = rows.flatMap(({ record }) => (record === null ? [] : [JSON.parse(record) as RecordOnFile]));
  return { key: own.key, name: own.name, record: records.length === 0 ? null : records.reduce(newerOver) };
}

function newerOver(older: RecordOnFile, newer: RecordOnFile): RecordOnFile {
  return {
    texts: { ...older.texts, ...newer.texts },
    numbers: { ...older.numbers, ...newer.numbers },
    traits: { ...older.traits, ...newer.traits },
  };
}

/** Stores a customer whom staff named; a known one stays as it is (the view `customers` sees to that). */
export async function addCustomer(
  db: Database,
  workspace: number,
  customer: KnownCustomer,
  now: string,
): Promise<void> {
  await db
    .insertInto('customers')
    .values({ workspace, ...customer, record: null, record_hash: null, imported_at: null, created_at: now })
    .execute();
}

/** Whether a version of a persona counts this customer: its counts are frozen, so that the customer has to stay. */
export async function isCounted(db: Database, workspace: number, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('persona_cases')
    .select('persona')
    .where('workspace', '=', workspace)
    .where('customer', '=', key)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Forgets a customer about whom nothing is left: no record, no interview, nor one that an import is about to show. What
 * drafts said of them goes too.
 */
export async function dropIfUnused(db: Database, workspace: number, key: string): Promise<void> {
  const kept = await db
    .selectFrom('customer_rows')
    .select('record')
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!kept || kept.record !== null || (await isMentioned(db, workspace, key))) return;
  for (const table of ['block_links', 'persona_cases', 'regrouping_cases'] as const) {
    await db.deleteFrom(table).where('workspace', '=', workspace).where('customer', '=', key).execute();
  }
  await forgetAliases(db, workspace, key);
  await db.deleteFrom('customer_rows').where('workspace', '=', workspace).where('key', '=', key).execute();
}

/** Whether an interview is about the customer, or an import waits with one or with a record. */
async function isMentioned(db: Database, workspace: number, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('interview_rows')
    .select('id')
    .where('workspace', '=', workspace)
    .where('customer', '=', key)
    .unionAll(
      db
        .selectFrom('staged_interviews')
        .select('interview as id')
        .where('workspace', '=', workspace)
        .where('customer', '=', key),
    )
    .unionAll(
      db
        .selectFrom('staged_customers')
        .select('key as id')
        .where('workspace', '=', workspace)
        .where('key', '=', key),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The record of a customer, shown or waiting in an import. */
export async function dropRecord(db: Database, workspace: number, key: string): Promise<void> {
  const nothing = { record: null, record_hash: null, imported_at: null };
  await db
    .updateTable('customer_rows')
    .set({ ...nothing, next_run: null })
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .execute();
  await db.deleteFrom('staged_customers').where('workspace', '=', workspace).where('key', '=', key).execute();
}
