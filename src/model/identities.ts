import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { breathe } from '../database/pace.ts';
import type { Identities } from './found.ts';
import { loadRulings, withProbable } from './judged.ts';
import { createFinders, type Finder, type Finders, together } from './redact.ts';

/** Customers read and made findable in one go; between two such goes whatever waits has its turn. */
const AT_ONCE = 500;

const ofPeople = [['first_name', 'last_name'], ['first_name'], ['last_name']];

/** Everybody the workspace's database knows by name: customers, their contacts, colleagues, and whom reviewers hide. */
export async function loadIdentities(db: Database, workspace: number): Promise<Identities> {
  const { people, hidden } = await colleaguesIn(db, workspace);
  const all = { customers: new Set<string>(), people: new Set(people) };
  for await (const some of customersIn(db, workspace)) {
    for (const name of some.customers) all.customers.add(name);
    for (const name of some.people) all.people.add(name);
  }
  return { customers: [...all.customers], people: [...all.people], hidden };
}

/** Customers and their contacts, some at a time. */
async function* customersIn(db: Database, workspace: number): AsyncGenerator<Identities> {
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('customers')
      .select(['key', 'name', 'record'])
      .where('workspace', '=', workspace)
      .where('key', '>', after)
      .orderBy('key')
      .limit(AT_ONCE)
      .execute();
    yield namedIn(rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return;
    after = last.key;
    await breathe(db);
  }
}

function namedIn(rows: readonly { name: string; record: string | null }[]): Identities {
  const customers: string[] = [];
  const people: string[] = [];
  for (const { name, record } of rows) {
    const texts = record === null ? {} : textsOf(record);
    customers.push(name, ...(texts.domain ? [texts.domain] : []));
    const contacts = ofPeople.map((parts) => parts.map((part) => texts[part] ?? '').join(' '));
    people.push(...contacts.map((contact) => contact.trim()).filter((contact) => contact !== ''));
  }
  return { customers, people };
}

function textsOf(record: string): Record<string, string | undefined> {
  const parsed = JSON.parse(record) as { texts?: Record<string, string> };
  return parsed.texts ?? {};
}

type Colleagues = { people: string[]; hidden: string[] };

async function colleaguesIn(db: Database, workspace: number): Promise<Colleagues> {
  const rows = await db.selectFrom('people').select('name').where('workspace', '=', workspace).execute();
  const rulings = [...(await loadRulings(db, workspace))];
  return {
    people: rows.flatMap(({ name }) => name ?? []),
    hidden: rulings.flatMap(([name, ruling]) => (ruling === 'hide' ? [name] : [])),
  };
}

/** What must not leave for a model: what is known, and what reads like a name that nobody has cleared. */
export async function promptFinder(db: Database, workspace: number): Promise<Finder> {
  return withProbable(await findersFor(db, workspace), await loadRulings(db, workspace));
}

/** What surely names somebody, for texts that colleagues read. */
export async function finderFor(db: Database, workspace: number): Promise<Finder> {
  return (await findersFor(db, workspace)).sure;
}

/**
 * Finders for everybody the workspace knows. They are gathered once, which takes a second or two where a hundred thousand
 * customers are known, a few at a time; whoever comes to be known afterwards is added, and only where a name went or was
 * changed are they gathered anew.
 */
export async function findersFor(db: Database, workspace: number): Promise<Omit<Finders, 'add'>> {
  // Read before the rest: what comes in between makes the numbers newer than what is kept, never older.
  const now = await stateOf(db, workspace);
  const { adapter } = db.getExecutor();
  const own = gathered.get(adapter) ?? new Map<number, Gathered>();
  gathered.set(adapter, own);
  const before = own.get(workspace);
  const kept = before && !hasLost(before.state, now) ? before : null;
  // A transaction sees its own changes, which may never come to be.
  if (db.isTransaction) return kept ? alsoNew(db, workspace, kept, now) : gather(db, workspace, now);
  if (kept && !hasMore(kept.state, now)) return kept.find;
  const find = kept ? grown(db, workspace, kept, now) : gather(db, workspace, now);
  const one = { state: now, find };
  own.set(workspace, one);
  // What could not be gathered is gathered by whoever asks next.
  find.catch(() => own.get(workspace) === one && own.delete(workspace));
  return find;
}

/**
 * Whom a workspace knew: `revision` counts up where a customer's name or record was changed or went
 * (0032_names_that_were_changed.sql, 0034), `newest` is the row of the last customer that came, in whichever workspace.
 */
type State = Colleagues & { revision: number; newest: number };
type Gathered = { state: State; find: Promise<Finders> };
/** By what a database has in common with the transactions on it. */
const gathered = new WeakMap<object, Map<number, Gathered>>();

async function stateOf(db: Database, workspace: number): Promise<State> {
  const { rows } = await sql<{ revision: number | null; newest: number | null }>`
    SELECT (SELECT names FROM evidence_revisions WHERE workspace = ${workspace}) AS revision,
      (SELECT max(rowid) FROM customer_rows) AS newest`.execute(db);
  const colleagues = await colleaguesIn(db, workspace);
  return { revision: rows[0]?.revision ?? 0, newest: rows[0]?.newest ?? 0, ...colleagues };
}

async function gather(db: Database, workspace: number, { people, hidden }: State): Promise<Finders> {
  const find = createFinders({ customers: [], people, hidden });
  for await (const some of customersIn(db, workspace)) find.add(some);
  return find;
}

const fresh = (of: 'people' | 'hidden', before: State, now: State): string[] => [
  ...new Set(now[of]).difference(new Set(before[of])),
];

/** Whether somebody is known no more, or by another name. */
function hasLost(before: State, now: State): boolean {
  const lost = fresh('people', now, before).length + fresh('hidden', now, before).length;
  return before.revision !== now.revision || lost > 0;
}

function hasMore(before: State, now: State): boolean {
  const more = fresh('people', before, now).length + fresh('hidden', before, now).length;
  return now.newest > before.newest || more > 0;
}

/** With those who have come to be known since. */
async function grown(db: Database, workspace: number, kept: Gathered, now: State): Promise<Finders> {
  const find = await kept.find;
  for await (const some of newIn(db, workspace, kept.state, now)) find.add(some);
  return find;
}

/** The same for a transaction, which leaves what is kept as it is. */
async function alsoNew(
  db: Database,
  workspace: number,
  kept: Gathered,
  now: State,
): Promise<Omit<Finders, 'add'>> {
  const find = await kept.find;
  if (!hasMore(kept.state, now)) return find;
  const more = createFinders({ customers: [], people: [] });
  for await (const some of newIn(db, workspace, kept.state, now)) more.add(some);
  return together(find, more);
}

/** Colleagues and customers who have come since, some at a time; an import's too, which are known soon. */
async function* newIn(
  db: Database,
  workspace: number,
  before: State,
  now: State,
): AsyncGenerator<Identities> {
  yield { customers: [], people: fresh('people', before, now), hidden: fresh('hidden', before, now) };
  for (let after = before.newest; after < now.newest; ) {
    const { rows } = await sql<{ row: number; workspace: number; name: string; record: string | null }>`
      SELECT rowid AS row, workspace, name, record FROM customer_rows
      WHERE rowid > ${after} AND rowid <= ${now.newest} ORDER BY rowid LIMIT ${AT_ONCE}`.execute(db);
    yield namedIn(rows.filter((row) => row.workspace === workspace));
    after = rows.at(-1)?.row ?? now.newest;
    await breathe(db);
  }
}
