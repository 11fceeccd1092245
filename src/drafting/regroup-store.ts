import { sql } from 'kysely';
import { nextId } from '../database/next-id.ts';
import type { Database } from '../database/open.ts';
import type { Trait } from '../evidence/evidence.ts';
import type { Regrouping } from '../facts/regroup.ts';
import { loadRoots } from '../interview/alias-store.ts';

/** What reviewers want grouped otherwise now, in the order they asked for it. */
export async function loadRegroupings(db: Database, workspace: number): Promise<Regrouping[]> {
  const rows = await standing(db, workspace).selectAll().orderBy('id').execute();
  if (rows.length === 0) return [];
  const cases = await db
    .selectFrom('regrouping_cases')
    .select(['regrouping', 'part', 'customer'])
    .where('workspace', '=', workspace)
    .execute();
  const rootOf = await loadRoots(db, workspace);
  const customers = (id: number, part: 'own' | 'other') => [
    ...new Set(
      cases.filter((one) => one.regrouping === id && one.part === part).map((one) => rootOf(one.customer)),
    ),
  ];
  return rows.map(({ id, kind, persona, other, dimension, value }) => ({
    id,
    kind,
    persona,
    merged: other,
    trait: dimension === null || value === null ? null : { dimension, value },
    own: customers(id, 'own'),
    other: customers(id, 'other'),
  }));
}

export type NewRegrouping =
  | { kind: 'merge'; persona: Anchor; other: Anchor }
  | { kind: 'split'; persona: Anchor; by: Trait | { customers: string[] } };
/** The version whose customers tell the group from now on. */
type Anchor = { id: string; version: number };

/** Call it in a transaction. @returns its number */
export async function saveRegrouping(
  db: Database,
  workspace: number,
  wish: NewRegrouping,
  by: string,
  now: string,
): Promise<number> {
  const id = await nextId(db, 'regroupings', workspace);
  const trait = wish.kind === 'split' && 'dimension' in wish.by ? wish.by : null;
  await db
    .insertInto('regroupings')
    .values({
      workspace,
      id,
      kind: wish.kind,
      persona: wish.persona.id,
      other: wish.kind === 'merge' ? wish.other.id : null,
      dimension: trait?.dimension ?? null,
      value: trait?.value ?? null,
      asked_by: by,
      asked_at: now,
      undone_by: null,
      undone_at: null,
    })
    .execute();
  await remember(db, workspace, id, 'own', wish.persona);
  if (wish.kind === 'merge') await remember(db, workspace, id, 'other', wish.other);
  else if ('customers' in wish.by) {
    await sql`
      INSERT INTO regrouping_cases (workspace, regrouping, part, customer)
      SELECT DISTINCT ${workspace}, ${id}, 'other', value FROM json_each(${JSON.stringify(wish.by.customers)})`.execute(
      db,
    );
  }
  return id;
}

async function remember(
  db: Database,
  workspace: number,
  regrouping: number,
  part: 'own' | 'other',
  { id, version }: Anchor,
): Promise<void> {
  await sql`
    INSERT INTO regrouping_cases (workspace, regrouping, part, customer)
    SELECT workspace, ${regrouping}, ${part}, customer FROM persona_cases
    WHERE workspace = ${workspace} AND persona = ${id} AND version = ${version}`.execute(db);
}

const standing = (db: Database, workspace: number) =>
  db.selectFrom('regroupings').where('workspace', '=', workspace).where('undone_at', 'is', null);

/** The newest regrouping that formed this persona or took it in. */
export async function newestRegrouping(
  db: Database,
  workspace: number,
  persona: string,
  formedBy: readonly number[],
): Promise<{ id: number; kind: 'merge' | 'split'; persona: string } | null> {
  const row = await standing(db, workspace)
    .select(['id', 'kind', 'persona'])
    .where((eb) =>
      eb.or([
        eb('persona', '=', persona),
        eb('other', '=', persona),
        ...(formedBy.length > 0 ? [eb('id', 'in', [...formedBy])] : []),
      ]),
    )
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

export async function undoRegrouping(
  db: Database,
  workspace: number,
  id: number,
  by: string,
  now: string,
): Promise<void> {
  await db
    .updateTable('regroupings')
    .set({ undone_by: by, undone_at: now })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .execute();
}
