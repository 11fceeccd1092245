import type { Database } from '../database/open.ts';
import { loadRulings, withProbable } from './judged.ts';
import { createFinders, type Finder, type Identities } from './redact.ts';

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
  const rulings = [...(await loadRulings(db, workspace))];
  const hidden = rulings.flatMap(([name, ruling]) => (ruling === 'hide' ? [name] : []));
  return { customers: [...customers], people: [...people], hidden };
}

function textsOf(record: string): Record<string, string> {
  const parsed = JSON.parse(record) as { texts?: Record<string, string> };
  return parsed.texts ?? {};
}

/** What must not leave for a model: what is known, and what reads like a name that nobody has cleared. */
export async function promptFinder(db: Database, workspace: number): Promise<Finder> {
  return withProbable(await findersFor(db, workspace), await loadRulings(db, workspace));
}

export type Finders = ReturnType<typeof createFinders>;
type Kept = { stamp: string; identities: Identities; find: Finders };
/** By what a database has in common with the transactions on it: building finders takes seconds where many are known. */
const finders = new WeakMap<object, Map<string, Kept>>();

/** What surely names somebody, for texts that colleagues read. */
export async function finderFor(db: Database, workspace: number): Promise<Finder> {
  return (await findersFor(db, workspace)).sure;
}

/**
 * Finders for everybody the workspace knows; built anew only when a customer or a person was changed. A new customer is
 * added to what there is.
 *
 * @param asWritten as in redact.ts
 */
export async function findersFor(db: Database, workspace: number, asWritten = false): Promise<Finders> {
  const stamp = await stampOf(db, workspace);
  const { adapter } = db.getExecutor();
  const own = finders.get(adapter) ?? new Map<string, Kept>();
  const key = `${workspace} ${asWritten}`;
  const kept = own.get(key);
  if (kept?.stamp === stamp) return kept.find;
  const identities = await loadIdentities(db, workspace);
  // What a transaction has added may never come to be.
  if (db.isTransaction) return createFinders(identities, asWritten);
  const more = kept ? newCustomers(kept.identities, identities) : null;
  const find = kept && more ? kept.find : createFinders(identities, asWritten);
  if (more) find.add(more);
  finders.set(adapter, own.set(key, { stamp, identities, find }));
  return find;
}

/** `null`: something else has changed as well. */
function newCustomers(before: Identities, now: Identities): string[] | null {
  const rest = ({ people, hidden }: Identities) => JSON.stringify([people, hidden]);
  const there = new Set(now.customers);
  if (rest(before) !== rest(now) || before.customers.some((name) => !there.has(name))) return null;
  for (const name of before.customers) there.delete(name);
  return [...there];
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
