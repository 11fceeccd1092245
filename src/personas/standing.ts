import type { Database } from '../database/open.ts';
import { rootsOf } from '../interview/alias.ts';
import { loadAliases } from '../interview/alias-store.ts';
import type { PersonaBody } from './persona.ts';
import type { StoredPersona } from './store.ts';

/** What is left today of the evidence that a version was approved on. */
export type Standing =
  | { standing: 'good' }
  /** Too little is left: the persona leaves look-up, checks and exports until somebody looks at it. */
  | { standing: 'fallen'; lost: string[] };

type Version = Pick<StoredPersona, 'id' | 'version' | 'body' | 'claims'>;

/** A claim needs this many customers, and a group these many voices (docs/method.md, sections 2 and 3). */
const CUSTOMERS = 3;
const VOICES = 2;

/**
 * Whether what each version was approved on still stands. A disqualifier stands while at least 3 customers still show
 * it in answers about them that nobody withdrew, erased or changed to something else, told by two people or by one and
 * a record: the gates themselves, never a stored number, because erasure counts those again. A customer shows a pair of
 * traits only while both are told. A version without disqualifiers stands on its first description in the same way; one
 * written by hand, without evidence, always stands.
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
  for (const one of versions) {
    const lost = (wanted.get(one.id) ?? []).filter((claim) => {
      const left = live.get(`${one.id}\n${one.version}\n${claim}`) ?? [];
      const { customers, voices } = showing(left, dimensionsOf(one, claim));
      return customers < CUSTOMERS || voices < VOICES;
    });
    result.set(one.id, lost.length === 0 ? { standing: 'good' } : { standing: 'fallen', lost });
  }
  return result;
}

/** How many customers every dimension is still told of, and by how many people; records are one voice together. */
function showing(left: Left[], dimensions: ReadonlySet<string>): { customers: number; voices: number } {
  const told = new Map<string, Set<string>>();
  for (const { customer, dimension } of left) {
    const known = told.get(customer);
    if (known) known.add(dimension);
    else told.set(customer, new Set([dimension]));
  }
  const shown = left.filter(({ customer }) => dimensions.isSubsetOf(told.get(customer) ?? new Set()));
  return {
    customers: new Set(shown.map(({ customer }) => customer)).size,
    voices: new Set(shown.map(({ person }) => person)).size,
  };
}

function dimensionsOf({ claims, body }: Version, evidence: string): ReadonlySet<string> {
  const traits = claims.find(({ id }) => id === evidence)?.traits;
  return new Set(
    (traits ?? body.descriptions.filter(({ id }) => id === evidence)).map((one) => one.dimension),
  );
}

function evidenceToKeep(body: PersonaBody): string[] {
  const fromRule = body.disqualifiers.flatMap(({ evidence }) => evidence);
  if (fromRule.length > 0) return [...new Set(fromRule)];
  return body.descriptions.slice(0, 1).map(({ id }) => id);
}

/** An answer, or a record where the person is `null`, that still tells what a version counted. */
type Left = { customer: string; dimension: string; person: string | null };

async function liveLinks(
  db: Database,
  workspace: number,
  versions: Version[],
  claims: string[],
): Promise<Map<string, Left[]>> {
  if (versions.length === 0 || claims.length === 0) return new Map();
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
    .select([
      'link.persona',
      'link.version',
      'link.claim',
      'link.customer',
      'link.dimension',
      'interview.person',
      'interview.customer as about',
      'customer.record',
    ])
    .where('link.workspace', '=', workspace)
    .where('link.side', '=', 'for')
    .where('link.case_kind', '=', 'problem')
    .where('link.claim', 'in', claims)
    .where('link.persona', 'in', [...new Set(versions.map(({ id }) => id))])
    .where((eb) =>
      eb.or([
        eb('link.answer', 'is', null),
        eb.and([
          eb('interview.status', 'in', ['complete', 'partial']),
          eb('interview.customer', 'is not', null),
          eb('newest.state', '=', 'answered'),
          eb('newest.value', '=', eb.ref('counted.value')),
        ]),
      ]),
    )
    .execute();
  const { rootOf, recorded } = await mergedCustomers(db, workspace);
  const left = rows.flatMap(({ customer, about, record, ...row }) => {
    const root = rootOf(customer);
    // An answer that is about another customer by now speaks for this one no more.
    const holds = about === null ? record !== null || recorded.has(root) : rootOf(about) === root;
    return holds ? [{ ...row, customer: root }] : [];
  });
  return Map.groupBy(left, ({ persona, version, claim }) => `${persona}\n${version}\n${claim}`);
}

/** What each key counts as, and which customers of several keys have a record under one of them. */
async function mergedCustomers(db: Database, workspace: number) {
  const aliases = await loadAliases(db, workspace);
  const rootOf = rootsOf(aliases);
  const keys = [...new Set(aliases.flatMap(({ alias, canonical }) => [alias, canonical]))];
  const rows =
    keys.length === 0
      ? []
      : await db
          .selectFrom('customers')
          .select('key')
          .where('workspace', '=', workspace)
          .where('key', 'in', keys)
          .where('record', 'is not', null)
          .execute();
  return { rootOf, recorded: new Set(rows.map(({ key }) => rootOf(key))) };
}
