import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { eraseAsked } from '../invitations/erase.ts';
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
  // The row itself goes after the interviews, which point at it.
  const nothing = { name: null, role: null, language: null, time_zone: null, locale: null };
  await db
    .updateTable('people')
    .set({ ...nothing, dm_channel: null, home_seen_at: null, hears_back: 1, named_in_thanks: 0 })
    .where('workspace', '=', workspace)
    .where('id', '=', person)
    .execute();
  await db
    .insertInto('condemned_people')
    .values({ workspace, person })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes the last of a person away, unless they have told something new meanwhile. Call it in a transaction. */
export async function dropPerson(db: Database, workspace: number, person: string): Promise<void> {
  await db
    .deleteFrom('condemned_people')
    .where('workspace', '=', workspace)
    .where('person', '=', person)
    .execute();
  await db
    .deleteFrom('people')
    .where('workspace', '=', workspace)
    .where('id', '=', person)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('interview_rows')
            .select('id')
            .where('workspace', '=', workspace)
            .where('person', '=', person),
        ),
      ),
    )
    .execute();
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
