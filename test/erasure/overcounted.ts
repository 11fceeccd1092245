import type { Database } from '../../src/database/open.ts';
import type { Counts } from '../../src/drafting/links.ts';

/** The claims that say more than what is there to count: none, at any moment. */
export async function overcounted(db: Database): Promise<string[]> {
  const claims = await db.selectFrom('claims').select(['persona', 'version', 'id', 'body']).execute();
  const links = await db
    .selectFrom('evidence_links')
    .select(['persona', 'version', 'claim', 'case_kind', 'customer'])
    .where('side', '=', 'for')
    .execute();
  const left = Map.groupBy(links, ({ persona, version, claim }) => `${persona} ${version} ${claim}`);
  return claims.flatMap(({ persona, version, id, body }) => {
    const own = left.get(`${persona} ${version} ${id}`) ?? [];
    const known = (['problem', 'comparison'] as const).map(
      (kind) => new Set(own.filter((one) => one.case_kind === kind).map(({ customer }) => customer)).size,
    );
    return counted(JSON.parse(body) as Counts) <= Math.max(...known) ? [] : [`${persona} ${id}`];
  });
}

function counted(one: Counts): number {
  if (one.type === 'claim') return one.problem.for;
  return one.type === 'figure' ? one.n : one.for;
}
