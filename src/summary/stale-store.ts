import type { Database } from '../database/open.ts';
import { gettingOld } from '../personas/old.ts';
import type { StaleLine } from './summary.ts';

/**
 * Approved personas that are getting old, and those whose owner was asked, before `to` and since it was last decided
 * about, whether they still hold.
 */
export async function loadStale(db: Database, workspace: number, to: string): Promise<StaleLine[]> {
  const found = new Map<string, StaleLine>();
  for (const old of await gettingOld(db, workspace, to)) found.set(old.id, { ...old, causes: ['old'] });
  const cards = await db
    .selectFrom('staleness_cards as card')
    .innerJoin('persona_versions as version', (join) =>
      join
        .onRef('version.workspace', '=', 'card.workspace')
        .onRef('version.persona', '=', 'card.persona')
        .onRef('version.version', '=', 'card.version'),
    )
    .select(['card.persona as id', 'card.version', 'card.cause', 'version.name'])
    .where('card.workspace', '=', workspace)
    .where('card.posted_at', '<', to)
    .where('version.status', '=', 'approved')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('decisions as later')
            .select('later.id')
            .whereRef('later.workspace', '=', 'card.workspace')
            .whereRef('later.persona', '=', 'card.persona')
            .where('later.decision', 'in', ['approve', 'confirm'])
            .whereRef('later.at', '>', 'card.since'),
        ),
      ),
    )
    .orderBy('card.posted_at')
    .orderBy('card.persona')
    .execute();
  for (const { id, version, name, cause } of cards) {
    const line = found.get(id) ?? { id, version, name, newestEvidence: null, causes: [] };
    if (!line.causes.includes(cause)) line.causes.push(cause);
    found.set(id, line);
  }
  return [...found.values()];
}
