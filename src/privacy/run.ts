import type { Database } from '../database/open.ts';
import { isQuiet } from '../invitations/hours.ts';
import { loadPerson } from '../invitations/person-store.ts';
import { quotesOf } from '../personas/quoted.ts';
import { type ApprovedPersona, approvedPersonas, revisionOf } from '../personas/store.ts';
import { put } from '../slack/outbox.ts';
import { languageOf } from '../slack/people.ts';
import type { Language } from '../text/language.ts';
import { isSlackId } from '../text/mrkdwn.ts';
import { askMessage, countedMessage } from './blocks.ts';
import { reportersOf } from './reporters-store.ts';

/** `timeZone`: of whoever's own zone is not known yet. */
export type Telling = { db: Database; workspace: number; language: Language; timeZone: string; now: string };

const WEEK_MS = 7 * 86_400_000;

/**
 * Tells reporters in which approved personas their answers counted, and asks those who stand alone behind a quote
 * whether it may be shown. Each is said once; whoever was told something this week hears the rest next week, and
 * nobody hears anything in their quiet hours, while they are away or muted.
 */
export async function tellReporters(telling: Telling): Promise<void> {
  const { db, workspace } = telling;
  const revision = await revisionOf(db, workspace);
  const personas = await approvedPersonas(db, workspace);
  if (personas.length === 0) return;
  // Before the transaction, which would keep everybody else waiting.
  const reporters = new Map<ApprovedPersona, ReadonlySet<string>>();
  for (const persona of personas) reporters.set(persona, await reportersOf(db, workspace, persona));
  await db.transaction().execute(async (trx) => {
    // Somebody who was erased meanwhile must hear nothing: the next time reads everything anew.
    if ((await revisionOf(trx, workspace)) !== revision) return;
    await askForQuotes({ ...telling, db: trx }, personas);
    await hearBack({ ...telling, db: trx }, reporters);
  });
}

async function askForQuotes(telling: Telling, personas: ApprovedPersona[]): Promise<void> {
  const { db, workspace, now } = telling;
  for (const persona of personas.filter((one) => one.body.reporters === 1)) {
    const { body } = persona;
    const { quotes, said } = await quotesOf(db, workspace, persona);
    for (const { answer, revision, start, end, text, visibility } of [...quotes, ...said]) {
      if (visibility !== 'aggregates') continue;
      const id = { answer: Number(answer.slice(1)), revision, start, end };
      const person = await authorOf(db, workspace, id.answer);
      if (person === null || !isSlackId(person) || !(await mayHearNow(telling, person))) continue;
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('quote_consents')
        .values({
          ...{ workspace, answer: id.answer, revision, start_unit: start, end_unit: end },
          ...{ person, state: 'asked', asked_at: now, decided_at: null },
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (!numInsertedOrUpdatedRows) continue;
      const language = await languageOf(db, { workspace, person }, telling.language);
      const slot = `quote:${person}:${id.answer}:${revision}:${start}:${end}`;
      await put(db, workspace, slot, person, askMessage(body.name, text, id, language), now);
    }
  }
}

async function mayHearNow({ db, workspace, timeZone, now }: Telling, id: string): Promise<boolean> {
  const options = { zone: timeZone, reminders: new Map(), hasReason: false, now };
  const { hours, away, mutedUntil } = (await loadPerson(db, workspace, id, options)).person;
  return !isQuiet(hours, now) && away === null && (mutedUntil === null || mutedUntil <= now);
}

async function authorOf(db: Database, workspace: number, answer: number): Promise<string | null> {
  const row = await db
    .selectFrom('answers')
    .innerJoin('interviews', (join) =>
      join
        .onRef('interviews.workspace', '=', 'answers.workspace')
        .onRef('interviews.id', '=', 'answers.interview'),
    )
    .select('interviews.person')
    .where('answers.workspace', '=', workspace)
    .where('answers.id', '=', answer)
    .executeTakeFirst();
  return row?.person ?? null;
}

async function hearBack(
  telling: Telling,
  reporters: ReadonlyMap<ApprovedPersona, ReadonlySet<string>>,
): Promise<void> {
  const { db, workspace, now } = telling;
  const since = new Date(Date.parse(now) - WEEK_MS).toISOString();
  const untold = await untoldOf(db, workspace, reporters, since);
  for (const [person, versions] of untold) {
    if (!(await mayHearNow(telling, person))) continue;
    await db
      .insertInto('heard_back')
      .values(versions.map(({ id, version }) => ({ workspace, person, persona: id, version, told_at: now })))
      .execute();
    const names = versions.map(({ body }) => body.name);
    const message = countedMessage(names, await languageOf(db, { workspace, person }, telling.language));
    await put(db, workspace, `counted:${person}:${now}`, person, message, now);
  }
}

/** Reporters in Slack who want to hear and heard nothing since, with the versions that count them and are new to them. */
async function untoldOf(
  db: Database,
  workspace: number,
  reporters: ReadonlyMap<ApprovedPersona, ReadonlySet<string>>,
  since: string,
): Promise<Map<string, ApprovedPersona[]>> {
  const unwilling = await db
    .selectFrom('people')
    .select('id')
    .where('workspace', '=', workspace)
    .where('hears_back', '=', 0)
    .execute();
  const heard = await db.selectFrom('heard_back').selectAll().where('workspace', '=', workspace).execute();
  const passed = new Set(unwilling.map(({ id }) => id));
  for (const { person, told_at } of heard) if (told_at > since) passed.add(person);
  const told = new Set(heard.map(({ person, persona, version }) => `${person} ${persona} ${version}`));
  const found = new Map<string, ApprovedPersona[]>();
  for (const [persona, people] of reporters) {
    for (const person of people) {
      if (passed.has(person) || told.has(`${person} ${persona.id} ${persona.version}`) || !isSlackId(person))
        continue;
      found.set(person, [...(found.get(person) ?? []), persona]);
    }
  }
  return found;
}
