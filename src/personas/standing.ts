import type { Database } from '../database/open.ts';
import type { PersonaBody } from './persona.ts';

/** What is left today of the evidence that a version was approved on. */
export type Standing =
  | { standing: 'good' }
  /** Too little is left: the persona leaves look-up, checks and exports until somebody looks at it. */
  | { standing: 'fallen'; lost: string[] };

type Version = { id: string; version: number; body: PersonaBody };

/** A claim needs this many customers, and a group these many voices (docs/method.md, sections 2 and 3). */
const CUSTOMERS = 3;
const VOICES = 2;

/**
 * Whether what each version was approved on still stands. A disqualifier stands while at least 3 customers still show
 * it in answers about them that nobody withdrew, erased or changed to something else, told by two people or by one and
 * a record: the gates themselves, never a stored number, because erasure counts those again. A version without
 * disqualifiers stands on its first description in the same way; one written by hand, without evidence, always stands.
 */
export async function standingOf(
  db: Database,
  workspace: number,
  versions: Version[],
): Promise<Map<string, Standing>> {
  const wanted = new Map(versions.map(({ id, body }) => [id, evidenceToKeep(body)]));
  const ids = new Set([...wanted.values()].flat());
  const live = await liveLinks(db, workspace, versions, [...ids]);
  const result = new Map<string, Standing>();
  for (const { id, version } of versions) {
    const lost = (wanted.get(id) ?? []).filter((claim) => {
      const left = live.get(`${id}\n${version}\n${claim}`);
      return (left?.customers.size ?? 0) < CUSTOMERS || (left?.voices.size ?? 0) < VOICES;
    });
    result.set(id, lost.length === 0 ? { standing: 'good' } : { standing: 'fallen', lost });
  }
  return result;
}

function evidenceToKeep(body: PersonaBody): string[] {
  const fromRule = body.disqualifiers.flatMap(({ evidence }) => evidence);
  if (fromRule.length > 0) return [...new Set(fromRule)];
  return body.descriptions.slice(0, 1).map(({ id }) => id);
}

type Left = { customers: Set<string>; voices: Set<string> };

async function liveLinks(
  db: Database,
  workspace: number,
  versions: Version[],
  claims: string[],
): Promise<Map<string, Left>> {
  const left = new Map<string, Left>();
  if (versions.length === 0 || claims.length === 0) return left;
  const rows = await db
    .selectFrom('evidence_links as link')
    .innerJoin('customers as customer', (join) =>
      join.onRef('customer.workspace', '=', 'link.workspace').onRef('customer.key', '=', 'link.customer'),
    )
    .leftJoin('answers as answer', (join) =>
      join.onRef('answer.workspace', '=', 'link.workspace').onRef('answer.id', '=', 'link.answer'),
    )
    .leftJoin('answer_revisions as counted', (join) =>
      join
        .onRef('counted.workspace', '=', 'link.workspace')
        .onRef('counted.answer', '=', 'link.answer')
        .onRef('counted.revision', '=', 'link.revision'),
    )
    .leftJoin('answer_revisions as newest', (join) =>
      join
        .onRef('newest.workspace', '=', 'link.workspace')
        .onRef('newest.answer', '=', 'link.answer')
        .onRef('newest.revision', '=', 'answer.latest_revision'),
    )
    .leftJoin('interviews as interview', (join) =>
      join.onRef('interview.workspace', '=', 'link.workspace').onRef('interview.id', '=', 'answer.interview'),
    )
    .select(['link.persona', 'link.version', 'link.claim', 'link.customer', 'interview.person'])
    .where('link.workspace', '=', workspace)
    .where('link.side', '=', 'for')
    .where('link.case_kind', '=', 'problem')
    .where('link.claim', 'in', claims)
    .where('link.persona', 'in', [...new Set(versions.map(({ id }) => id))])
    .where((eb) =>
      eb.or([
        eb.and([eb('link.answer', 'is', null), eb('customer.record', 'is not', null)]),
        eb.and([
          eb('interview.status', 'in', ['complete', 'partial']),
          eb('interview.customer', '=', eb.ref('link.customer')),
          eb('newest.state', '=', 'answered'),
          eb('newest.value', '=', eb.ref('counted.value')),
        ]),
      ]),
    )
    .execute();
  for (const row of rows) {
    const key = `${row.persona}\n${row.version}\n${row.claim}`;
    const entry = left.get(key) ?? { customers: new Set(), voices: new Set() };
    entry.customers.add(row.customer);
    entry.voices.add(row.person ?? 'a customer record');
    left.set(key, entry);
  }
  return left;
}
