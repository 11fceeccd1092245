import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Claim } from '../evidence/evidence.ts';
import { oddsRatio, shareRatio, wilson } from '../evidence/intervals.ts';
import { type Description, isWanted, ownSide, type PersonaBody } from '../personas/persona.ts';

export type VersionKey = { persona: string; version: number };
type Figure = { type: 'figure'; id: string; cases: string[] };
type Counted = ({ type: 'claim' } & Claim) | ({ type: 'description' } & Description) | Figure;
type Link = {
  claim: string;
  customer: string;
  case_kind: 'problem' | 'comparison';
  side: 'for' | 'against';
  dimension: string;
  person: string | null;
  role: string | null;
};

/**
 * Counts a version again from the links that are left after an erasure, so that SQL over the links still gives its
 * counts. A case that lost one of a claim's traits no longer counts for that claim. Call it in a transaction.
 *
 * @param caution what a reader is told from now on: sentences keep the numbers they were written with
 * @returns the persona's name
 */
export async function recount(
  db: Database,
  workspace: number,
  { persona, version }: VersionKey,
  gone: ReadonlySet<string>,
  caution: string,
): Promise<string> {
  const links = await linksOf(db, workspace, { persona, version });
  const rows = await db
    .selectFrom('claims')
    .select(['id', 'body'])
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .where('version', '=', version)
    .execute();
  const own = ownSide(await shapeOf(db, workspace, { persona, version }));
  const byClaim = Map.groupBy(links, ({ claim }) => claim);
  const counted = rows.map(({ id, body }) =>
    countedAgain(JSON.parse(body) as Counted, byClaim.get(id) ?? [], own),
  );
  for (const one of counted) {
    await db
      .updateTable('claims')
      .set({ body: JSON.stringify(one) })
      .where('workspace', '=', workspace)
      .where('persona', '=', persona)
      .where('version', '=', version)
      .where('id', '=', one.id)
      .execute();
    await dropIncomplete(db, workspace, { persona, version }, one, byClaim.get(one.id) ?? []);
  }
  return rewriteBody(db, workspace, { persona, version }, { counted, links, own, gone, caution });
}

async function shapeOf(
  db: Database,
  workspace: number,
  { persona, version }: VersionKey,
): Promise<Pick<PersonaBody, 'kind' | 'family'>> {
  return db
    .selectFrom('persona_versions')
    .select([
      sql<PersonaBody['kind']>`body ->> 'kind'`.as('kind'),
      sql<PersonaBody['family']>`body ->> 'family'`.as('family'),
    ])
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
}

async function linksOf(db: Database, workspace: number, { persona, version }: VersionKey): Promise<Link[]> {
  return db
    .selectFrom('evidence_links as link')
    .leftJoin('answers as answer', (join) =>
      join.onRef('answer.workspace', '=', 'link.workspace').onRef('answer.id', '=', 'link.answer'),
    )
    .leftJoin('interviews as interview', (join) =>
      join.onRef('interview.workspace', '=', 'link.workspace').onRef('interview.id', '=', 'answer.interview'),
    )
    .select(['claim', 'link.customer', 'link.case_kind', 'side', 'dimension', 'person', 'role'])
    .where('link.workspace', '=', workspace)
    .where('link.persona', '=', persona)
    .where('link.version', '=', version)
    .execute();
}

function dimensionsOf(one: Counted): string[] {
  if (one.type === 'claim') return one.traits.map(({ dimension }) => dimension);
  return one.type === 'description' ? [one.dimension] : [one.id.replace('economics.', '')];
}

/** The cases that still have every trait; on the other side, one trait that is known to be otherwise is enough. */
function complete(one: Counted, links: Link[], kind: Link['case_kind'], side: Link['side']): string[] {
  const known = Map.groupBy(
    links.filter((link) => link.case_kind === kind && link.side === side),
    ({ customer }) => customer,
  );
  const wanted = dimensionsOf(one);
  return [...known]
    .filter(
      ([, of]) =>
        side === 'against' || wanted.every((dimension) => of.some((link) => link.dimension === dimension)),
    )
    .map(([customer]) => customer)
    .sort();
}

function countedAgain(one: Counted, links: Link[], own: Link['case_kind']): Counted {
  const cases = complete(one, links, own, 'for');
  if (one.type === 'figure') return { ...one, cases };
  const against = complete(one, links, own, 'against');
  const of = cases.length + against.length;
  if (one.type === 'description') return { ...one, cases, against, for: cases.length, of };
  const comparisonCases = complete(one, links, 'comparison', 'for');
  const comparisonAgainst = complete(one, links, 'comparison', 'against');
  const other = comparisonCases.length + comparisonAgainst.length;
  const compared = one.comparison !== null && other > 0 && of > 0;
  const shares = { for1: cases.length, of1: of, for2: comparisonCases.length, of2: other };
  const people = new Set(
    links
      .filter(({ side, case_kind }) => side === 'for' && case_kind === 'problem')
      .map(({ person }) => person),
  );
  const byRecord = people.delete(null);
  // The gates of docs/method.md, section 3: three customers, and two people or one and a record.
  const unsupported = cases.length < 3 || people.size + Number(byRecord) < 2;
  return {
    ...one,
    ...(unsupported ? { strength: 'hypothesis' as const, unsupported } : {}),
    cases,
    against,
    comparisonCases,
    comparisonAgainst,
    problem: { for: cases.length, of },
    comparison: compared ? { for: comparisonCases.length, of: other } : null,
    ratio: compared ? shareRatio(shares) : null,
    oddsRatio: compared ? oddsRatio(shares).value : null,
    interval: of > 0 ? wilson(cases.length, of) : [0, 1],
    // Belongs to the whole family of rules of the draft: it cannot be had from this claim alone.
    q: null,
    reporters: people.size,
  };
}

