import type { Database } from '../database/open.ts';
import type { Row } from '../database/tables.ts';
import type { PersonaFacts } from '../facts/facts.ts';
import { casesOf } from '../personas/customers.ts';
import { type PersonaBody, personaBody } from '../personas/persona.ts';
import { numberOf, STAGED } from '../personas/store.ts';
import type { Known } from './match.ts';

/** A persona as drafting sees it before it starts. */
export type Current = Known & {
  newest: Pick<
    Row<'persona_versions'>,
    'version' | 'status' | 'name' | 'voice' | 'evidence_hash' | 'decided_at'
  >;
  approvedHash: string | null;
  body: PersonaBody;
};

/** Every drafted persona with its newest version; one written by hand has no cases and is none of a draft's business. */
export async function loadCurrent(db: Database, workspace: number): Promise<Current[]> {
  const versions = await db
    .selectFrom('persona_versions as v')
    .innerJoin('personas as p', (join) =>
      join.onRef('p.workspace', '=', 'v.workspace').onRef('p.id', '=', 'v.persona'),
    )
    .selectAll('v')
    .select(['p.kind', 'p.level', 'p.parent'])
    .where('v.workspace', '=', workspace)
    .where('v.drafted_at', '<>', STAGED)
    .orderBy('v.version', 'desc')
    .execute();
  const current = new Map<string, Current>();
  for (const { kind, level, parent, ...row } of versions) {
    const known = current.get(row.persona);
    if (known) {
      if (row.status === 'approved') known.approvedHash = row.evidence_hash;
      continue;
    }
    const body = personaBody.parse(JSON.parse(row.body));
    const cases = await casesOf(db, workspace, { id: row.persona, version: row.version });
    // A version without cases was written by hand, a sample for instance: nothing to match it by.
    if (cases.length === 0) continue;
    current.set(row.persona, {
      id: row.persona,
      kind,
      level,
      parent,
      cases,
      newest: row,
      approvedHash: row.status === 'approved' ? row.evidence_hash : null,
      body,
    });
  }
  return [...current.values()].sort((a, b) => numberOf(a.id) - numberOf(b.id));
}

/** What becomes of a group whose persona is known. */
export type Fate =
  | { fate: 'draft' }
  /** Nothing counted has changed: the newest version, or the approved one, says it already. */
  | { fate: 'unchanged'; version: 'newest' | 'approved' }
  | { fate: 'stays away'; why: 'rejected' | 'retired' };

/** A rejected or retired persona comes back only when what it rests on has changed. */
export function fateOf(current: Current | null, hash: string, facts: PersonaFacts): Fate {
  if (current === null) return { fate: 'draft' };
  const { newest, approvedHash } = current;
  const away = newest.status === 'rejected' || newest.status === 'retired';
  if (away && (newest.evidence_hash === hash || restsOnTheSame(current, facts))) {
    if (approvedHash !== null) return { fate: 'unchanged', version: 'approved' };
    return { fate: 'stays away', why: newest.status === 'retired' ? 'retired' : 'rejected' };
  }
  if (approvedHash === hash) return { fate: 'unchanged', version: 'approved' };
  const undecided = newest.status === 'draft' || newest.status === 'approved';
  return undecided && newest.evidence_hash === hash
    ? { fate: 'unchanged', version: 'newest' }
    : { fate: 'draft' };
}

/** The same customers, verdict and rule: one comparable account more is no new reason to ask again. */
function restsOnTheSame({ body, cases }: Current, facts: PersonaFacts): boolean {
  const rule = (lines: { dimension: string; value: unknown }[]) =>
    JSON.stringify(lines.map(({ dimension, value }) => `${dimension}=${String(value)}`).sort());
  return (
    JSON.stringify(cases) === JSON.stringify(facts.cases) &&
    body.verdict === facts.judgement.verdict &&
    rule(body.disqualifiers) === rule(facts.rule.map(({ trait }) => trait))
  );
}
