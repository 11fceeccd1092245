import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { finishImport, type ImportRun } from '../database/import-runs.ts';
import type { Database } from '../database/open.ts';
import type { CustomerRecord } from './case.ts';
import { type Layout, mergeRecords } from './customers.ts';

/** Writes the records that differ from what is known where nobody sees them yet. */
export async function stageRecords(
  db: Database,
  run: ImportRun,
  layout: Layout,
  records: readonly CustomerRecord[],
): Promise<{ added: number; updated: number; unchanged: number }> {
  return db.transaction().execute(async (trx) => {
    await run.beat(trx);
    const stored = await trx
      .selectFrom('customers')
      .select(['key', 'name', 'record', 'record_hash'])
      .where('workspace', '=', run.workspace)
      .where(
        'key',
        'in',
        records.map(({ key }) => key),
      )
      .execute();
    const known = new Map(stored.map((row) => [row.key, row]));
    const rows = records.flatMap((newer) => {
      const old = known.get(newer.key);
      const before = old?.record ? (JSON.parse(old.record) as CustomerRecord) : null;
      const merged = mergeRecords(before, newer, layout, old?.name ?? newer.key);
      const record = JSON.stringify(merged);
      const hash = createHash('sha256').update(record).digest('base64url');
      if (old?.record_hash === hash) return [];
      return [{ workspace: run.workspace, run: run.id, key: newer.key, name: merged.name, record, hash }];
    });
    if (rows.length > 0) await trx.insertInto('staged_customers').values(rows).execute();
    const updated = rows.filter(({ key }) => known.get(key)?.record != null).length;
    return { added: rows.length - updated, updated, unchanged: records.length - rows.length };
  });
}

/** Makes the staged records visible, at once. */
export async function showStagedRecords(db: Database, run: ImportRun): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`
      insert into customers (workspace, key, name, record, record_hash, imported_at, created_at)
      select s.workspace, s.key, s.name, s.record, s.hash, ${run.now}, ${run.now} from staged_customers s
      where s.workspace = ${run.workspace} and s.run = ${run.id}
      on conflict (workspace, key) do update set
        name = excluded.name, record = excluded.record, record_hash = excluded.record_hash,
        imported_at = excluded.imported_at`.execute(trx);
    await finishImport(trx, run);
  });
}
