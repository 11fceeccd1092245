import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { CustomerRecord } from '../cases/case.ts';
import { insertAll } from '../database/bulk.ts';
import type { ImportRun } from '../database/import-runs.ts';
import type { Database } from '../database/open.ts';
import type { NewRow } from '../database/tables.ts';
import { type Layout, mergeRecords } from './customer-layout.ts';

/** Records of one statement: few enough for a slow machine, many enough to be quick. */
const FEW = 30;

export type Staged = { added: number; updated: number; unchanged: number; erased: number };

/**
 * Writes the records that differ from what is known where nobody sees them yet: a new customer as it will be seen once
 * the run is done, what changes in a known one beside it. A customer erased since the run began stays erased; records that change nothing take no lock.
 */
export async function stageRecords(
  db: Database,
  run: ImportRun,
  layout: Layout,
  all: readonly CustomerRecord[],
): Promise<Staged> {
  const stored = await storedCustomers(db, run, all);
  const records = all.filter((one) => !stored.has(one.key) || changeOf(one, stored, layout) !== null);
  const sum = { added: 0, updated: 0, unchanged: all.length - records.length, erased: 0 };
  if (records.length === 0) return sum;
  let at = 0;
  await run.write(async (trx, erased) => {
    const few = records.slice(at, at + FEW);
    at += FEW;
    const wanted = few.filter(({ key }) => !erased.has('customer', key));
    const { added, updated } = await stageFew(trx, run, layout, wanted);
    sum.added += added;
    sum.updated += updated;
    sum.unchanged += wanted.length - added - updated;
    sum.erased += few.length - wanted.length;
    return at < records.length;
  });
  return sum;
}

type Stored = Map<string, { name: string; record: string | null; record_hash: string | null }>;

async function storedCustomers(
  db: Database,
  { workspace }: ImportRun,
  records: readonly CustomerRecord[],
): Promise<Stored> {
  const keys = JSON.stringify(records.map(({ key }) => key));
  const rows = await db
    .selectFrom('customer_rows')
    .select(['key', 'name', 'record', 'record_hash'])
    .where('workspace', '=', workspace)
    .where('key', 'in', sql<string>`(select value from json_each(${keys}))`)
    .execute();
  return new Map(rows.map((row) => [row.key, row]));
}

/** What a customer's row becomes; `null` where it stays as it is. */
function changeOf(newer: CustomerRecord, stored: Stored, layout: Layout) {
  const old = stored.get(newer.key);
  const before = old?.record ? (JSON.parse(old.record) as CustomerRecord) : null;
  const merged = mergeRecords(before, newer, layout, old?.name ?? newer.key);
  const record = JSON.stringify(merged);
  const hash = createHash('sha256').update(record).digest('base64url');
  return old?.record_hash === hash ? null : { key: newer.key, name: merged.name, record, hash };
}

async function stageFew(trx: Database, run: ImportRun, layout: Layout, records: CustomerRecord[]) {
  const known = await storedCustomers(trx, run, records);
  const rows = records.flatMap((newer) => {
    const change = changeOf(newer, known, layout);
    return change === null ? [] : [{ workspace: run.workspace, run: run.id, ...change }];
  });
  await writeFresh(
    trx,
    run,
    rows.filter(({ key }) => !known.has(key)),
  );
  await stageChanges(
    trx,
    run,
    rows.filter(({ key }) => known.has(key)),
  );
  const updated = rows.filter(({ key }) => known.get(key)?.record != null).length;
  return { added: rows.length - updated, updated };
}

async function writeFresh(trx: Database, run: ImportRun, rows: NewRow<'staged_customers'>[]): Promise<void> {
  const { id: import_run, now } = run;
  const customers = rows.map(({ workspace, key, name, record, hash }) => ({
    ...{ workspace, key, name, record, record_hash: hash },
    ...{ imported_at: now, created_at: now, import_run },
  }));
  await insertAll(trx, 'customer_rows', customers);
}

async function stageChanges(
  trx: Database,
  run: ImportRun,
  rows: NewRow<'staged_customers'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await insertAll(trx, 'staged_customers', rows);
  await trx
    .updateTable('customer_rows')
    .set({ next_run: run.id })
    .where('workspace', '=', run.workspace)
    .where(
      'key',
      'in',
      rows.map(({ key }) => key),
    )
    .execute();
}
