import type { Database } from '../database/open.ts';
import { staleness } from './staleness.ts';

const DAY_MS = 86_400_000;

/** Approved personas whose newest supporting answer is old at an instant, the oldest first. */
export async function gettingOld(
  db: Database,
  workspace: number,
  at: string,
): Promise<{ id: string; name: string; version: number; newestEvidence: string }[]> {
  const limit = new Date(Date.parse(at) - staleness.oldAfterDays * DAY_MS).toISOString();
  return db
    .selectFrom('persona_versions')
    .innerJoin('evidence_links as link', (join) =>
      join
        .onRef('link.workspace', '=', 'persona_versions.workspace')
        .onRef('link.persona', '=', 'persona_versions.persona')
        .onRef('link.version', '=', 'persona_versions.version')
        .on('side', '=', 'for'),
    )
    .innerJoin('answer_revisions as said', (join) =>
      join
        .onRef('said.workspace', '=', 'link.workspace')
        .onRef('said.answer', '=', 'link.answer')
        .onRef('said.revision', '=', 'link.revision'),
    )
    .select((eb) => [
      'persona_versions.persona as id',
      'persona_versions.name',
      'persona_versions.version',
      eb.fn.max('said.at').as('newestEvidence'),
    ])
    .where('persona_versions.workspace', '=', workspace)
    .where('persona_versions.status', '=', 'approved')
    .groupBy(['persona_versions.persona', 'persona_versions.name', 'persona_versions.version'])
    .having((eb) => eb.fn.max('said.at'), '<', limit)
    .orderBy('newestEvidence')
    .execute();
}
