import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import type { Strength } from '../database/tables.ts';
import type { KeptResult } from '../drafting/result.ts';
import type { Claim, Trait } from '../evidence/evidence.ts';
import { finishedWithin } from '../interview/within.ts';
import { type ApprovedPersona, STAGED } from '../personas/store.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Columns } from './columns.ts';
import type { Driver } from './drivers.ts';
import type { Mapped } from './map.ts';

/** One week of a picture: its name and its borders. */
export type Span = { name: string; from: string; to: string };

const STRENGTH: Record<Strength, number> = { supported: 2, tentative: 1, hypothesis: 0 };

/** What the last draft before an instant found about single traits, the surest first. */
export async function loadDrivers(
  db: Database,
  workspace: number,
  before: string,
  words: (trait: Trait) => string,
): Promise<Driver[]> {
  const row = await db
    .selectFrom('draft_runs')
    .select('result')
    .where('workspace', '=', workspace)
    .where('outcome', '=', 'done')
    .where('result', 'is not', null)
    .where('finished_at', '<', before)
    .orderBy('finished_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { claims = [] } = JSON.parse(row?.result ?? '{}') as Partial<KeptResult>;
  return claims
    .filter(({ traits }) => traits.length === 1)
    .sort((a, b) => rank(b) - rank(a) || (b.ratio ?? 0) - (a.ratio ?? 0) || b.problem.for - a.problem.for)
    .map(({ traits, problem, comparison }) => ({
      label: traits.map(words).join(' + '),
      problem,
      comparison,
    }));
}

const rank = ({ strength }: Claim) => STRENGTH[strength];

/** How many interviews each role finished in each week. */
export async function loadInterviews(
  db: Database,
  workspace: number,
  weeks: readonly Span[],
  roleName: (role: string) => string,
): Promise<Columns> {
  const counted = [];
  for (const { from, to } of weeks) {
    const rows = await db
      .selectFrom('interviews')
      .select(['role', sql<number>`count(*)`.as('count')])
      .where('workspace', '=', workspace)
      .where('interviews.id', 'in', finishedWithin(workspace, from, to))
      .where('finished_at', '>=', from)
      .where('finished_at', '<', to)
      .where('status', 'in', ['complete', 'partial'])
      .groupBy('role')
      .execute();
    counted.push(new Map(rows.map(({ role, count }) => [role, count])));
  }
  const roles = [...new Set(counted.flatMap((of) => [...of.keys()]))].sort();
  return {
    weeks: weeks.map(({ name }) => name),
    series: roles.map(roleName),
    values: counted.map((of) => roles.map((role) => of.get(role) ?? 0)),
  };
}

const VERDICTS = ['avoid', 'fix', 'keep', 'undetermined'] as const;

/** The verdicts of the personas that stood at each week's end, drafts included: a rejected or retired one stands no more. */
export async function loadVerdicts(
  db: Database,
  workspace: number,
  weeks: readonly Span[],
  names: Catalogue['pictures']['verdictNames'],
): Promise<Columns> {
  const versions = await db
    .selectFrom('persona_versions')
    .select(['persona', 'version', 'verdict', 'status', 'drafted_at', 'decided_at'])
    .where('workspace', '=', workspace)
    .where('verdict', 'is not', null)
    .where('drafted_at', '<>', STAGED)
    .orderBy('version')
    .execute();
  const values = weeks.map(({ to }) => {
    const standing = new Map<string, string | null>();
    for (const { persona, verdict, status, drafted_at, decided_at } of versions) {
      if (drafted_at >= to) continue;
      const isGone = (status === 'rejected' || status === 'retired') && (decided_at ?? '') < to;
      standing.set(persona, isGone ? null : verdict);
    }
    return VERDICTS.map((wanted) => [...standing.values()].filter((one) => one === wanted).length);
  });
  return { weeks: weeks.map(({ name }) => name), series: VERDICTS.map((one) => names[one]), values };
}

/** Approved macro personas, each with its approved micro personas. */
export function mapped(personas: readonly ApprovedPersona[], kinds: Catalogue['lookup']['kinds']): Mapped[] {
  return personas
    .filter(({ body }) => body.parent === null)
    .map(({ id, body }) => ({
      name: body.name,
      kind: kinds[body.kind],
      cases: body.caseCount.for,
      micros: personas
        .filter((one) => one.body.parent === id)
        .map((one) => ({ name: one.body.name, cases: one.body.caseCount.for })),
    }));
}
