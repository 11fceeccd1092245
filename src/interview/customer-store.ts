import type { Database } from '../database/open.ts';
import { type KnownCustomer, matchName, type NameMatch, newKey, searchNames } from './customer.ts';

/** What an imported customer record says, as far as an interview can use it. */
export type RecordOnFile = {
  texts: Record<string, string>;
  numbers: Record<string, number>;
  traits: Record<string, string>;
};

async function allCustomers(db: Database, workspace: number): Promise<KnownCustomer[]> {
  return db.selectFrom('customers').select(['key', 'name']).where('workspace', '=', workspace).execute();
}

/** Customers for a search box, at most `limit`. SQLite folds no Cyrillic, so the names are compared here. */
export async function searchCustomers(
  db: Database,
  workspace: number,
  query: string,
  limit: number,
): Promise<KnownCustomer[]> {
  return searchNames(query, await allCustomers(db, workspace), limit);
}

/** Whom a typed name means. */
export async function findCustomer(db: Database, workspace: number, name: string): Promise<NameMatch> {
  return matchName(name, await allCustomers(db, workspace));
}

/** The customer of this name, or a new one with a key of its own; nothing is stored yet. */
export async function customerNamed(db: Database, workspace: number, name: string): Promise<KnownCustomer> {
  const customers = await allCustomers(db, workspace);
  const match = matchName(name, customers);
  if (match.kind === 'known') return match.customer;
  return { key: newKey(name, new Set(customers.map(({ key }) => key))), name: name.trim() };
}

export async function customerByKey(
  db: Database,
  workspace: number,
  key: string,
): Promise<(KnownCustomer & { record: RecordOnFile | null }) | null> {
  const row = await db
    .selectFrom('customers')
    .select(['key', 'name', 'record'])
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return null;
  return { ...row, record: row.record === null ? null : (JSON.parse(row.record) as RecordOnFile) };
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
    .selectFrom('customers')
    .select('record')
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .executeTakeFirst();
  const interview = await db
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
    .limit(1)
    .executeTakeFirst();
  if (!kept || kept.record !== null || interview) return;
  for (const table of ['evidence_links', 'persona_cases'] as const) {
    await db.deleteFrom(table).where('workspace', '=', workspace).where('customer', '=', key).execute();
  }
  await db.deleteFrom('customers').where('workspace', '=', workspace).where('key', '=', key).execute();
}
