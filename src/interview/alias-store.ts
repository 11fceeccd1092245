import type { Database } from '../database/open.ts';
import { type Alias, familyOf, rootsOf } from './alias.ts';

/** The merges that hold now. */
export async function loadAliases(db: Database, workspace: number): Promise<Alias[]> {
  return db
    .selectFrom('customer_aliases')
    .select(['alias', 'canonical'])
    .where('workspace', '=', workspace)
    .where('undone_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** Key -> the key it counts as, for one piece of work. */
export async function loadRoots(db: Database, workspace: number): Promise<(key: string) => string> {
  return rootsOf(await loadAliases(db, workspace));
}

/** Every key of the customer with this key. */
export async function keysOfCustomer(db: Database, workspace: number, key: string): Promise<string[]> {
  return familyOf(await loadAliases(db, workspace), key);
}

/**
 * A customer's own key goes: what was merged into it counts as the first of those from now on, and nothing remembers
 * that the key was ever merged or told apart. Call it in a transaction.
 */
export async function forgetAliases(db: Database, workspace: number, key: string): Promise<void> {
  const aliases = await loadAliases(db, workspace);
  const above = aliases.find(({ alias }) => alias === key)?.canonical ?? null;
  const [first, ...rest] = aliases.filter(({ canonical }) => canonical === key).map(({ alias }) => alias);
  const heir = above ?? first ?? null;
  const moved = above === null ? rest : [...(first === undefined ? [] : [first]), ...rest];
  if (heir !== null && moved.length > 0) {
    await db
      .updateTable('customer_aliases')
      .set({ canonical: heir })
      .where('workspace', '=', workspace)
      .where('undone_at', 'is', null)
      .where('alias', 'in', moved)
      .execute();
  }
  await db
    .deleteFrom('customer_aliases')
    .where('workspace', '=', workspace)
    .where((eb) => eb.or([eb('alias', '=', key), eb('canonical', '=', key)]))
    .execute();
  await db
    .deleteFrom('customers_apart')
    .where('workspace', '=', workspace)
    .where((eb) => eb.or([eb('one', '=', key), eb('other', '=', key)]))
    .execute();
}
