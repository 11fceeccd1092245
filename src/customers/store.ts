import { sql } from 'kysely';
import { namesTwice } from '../database/customer-names.ts';
import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import { breathe } from '../database/pace.ts';
import { type Fallen, fallenBy } from '../erasure/fallen.ts';
import { rootsOf } from '../interview/alias.ts';
import { loadAliases, loadRoots } from '../interview/alias-store.ts';
import { audit } from '../personas/audit.ts';
import { type Double, domainOf, findDoubles, type Spelling } from './doubles.ts';

/** Who does it, where and when. `actor` as the audit log writes it. */
export type Reviewing = { workspace: number; by: string; actor: string; now: string };

export type Merged =
  | { outcome: 'done'; keep: Named; other: Named; fallen: Fallen[] }
  | { outcome: 'same' }
  | { outcome: 'unknown'; key: string };
type Named = { key: string; name: string };

/** A merge that holds now. */
export type Merge = { alias: Named; canonical: Named; by: string; at: string };

/** Likely doubles among customers that were not merged yet, those with most interviews first. */
export async function loadDoubles(db: Database, workspace: number): Promise<Double[]> {
  const rootOf = await loadRoots(db, workspace);
  const rows = (await namesTwice(db, workspace)).filter(({ key }) => rootOf(key) === key);
  await breathe(db);
  const told = await interviewCounts(
    db,
    workspace,
    rows.map(({ key }) => key),
  );
  const spellings = rows.map(
    ({ key, name, core, domain, hasRecord }): Spelling => ({
      ...{ key, name, core, domain: domainOf(domain), hasRecord: hasRecord === 1 },
      interviews: told.get(key) ?? 0,
    }),
  );
  const apart = await db
    .selectFrom('customers_apart')
    .select(['one', 'other'])
    .where('workspace', '=', workspace)
    .execute();
  const known = new Set(apart.map(({ one, other }) => `${one}\n${other}`));
  return findDoubles(spellings, (one, other) => known.has([one, other].sort().join('\n')));
}

/** Finished interviews about each of some customers, under whichever key. */
async function interviewCounts(
  db: Database,
  workspace: number,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const aliases = await loadAliases(db, workspace);
  const rootOf = rootsOf(aliases);
  const roots = new Set(keys);
  const merged = aliases.flatMap(({ alias }) => (roots.has(rootOf(alias)) ? [alias] : []));
  const wanted = JSON.stringify([...keys, ...merged]);
  const { rows } = await sql<{ customer: string; n: number }>`
    SELECT customer, count(*) AS n FROM interviews
    WHERE workspace = ${workspace} AND status IN ('complete', 'partial')
      AND id IN (SELECT told.id FROM json_each(${wanted}) AS one
        CROSS JOIN interview_rows AS told ON told.workspace = ${workspace} AND told.customer = one.value
        UNION ALL SELECT id FROM interview_rows WHERE workspace = ${workspace} AND next_run IS NOT NULL)
    GROUP BY customer`.execute(db);
  const counts = new Map<string, number>();
  for (const { customer, n } of rows) {
    const root = rootOf(customer ?? '');
    counts.set(root, (counts.get(root) ?? 0) + n);
  }
  return counts;
}

/** The merges that hold, the newest first. */
export async function loadMerges(db: Database, workspace: number): Promise<Merge[]> {
  const rows = await db
    .selectFrom('customer_aliases as merge')
    .innerJoin('customers as alias', (join) =>
      join.onRef('alias.workspace', '=', 'merge.workspace').onRef('alias.key', '=', 'merge.alias'),
    )
    .innerJoin('customers as canonical', (join) =>
      join
        .onRef('canonical.workspace', '=', 'merge.workspace')
        .onRef('canonical.key', '=', 'merge.canonical'),
    )
    .select(['merge.alias', 'alias.name as aliasName', 'merge.canonical', 'canonical.name as canonicalName'])
    .select(['merge.merged_by', 'merge.merged_at'])
    .where('merge.workspace', '=', workspace)
    .where('merge.undone_at', 'is', null)
    .orderBy('merge.id', 'desc')
    .execute();
  return rows.map((row) => ({
    alias: { key: row.alias, name: row.aliasName },
    canonical: { key: row.canonical, name: row.canonicalName },
    by: row.merged_by,
    at: row.merged_at,
  }));
}

/**
 * From now on what is said of `other` counts for `keep`. Nothing that was said is changed, so a split restores what
 * was. Approved personas that counted both may fall below their gates. Call it in a transaction.
 */
export async function mergeCustomers(
  db: Database,
  { workspace, by, actor, now }: Reviewing,
  pair: { keep: string; other: string },
): Promise<Merged> {
  const rootOf = await loadRoots(db, workspace);
  const keep = await named(db, workspace, rootOf(pair.keep));
  if (keep === null) return { outcome: 'unknown', key: pair.keep };
  const other = await named(db, workspace, rootOf(pair.other));
  if (other === null) return { outcome: 'unknown', key: pair.other };
  if (keep.key === other.key) return { outcome: 'same' };
  const { fallen } = await fallenBy(db, workspace, async () => {
    const id = await nextId(db, 'customer_aliases', workspace);
    const undone = { undone_by: null, undone_at: null };
    await db
      .insertInto('customer_aliases')
      .values({
        workspace,
        id,
        alias: other.key,
        canonical: keep.key,
        merged_by: by,
        merged_at: now,
        ...undone,
      })
      .execute();
    // No names here: keys are made of them.
    await audit(db, workspace, {
      ...{ at: now, actor, action: 'customers merged', subject: `merge ${id}`, detail: {} },
    });
  });
  return { outcome: 'done', keep, other, fallen };
}

/** Undoes the merge of this key. `null`: it is not merged into any other. Call it in a transaction. */
export async function splitCustomer(
  db: Database,
  { workspace, by, actor, now }: Reviewing,
  alias: string,
): Promise<{ fallen: Fallen[] } | null> {
  const merge = await db
    .selectFrom('customer_aliases')
    .select('id')
    .where('workspace', '=', workspace)
    .where('alias', '=', alias)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  if (!merge) return null;
  const { fallen } = await fallenBy(db, workspace, async () => {
    await db
      .updateTable('customer_aliases')
      .set({ undone_by: by, undone_at: now })
      .where('workspace', '=', workspace)
      .where('id', '=', merge.id)
      .execute();
    await audit(db, workspace, {
      ...{ at: now, actor, action: 'customers split', subject: `merge ${merge.id}`, detail: {} },
    });
  });
  return { fallen };
}

/** Two that look alike are two: they are not proposed again. Call it in a transaction. */
export async function keepApart(
  db: Database,
  { workspace, by, now }: Reviewing,
  pair: readonly [string, string],
): Promise<void> {
  const [one, other] = [...pair].sort();
  if (one === undefined || other === undefined || one === other) return;
  await db
    .insertInto('customers_apart')
    .values({ workspace, one, other, said_by: by, said_at: now })
    .onConflict((conflict) => conflict.columns(['workspace', 'one', 'other']).doNothing())
    .execute();
}

async function named(db: Database, workspace: number, key: string): Promise<Named | null> {
  const row = await db
    .selectFrom('customers')
    .select(['key', 'name'])
    .where('workspace', '=', workspace)
    .where('key', '=', key)
    .executeTakeFirst();
  return row ?? null;
}
