import { loadKnownCustomers } from '../cases/store.ts';
import type { Database } from '../database/open.ts';
import { loadOutcomes, tallied } from './outcomes.ts';
import { ownSide } from './persona.ts';
import { allHold, knownOf, wholeRule } from './rule.ts';
import { type Cause, causesOf, type Support } from './staleness.ts';
import { type ApprovedPersona, approvedPersonas } from './store.ts';

export type Stale = {
  persona: ApprovedPersona;
  causes: Cause[];
  /** Approved, or confirmed since: whichever is later. */
  since: string;
  /** Who approved it last. */
  owner: string | null;
};

/** Every persona in use that should be looked at again, with why. */
export async function stalePersonas(db: Database, workspace: number, now: string): Promise<Stale[]> {
  const personas = await approvedPersonas(db, workspace);
  if (personas.length === 0) return [];
  const decided = await decisionsOn(db, workspace, personas);
  const since = (id: string) => decided.get(id)?.since ?? '';
  const heard = await heardSince(db, workspace, personas, since);
  const outcomes = tallied(await loadOutcomes(db, workspace), (id) => since(id) || null);
  const stale: Stale[] = [];
  for (const persona of personas) {
    const { id } = persona;
    const tally = outcomes.get(id);
    const support: Support = {
      lookedAt: since(id),
      newestAnswers: await newestAnswers(db, workspace, persona),
      since: heard.get(id) ?? { problem: 0, good: 0 },
      outcomes: { well: tally?.against ?? 0, badly: tally?.for ?? 0 },
    };
    const causes = causesOf(support, now);
    const owner = decided.get(id)?.owner ?? null;
    if (causes.length > 0) stale.push({ persona, causes, since: since(id), owner });
  }
  return stale;
}

type Decided = { owner: string | null; since: string };

async function decisionsOn(
  db: Database,
  workspace: number,
  personas: ApprovedPersona[],
): Promise<Map<string, Decided>> {
  const rows = await db
    .selectFrom('decisions')
    .select(['persona', 'version', 'decision', 'decided_by', 'at'])
    .where('workspace', '=', workspace)
    .where('decision', 'in', ['approve', 'confirm'])
    .orderBy('id')
    .execute();
  const found = new Map<string, Decided>();
  for (const { id, version, approvedAt } of personas) {
    const own = rows.filter((row) => row.persona === id && row.version === version);
    const owner = own.findLast(({ decision }) => decision === 'approve')?.decided_by ?? null;
    const confirmedAt = own.findLast(({ decision }) => decision === 'confirm')?.at ?? null;
    found.set(id, { owner, since: confirmedAt ?? approvedAt });
  }
  return found;
}

/** For each supporting problem customer the newest answer that was counted. */
async function newestAnswers(
  db: Database,
  workspace: number,
  { id, version, body }: ApprovedPersona,
): Promise<string[]> {
  const rows = await db
    .selectFrom('evidence_links as link')
    .innerJoin('answer_revisions as said', (join) =>
      join
        .onRef('said.workspace', '=', 'link.workspace')
        .onRef('said.answer', '=', 'link.answer')
        .onRef('said.revision', '=', 'link.revision'),
    )
    .select((eb) => ['link.customer', eb.fn.max('said.at').as('at')])
    .where('link.workspace', '=', workspace)
    .where('link.persona', '=', id)
    .where('link.version', '=', version)
    .where('link.side', '=', 'for')
    .where('link.case_kind', '=', ownSide(body))
    .groupBy('link.customer')
    .execute();
  return rows.map(({ at }) => at);
}

/** Customers that meet the whole rule of each persona and were told of, or came on record, since it was decided. */
async function heardSince(
  db: Database,
  workspace: number,
  personas: ApprovedPersona[],
  since: (id: string) => string,
): Promise<Map<string, Support['since']>> {
  const found = new Map<string, Support['since']>();
  const told = await toldAt(db, workspace, personas.map(({ id }) => since(id)).sort()[0] ?? '');
  const rules = personas.flatMap(({ id, body }) => {
    const parent = personas.find((one) => one.id === body.parent)?.body ?? null;
    const rule = wholeRule(body, parent);
    return rule.length > 0 ? [{ id, rule }] : [];
  });
  if (told.size === 0 || rules.length === 0) return found;
  const dimensions = new Set(rules.flatMap(({ rule }) => rule.map(({ dimension }) => dimension)));
  const { cases, unjudged } = await loadKnownCustomers(db, workspace, dimensions);
  for (const { id, rule } of rules) {
    const heard = { problem: 0, good: 0 };
    for (const one of cases) {
      if (unjudged.has(one.key) || (told.get(one.key) ?? '') <= since(id)) continue;
      if (allHold(rule, knownOf(one, rule)) !== 'yes') continue;
      if (one.kind === 'problem') heard.problem += 1;
      else heard.good += 1;
    }
    found.set(id, heard);
  }
  return found;
}

/** When each customer was last told of, or first came on record: those after an instant. */
async function toldAt(db: Database, workspace: number, after: string): Promise<Map<string, string>> {
  const interviews = await db
    .selectFrom('interviews')
    .select((eb) => ['customer as key', eb.fn.max('finished_at').as('at')])
    .where('workspace', '=', workspace)
    .where('status', 'in', ['complete', 'partial'])
    .where('customer', 'is not', null)
    .where('finished_at', '>', after)
    .groupBy('customer')
    .execute();
  const records = await db
    .selectFrom('customers')
    .select(['key', 'created_at as at'])
    .where('workspace', '=', workspace)
    .where('record', 'is not', null)
    .where('created_at', '>', after)
    .execute();
  const told = new Map<string, string>();
  for (const { key, at } of [...interviews, ...records]) {
    if (key !== null && at !== null && at > (told.get(key) ?? '')) told.set(key, at);
  }
  return told;
}
