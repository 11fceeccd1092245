import type { Database } from '../database/open.ts';
import { breathe } from '../database/pace.ts';
import { type Customers, firstCountedBy } from '../personas/customers.ts';
import type { StoredPersona } from '../personas/store.ts';

/** Who stands behind claims and descriptions, by their ids, and what each of those customers is called, by their keys. */
export type Counting = { named: ReadonlyMap<string, Customers>; names: ReadonlyMap<string, string> };

/** The first `few` behind each claim and description, one after the other: whoever else waits has their turn in between. */
export async function countingOf(
  { db, workspace }: { db: Database; workspace: number },
  persona: StoredPersona,
  few: number,
): Promise<Counting> {
  const named = new Map<string, Customers>();
  const { claims, body } = persona;
  for (const { id } of [...claims, ...body.descriptions, ...body.demographics]) {
    named.set(id, await firstCountedBy(db, workspace, persona, id, few));
    await breathe(db);
  }
  const keys = [...named.values()].flatMap((one) => Object.values(one).flat());
  return { named, names: await namesOf(db, workspace, keys) };
}

/** More names than this no view shows; SQLite takes 32,766 values in one statement. */
const MOST = 5_000;

/** Customers' names by key. */
export async function namesOf(
  db: Database,
  workspace: number,
  keys: Iterable<string>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(keys)].slice(0, MOST);
  if (wanted.length === 0) return new Map();
  const rows = await db
    .selectFrom('customers')
    .select(['key', 'name'])
    .where('workspace', '=', workspace)
    .where('key', 'in', wanted)
    .execute();
  return new Map(rows.map(({ key, name }) => [key, name]));
}

/** The customers that a version counts, in the order of their names. */
export async function customersOf(
  db: Database,
  workspace: number,
  { persona, version }: { persona: string; version: number },
): Promise<{ key: string; name: string }[]> {
  return db
    .selectFrom('persona_cases as counted')
    .innerJoin('customers as customer', (join) =>
      join
        .onRef('customer.workspace', '=', 'counted.workspace')
        .onRef('customer.key', '=', 'counted.customer'),
    )
    .select(['customer.key', 'customer.name'])
    .where('counted.workspace', '=', workspace)
    .where('counted.persona', '=', persona)
    .where('counted.version', '=', version)
    .orderBy('customer.name')
    .execute();
}
