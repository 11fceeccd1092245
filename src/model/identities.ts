import type { Database } from '../database/open.ts';
import { loadRulings, withProbable } from './judged.ts';
import { createFinder, type Finder, type Identities } from './redact.ts';

const ofPeople = [['first_name', 'last_name'], ['first_name'], ['last_name']];

/** Every name the workspace's database knows: customers, their contacts, colleagues, and what reviewers hide. */
export async function loadIdentities(db: Database, workspace: number): Promise<Identities> {
  const customers = new Set<string>();
  const people = new Set<string>();
  for (const row of await db
    .selectFrom('customers')
    .select(['name', 'record'])
    .where('workspace', '=', workspace)
    .execute()) {
    customers.add(row.name);
    const texts = (row.record === null ? {} : textsOf(row.record)) as Record<string, string | undefined>;
    if (texts.domain) customers.add(texts.domain);
    for (const parts of ofPeople) {
      const name = parts
        .map((part) => texts[part] ?? '')
        .join(' ')
        .trim();
      if (name !== '') people.add(name);
    }
  }
  for (const { name } of await db
    .selectFrom('people')
    .select('name')
    .where('workspace', '=', workspace)
    .execute()) {
    if (name !== null) people.add(name);
  }
  for (const [name, ruling] of await loadRulings(db, workspace))
    if (ruling === 'hide') people.add(written(name));
  return { customers: [...customers], people: [...people] };
}

/** Names are kept in small letters, and found as they are written: with a capital. */
function written(name: string): string {
  return name.replace(/(?<![\p{L}\p{M}])\p{Ll}/gu, (letter) => letter.toUpperCase());
}

function textsOf(record: string): Record<string, string> {
  const parsed = JSON.parse(record) as { texts?: Record<string, string> };
  return parsed.texts ?? {};
}

/** What must not leave for a model: what is known, and what reads like a name that nobody has cleared. */
export async function promptFinder(db: Database, workspace: number): Promise<Finder> {
  return withProbable(await finderFor(db, workspace), await loadRulings(db, workspace));
}

type Kept = { stamp: string; find: Finder };
const finders = new WeakMap<Database, Map<number, Kept>>();

/** A finder for everybody the workspace knows; built anew only when a customer or a person was added or changed. */
export async function finderFor(db: Database, workspace: number): Promise<Finder> {
  const stamp = await stampOf(db, workspace);
  const kept = finders.get(db)?.get(workspace);
  if (kept?.stamp === stamp) return kept.find;
  const find = createFinder(await loadIdentities(db, workspace));
  const own = finders.get(db) ?? new Map<number, Kept>();
  finders.set(db, own.set(workspace, { stamp, find }));
  return find;
}

async function stampOf(db: Database, workspace: number): Promise<string> {
  const customers = await db
    .selectFrom('customers')
    .select((eb) => [
      eb.fn.countAll().as('count'),
      eb.fn.max('created_at').as('created'),
      eb.fn.max('imported_at').as('imported'),
    ])
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  const people = await db
    .selectFrom('people')
    .select('name')
    .where('workspace', '=', workspace)
    .orderBy('id')
    .execute();
  return JSON.stringify([customers, people.map(({ name }) => name), [...(await loadRulings(db, workspace))]]);
}
