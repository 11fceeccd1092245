import type { Database } from '../database/open.ts';
import { breathe } from '../database/pace.ts';
import { loadRoots } from '../interview/alias-store.ts';
import type { CustomerRecord } from './case.ts';
import { joinRecords, recordUnder } from './customers.ts';

/** Records read in one go; between two such goes whatever waits has its turn. */
const RECORDS_AT_ONCE = 2_000;

/** The records of some customers, one each, in the order of the keys that they count for. */
export async function loadRecords(
  db: Database,
  workspace: number,
  keys: readonly string[],
): Promise<CustomerRecord[]> {
  const rootOf = await loadRoots(db, workspace);
  const wanted = new Set(keys.map(rootOf));
  const joined = new Map<string, CustomerRecord>();
  for (const record of (await loadCustomers(db, workspace, rootOf)).records) {
    if (!wanted.has(record.key)) continue;
    const older = joined.get(record.key);
    joined.set(record.key, older === undefined ? record : joinRecords(older, record));
  }
  return [...joined.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Records under the keys that they count for. Those of one customer under several keys come last, the older first. */
export async function loadCustomers(
  db: Database,
  workspace: number,
  rootOf: (key: string) => string,
): Promise<{ records: CustomerRecord[]; names: Map<string, string> }> {
  const found: { record: CustomerRecord; at: string }[] = [];
  const names = new Map<string, string>();
  const merged = new Set<string>();
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('customers')
      .select(['key', 'name', 'record', 'imported_at'])
      .where('workspace', '=', workspace)
      .where('key', '>', after)
      .orderBy('key')
      .limit(RECORDS_AT_ONCE)
      .execute();
    for (const { key, name, record, imported_at: at } of rows) {
      names.set(key, name);
      const root = rootOf(key);
      if (root !== key) merged.add(root);
      if (record !== null)
        found.push({ record: recordUnder(root, JSON.parse(record) as CustomerRecord), at: at ?? '' });
    }
    const last = rows.at(-1);
    if (last !== undefined && rows.length === RECORDS_AT_ONCE) {
      after = last.key;
      await breathe(db);
      continue;
    }
    const several = found.filter(({ record }) => merged.has(record.key));
    several.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    const single = merged.size === 0 ? found : found.filter(({ record }) => !merged.has(record.key));
    return { records: [...single, ...several].map(({ record }) => record), names };
  }
}
