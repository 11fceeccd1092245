import { sql } from 'kysely';
import type { CaseTable } from '../cases/case.ts';
import type { Database } from '../database/open.ts';
import { pace, within } from '../database/pace.ts';
import type { ClaimCounts } from '../evidence/evidence.ts';
import type { PersonaFacts } from '../facts/facts.ts';
import { carryEdits } from '../personas/edits.ts';
import { type PersonaBody, personaBody } from '../personas/persona.ts';
import { STAGED } from '../personas/store.ts';
import { copyEvidence } from './copy.ts';
import { dropVersion } from './drop.ts';
import { dropUnusedBlocks, saveEvidence, type VersionKey } from './links.ts';
import { inTurns } from './turns.ts';

export type NewDraft = {
  body: PersonaBody;
  facts: PersonaFacts;
  hash: string;
  voice: 'embedded' | 'model';
};
export type Staged = { id: string; version: number; body: PersonaBody };

const CASES_A_STATEMENT = 1_000;

/**
 * Writes a draft with all its evidence where nobody sees it yet. Each statement is short, so that the bot can write
 * in between however many customers there are; {@link publish} then shows it in one step.
 */
export async function stage(
  db: Database,
  workspace: number,
  { body, facts, hash, voice }: NewDraft,
  table: CaseTable,
  now: string,
): Promise<Staged> {
  await savePersona(db, workspace, body, now);
  const version = (await newestVersion(db, workspace, body.id)) + 1;
  await db
    .insertInto('persona_versions')
    .values({
      workspace,
      persona: body.id,
      version,
      status: 'superseded',
      name: body.name,
      verdict: body.verdict,
      strength: body.strength,
      body: JSON.stringify(body),
      evidence_hash: hash,
      voice,
      drafted_at: STAGED,
      decided_at: null,
    })
    .execute();
  const key = { workspace, persona: body.id, version };
  await inTurns(facts.cases, CASES_A_STATEMENT, (part) => insertCases(db, key, part));
  await saveEvidence(db, key, facts, table);
  await saveQuotes(db, key, facts);
  return { id: body.id, version, body };
}

async function insertCases(db: Database, key: VersionKey, customers: string[]): Promise<void> {
  await sql`
    INSERT INTO persona_cases (workspace, persona, version, customer)
    SELECT ${key.workspace}, ${key.persona}, ${key.version}, value
    FROM json_each(${JSON.stringify(customers)})`.execute(db);
}

/** Shows a staged draft and supersedes the undecided one before it. Words that a person wrote survive. */
export async function publish(db: Database, workspace: number, staged: Staged, now: string): Promise<void> {
  const { id } = staged;
  const before = await db
    .selectFrom('persona_versions')
    .select(['version', 'body'])
    .where('workspace', '=', workspace)
    .where('persona', '=', id)
    .where('drafted_at', '<>', STAGED)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  const body = before ? await withEdits(db, workspace, staged, before.body) : staged.body;
  const version =
    before && before.version > staged.version
      ? await moveUp(db, workspace, staged, before.version + 1)
      : staged.version;
  await supersedeDraft(db, workspace, id, now);
  await db
    .updateTable('persona_versions')
    .set({ status: 'draft', drafted_at: now, name: body.name, body: JSON.stringify(body) })
    .where('workspace', '=', workspace)
    .where('persona', '=', id)
    .where('version', '=', version)
    .execute();
  await db
    .updateTable('personas')
    .set({ kind: body.kind })
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .execute();
}

/** Somebody edited the draft meanwhile and took a number: this one stands after theirs. */
async function moveUp(db: Database, workspace: number, { id, version }: Staged, to: number): Promise<number> {
  const row = await db
    .selectFrom('persona_versions')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('persona', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('persona_versions')
    .values({ ...row, version: to })
    .execute();
  await copyEvidence(db, workspace, id, version, to);
  await dropVersion(within(db), { workspace, persona: id, version });
  return to;
}

/** Takes away what an interrupted run staged, and the personas that never got a version. */
export async function clearStaged(db: Database, workspace: number): Promise<void> {
  const rows = await db
    .selectFrom('persona_versions')
    .select(['persona', 'version'])
    .where('workspace', '=', workspace)
    .where('drafted_at', '=', STAGED)
    .execute();
  for (const row of rows) await dropVersion(pace(db), { workspace, ...row });
  await dropUnusedBlocks(db, workspace);
  const empty = await db
    .selectFrom('personas')
    .select('id')
    .where('workspace', '=', workspace)
    .where('id', 'not in', (eb) =>
      eb.selectFrom('persona_versions').select('persona').where('workspace', '=', workspace),
    )
    .orderBy('level', 'desc')
    .execute();
  // Micro personas first: they point at their parents.
  for (const { id } of empty) {
    await db.deleteFrom('personas').where('workspace', '=', workspace).where('id', '=', id).execute();
  }
}

/** The highest number given, a staged one's included. */
export async function newestVersion(db: Database, workspace: number, persona: string): Promise<number> {
  const { newest } = await db
    .selectFrom('persona_versions')
    .select((eb) => eb.fn.coalesce(eb.fn.max('version'), eb.lit(0)).as('newest'))
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .executeTakeFirstOrThrow();
  return newest;
}

async function savePersona(db: Database, workspace: number, body: PersonaBody, now: string): Promise<void> {
  await db
    .insertInto('personas')
    .values({
      workspace,
      id: body.id,
      kind: body.kind,
      level: body.kind === 'micro' ? 'micro' : 'macro',
      parent: body.parent,
      parent_level: body.parent === null ? null : 'macro',
      mirrors: body.mirrors,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['workspace', 'id']).doUpdateSet({ mirrors: body.mirrors }))
    .execute();
}

/** Takes back an undecided draft whose evidence is not what it was. */
export async function supersedeDraft(
  db: Database,
  workspace: number,
  persona: string,
  now: string,
): Promise<void> {
  await db
    .updateTable('persona_versions')
    .set({ status: 'superseded', decided_at: now })
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .where('status', '=', 'draft')
    .execute();
}

/** Words that a person wrote survive, line by line (edits.ts). */
async function withEdits(
  db: Database,
  workspace: number,
  { id, version, body }: Staged,
  before: string,
): Promise<PersonaBody> {
  const earlier = personaBody.parse(JSON.parse(before));
  if (earlier.edits.length === 0 && earlier.edited.length === 0) return body;
  const rows = await db
    .selectFrom('claims')
    .select('body')
    .where('workspace', '=', workspace)
    .where('persona', '=', id)
    .where('version', '=', version)
    .where('id', 'like', 'c%')
    .execute();
  return carryEdits({ body, claims: rows.map((row) => JSON.parse(row.body) as ClaimCounts) }, earlier);
}

async function saveQuotes(db: Database, key: VersionKey, { quotes, portrait }: PersonaFacts): Promise<void> {
  const all = [...quotes.map((quote) => ({ ...quote, part: null })), ...(portrait?.said ?? [])];
  for (const [position, quote] of all.entries()) {
    await db
      .insertInto('quotes')
      .values({
        ...key,
        position,
        customer: quote.case,
        question: quote.question,
        answer: quote.answer,
        revision: quote.revision,
        start_unit: quote.start,
        end_unit: quote.end,
        dissenting: quote.dissenting ? 1 : 0,
        part: quote.part,
      })
      .execute();
  }
}
