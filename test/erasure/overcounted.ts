import type { Database } from '../../src/database/open.ts';

/** The claims that say more than what is there to count: none, at any moment. */
export async function overcounted(db: Database): Promise<string[]> {
  const claims = await db.selectFrom('claims').select(['persona', 'version', 'id', 'body']).execute();
  const links = await db
    .selectFrom('evidence_links')
    .select(['persona', 'version', 'claim', 'customer'])
    .where('side', '=', 'for')
    .execute();
  const left = Map.groupBy(links, ({ persona, version, claim }) => `${persona} ${version} ${claim}`);
  return claims.flatMap(({ persona, version, id, body }) => {
    const { cases } = JSON.parse(body) as { cases: string[] };
    const known = new Set(left.get(`${persona} ${version} ${id}`)?.map(({ customer }) => customer));
    return cases.every((customer) => known.has(customer)) ? [] : [`${persona} ${id}`];
  });
}
