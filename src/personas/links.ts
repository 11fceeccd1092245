import type { Case, CaseTable, Source } from '../cases/case.ts';
import type { Database } from '../database/open.ts';
import type { NewRow } from '../database/tables.ts';
import type { Claim } from '../evidence/evidence.ts';
import type { PersonaFacts } from './facts.ts';

type Link = Omit<NewRow<'evidence_links'>, 'workspace' | 'persona' | 'version'>;
/** SQLite takes at most 32,766 values in a statement; a link has ten. */
const ROWS_A_STATEMENT = 2_000;

/** Every claim, description and figure of a persona with the cases and answers it counts. */
export async function saveEvidence(
  db: Database,
  key: { workspace: number; persona: string; version: number },
  facts: PersonaFacts,
  table: CaseTable,
): Promise<void> {
  const cases = new Map(table.cases.map((one) => [one.key, one]));
  const rows: { id: string; body: string }[] = [];
  const links: Link[] = [];
  for (const claim of facts.claims) {
    rows.push({ id: claim.id, body: JSON.stringify({ type: 'claim', ...claim }) });
    links.push(...linksOfClaim(claim, cases));
  }
  for (const one of facts.descriptions) {
    rows.push({ id: one.id, body: JSON.stringify({ type: 'description', ...one }) });
    links.push(...sided(one.id, 'for', one.cases, [one.dimension], cases));
    links.push(...sided(one.id, 'against', one.against, [one.dimension], cases));
  }
  for (const [name, keys] of Object.entries(facts.economics.cases)) {
    const id = `economics.${name}`;
    rows.push({ id, body: JSON.stringify({ type: 'figure', id, cases: keys }) });
    links.push(...sided(id, 'for', keys, [name], cases));
  }
  for (const { id, body } of rows)
    await db
      .insertInto('claims')
      .values({ ...key, id, body })
      .execute();
  for (let from = 0; from < links.length; from += ROWS_A_STATEMENT) {
    const part = links.slice(from, from + ROWS_A_STATEMENT).map((link) => ({ ...key, ...link }));
    await db.insertInto('evidence_links').values(part).execute();
  }
}

function linksOfClaim(claim: Claim, cases: Map<string, Case>): Link[] {
  const dimensions = claim.traits.map(({ dimension }) => dimension);
  return [
    ...sided(claim.id, 'for', [...claim.cases, ...claim.comparisonCases], dimensions, cases),
    ...sided(claim.id, 'against', [...claim.against, ...claim.comparisonAgainst], dimensions, cases),
  ];
}

function sided(
  claim: string,
  side: Link['side'],
  keys: string[],
  dimensions: string[],
  cases: Map<string, Case>,
): Link[] {
  return keys.flatMap((key) => {
    const one = cases.get(key);
    if (!one) return [];
    return dimensions.flatMap((dimension) =>
      answersOf(one, dimension).map(({ answer, revision }) => ({
        claim,
        customer: key,
        case_kind: one.kind,
        side,
        dimension,
        answer,
        revision,
      })),
    );
  });
}

/** The answers a case's trait comes from; the customer record where there are none. */
function answersOf(one: Case, dimension: string): { answer: number | null; revision: number | null }[] {
  const sources: Source[] = one.traits[dimension]?.sources ?? [];
  const answers = new Map(
    sources.flatMap((source) => (source.answer === null ? [] : [[source.answer, source.revision] as const])),
  );
  const linked = [...answers].map(([answer, revision]) => ({ answer, revision }));
  const recorded = sources.some(({ answer }) => answer === null);
  return linked.length === 0 || recorded ? [...linked, { answer: null, revision: null }] : linked;
}
