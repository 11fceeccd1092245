import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { eraseAsked, eraseSubjects } from '../invitations/erase.ts';
import { FILE_SLOT } from '../slack/outbox.ts';

/** Stands where the id of an erased person stood in what has to be kept: decisions, checks, the audit log. */
const SOMEBODY = 'erased';

/** Every mention of a person's id that is left once their interviews are gone. */
export async function eraseTraces(db: Database, workspace: number, person: string): Promise<void> {
  await db.deleteFrom('inbox').where('workspace', '=', workspace).where('person', '=', person).execute();
  await takeConversation(db, workspace, person);
  await eraseAsked(db, workspace, person, SOMEBODY);
  const said = [
    ['checks', 'asked_by'],
    ['check_outcomes', 'reported_by'],
    ['exports', 'exported_by'],
    ['decisions', 'decided_by'],
    ['regroupings', 'asked_by'],
    ['regroupings', 'undone_by'],
    ['draft_runs', 'asked_by'],
    ['settings', 'updated_by'],
    ['installations', 'installed_by'],
    ['customer_aliases', 'merged_by'],
    ['customer_aliases', 'undone_by'],
    ['customers_apart', 'said_by'],
    ['reason_codes', 'decided_by'],
    ['judged_names', 'judged_by'],
    ['finding_corrections', 'corrected_by'],
    ['audit_log', 'actor'],
    ['audit_log', 'subject'],
  ] as const;
  for (const [table, column] of said) {
    await db
      .updateTable(table)
      .set({ [column]: SOMEBODY } as never)
      .where('workspace', '=', workspace)
      .where(column as never, '=', person as never)
      .execute();
  }
  await db
    .updateTable('audit_log')
    .set({ actor: `command line, as ${SOMEBODY}` })
    .where('workspace', '=', workspace)
    .where('actor', '=', `command line, as ${person}`)
    .execute();
  await eraseFromSettings(db, workspace, person);
  for (const table of ['quote_consents', 'heard_back', 'homes'] as const) {
    await db.deleteFrom(table).where('workspace', '=', workspace).where('person', '=', person).execute();
  }
  await db.deleteFrom('people').where('workspace', '=', workspace).where('id', '=', person).execute();
}

/** The settings that list people by id. */
const LISTS = ['REVIEWERS', 'ADMINS'] as const;

/**
 * Who reviews and who administers, and what the audit log says of changes to that. A list of administrators that would
 * be empty gives way to that of the environment: somebody has to be able to name new ones.
 */
async function eraseFromSettings(db: Database, workspace: number, person: string): Promise<void> {
  const rows = await db
    .selectFrom('settings')
    .select(['key', 'value'])
    .where('workspace', '=', workspace)
    .where('key', 'in', LISTS)
    .execute();
  for (const { key, value } of rows) {
    const ids = value.split(/[\s,]+/);
    if (!ids.includes(person)) continue;
    const left = ids.filter((id) => id !== person).join(',');
    const isEmpty = key === 'ADMINS' && left === '';
    const row = { workspace, key };
    if (isEmpty)
      await db
        .deleteFrom('settings')
        .where((eb) => eb.and(row))
        .execute();
    else
      await db
        .updateTable('settings')
        .set({ value: left })
        .where((eb) => eb.and(row))
        .execute();
  }
  const lines = await db
    .selectFrom('audit_log')
    .select(['id', 'detail'])
    .where('workspace', '=', workspace)
    .where('action', '=', 'setting changed')
    .where('subject', 'in', LISTS)
    .execute();
  for (const { id, detail } of lines) {
    const cleaned = detail.replace(new RegExp(`\\b${escaped(person)}\\b`, 'g'), SOMEBODY);
    if (cleaned === detail) continue;
    await db
      .updateTable('audit_log')
      .set({ detail: cleaned })
      .where('workspace', '=', workspace)
      .where('id', '=', id)
      .execute();
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The bot's own messages and files to a person go from their screen too; the row that remembers one goes once that is done. */
async function takeConversation(db: Database, workspace: number, person: string): Promise<void> {
  const mine = db.deleteFrom('outbox').where('workspace', '=', workspace).where('address', '=', person);
  await mine.where('message_ts', 'is', null).execute();
  await db
    .updateTable('outbox')
    .set({ slot: sql`iif(slot LIKE ${`${FILE_SLOT}%`}, slot, 'gone:' || sequence || ':' || rowid)` })
    .set({ address: SOMEBODY, wanted: '{"remove":true}' })
    .set({ attempts: 0, next_try_at: null, failure: null })
    .where('workspace', '=', workspace)
    .where('address', '=', person)
    .execute();
}

/** The keys of erased customers in stored JSON: personas, claims, draft runs, summaries. */
export async function eraseMentions(
  db: Database,
  workspace: number,
  gone: ReadonlySet<string>,
): Promise<void> {
  if (gone.size === 0) return;
  await eraseSubjects(db, workspace, gone);
  const holds = (text: string | null) =>
    text !== null && [...gone].some((key) => text.includes(JSON.stringify(key)));
  const cleaned = (text: string) => JSON.stringify(without(JSON.parse(text), gone));
  for (const row of await db
    .selectFrom('draft_runs')
    .select(['id', 'result'])
    .where('workspace', '=', workspace)
    .execute()) {
    if (!holds(row.result)) continue;
    await db
      .updateTable('draft_runs')
      .set({ result: null })
      .where('workspace', '=', workspace)
      .where('id', '=', row.id)
      .execute();
  }
  for (const row of await db
    .selectFrom('summaries')
    .select(['week', 'body'])
    .where('workspace', '=', workspace)
    .execute()) {
    if (!holds(row.body)) continue;
    await db
      .updateTable('summaries')
      .set({ body: cleaned(row.body) })
      .where('workspace', '=', workspace)
      .where('week', '=', row.week)
      .execute();
  }
  for (const row of await db.selectFrom('claims').selectAll().where('workspace', '=', workspace).execute()) {
    if (!holds(row.body)) continue;
    await db
      .updateTable('claims')
      .set({ body: cleaned(row.body) })
      .where('workspace', '=', workspace)
      .where('persona', '=', row.persona)
      .where('version', '=', row.version)
      .where('id', '=', row.id)
      .execute();
  }
  const versions = db.selectFrom('persona_versions').select(['persona', 'version', 'body']);
  for (const row of await versions.where('workspace', '=', workspace).execute()) {
    if (!holds(row.body)) continue;
    await db
      .updateTable('persona_versions')
      .set({ body: cleaned(row.body) })
      .where('workspace', '=', workspace)
      .where('persona', '=', row.persona)
      .where('version', '=', row.version)
      .execute();
  }
}

/** The same value without these keys in its lists; an object that is about one of them goes as a whole. */
function without(value: unknown, gone: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    return value
      .filter((each) => !(typeof each === 'string' && gone.has(each)))
      .filter((each) => !isAbout(each, gone))
      .map((each) => without(each, gone));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, without(each, gone)]));
}

function isAbout(value: unknown, gone: ReadonlySet<string>): boolean {
  const key = typeof value === 'object' && value !== null && 'case' in value ? value.case : null;
  return typeof key === 'string' && gone.has(key);
}