async function dropIncomplete(
  db: Database,
  workspace: number,
  { persona, version }: VersionKey,
  one: Counted,
  own: Link[],
): Promise<void> {
  for (const kind of ['problem', 'comparison'] as const) {
    for (const side of ['for', 'against'] as const) {
      const whole = new Set(complete(one, own, kind, side));
      const all = own.filter((link) => link.case_kind === kind && link.side === side);
      const broken = [...new Set(all.map(({ customer }) => customer))].filter((key) => !whole.has(key));
      if (broken.length === 0) continue;
      await db
        .deleteFrom('block_links')
        .where('workspace', '=', workspace)
        .where('customer', 'in', broken)
        .where('block', 'in', (eb) =>
          eb
            .selectFrom('claim_blocks as of')
            .innerJoin('evidence_blocks as block', (join) =>
              join.onRef('block.workspace', '=', 'of.workspace').onRef('block.id', '=', 'of.block'),
            )
            .select('of.block')
            .where('of.workspace', '=', workspace)
            .where('persona', '=', persona)
            .where('version', '=', version)
            .where('claim', '=', one.id)
            .where('case_kind', '=', kind)
            .where('side', '=', side),
        )
        .execute();
    }
  }
}

type Left = {
  counted: Counted[];
  links: Link[];
  own: Link['case_kind'];
  gone: ReadonlySet<string>;
  caution: string;
};

async function rewriteBody(
  db: Database,
  workspace: number,
  { persona, version }: VersionKey,
  { counted, links, own, gone, caution }: Left,
): Promise<string> {
  const versions = db
    .updateTable('persona_versions')
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .where('version', '=', version);
  const row = await db
    .selectFrom('persona_versions')
    .select('body')
    .where('workspace', '=', workspace)
    .where('persona', '=', persona)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  const body = JSON.parse(row.body) as PersonaBody;
  const cases = body.cases.filter((key) => !gone.has(key));
  const removed = body.cases.length - cases.length;
  const descriptions = counted.flatMap((one): Description[] => {
    if (one.type !== 'description') return [];
    const { type: _type, ...description } = one;
    return [description];
  });
  const said = new Set(body.demographics?.map(({ id }) => id));
  const figures = new Map(
    counted.flatMap((one) =>
      one.type === 'figure' ? [[one.id.replace('economics.', ''), one.cases.length]] : [],
    ),
  );
  const profile = { ...body.profile };
  for (const { dimension, value, for: holders, of } of descriptions) {
    if (profile[dimension]?.value === value) profile[dimension] = { value, for: holders, of };
  }
  const economics = Object.entries(body.economics).flatMap(([key, figure]) => {
    const n = figures.get(key) ?? figure.n;
    return n === 0 ? [] : [[key, { ...figure, n }] as const];
  });
  const next: PersonaBody = {
    ...body,
    cases,
    caseCount: { for: cases.length, of: Math.max(cases.length, body.caseCount.of - removed) },
    ...voicesLeft(body, links, own),
    descriptions: descriptions.filter(({ id }) => !said.has(id)),
    demographics: descriptions.filter(({ id }) => said.has(id)),
    others: isWanted(body.kind) ? othersLeft(body, links) : body.others,
    profile,
    economics: Object.fromEntries(economics),
    cautions: [...new Set([...(body.cautions ?? []), caution])],
  };
  await versions.set({ body: JSON.stringify(next) }).execute();
  return next.name;
}

/** Who is still behind the cases: quotes and roles are shown to everybody from three people on, and not below. */
function voicesLeft(
  body: PersonaBody,
  links: Link[],
  own: Link['case_kind'],
): Pick<PersonaBody, 'reporters' | 'roles'> {
  const cases = new Set(body.cases);
  const theirs = links.filter(({ customer, case_kind }) => case_kind === own && cases.has(customer));
  const people = new Set(theirs.flatMap(({ person }) => person ?? []));
  const roles = new Set(theirs.flatMap(({ role }) => role ?? []));
  return {
    reporters: Math.min(body.reporters, people.size),
    roles: body.roles.filter((role) => roles.has(role)),
  };
}

/** The same traits among the problem customers that are left. `q` belonged to the family that was tested. */
function othersLeft({ others }: PersonaBody, links: Link[]): PersonaBody['others'] {
  return Object.fromEntries(
    Object.keys(others).flatMap((id) => {
      const theirs = links.filter(({ claim, case_kind }) => claim === id && case_kind === 'problem');
      const of = new Set(theirs.map(({ customer }) => customer)).size;
      const holding = theirs.filter(({ side }) => side === 'for').map(({ customer }) => customer);
      return of === 0 ? [] : [[id, { for: new Set(holding).size, of }]];
    }),
  );
}
