import type { Database } from '../database/open.ts';
import { loadRoots } from '../interview/alias-store.ts';
import { newestAnswers } from '../interview/newest.ts';
import type { Script } from '../interview/script.ts';
import type { Fault } from './summary.ts';

type Said = { customer: string; script: string; question: string; value: string; at: string };

/**
 * Whose side of the trouble staff named, one entry a problem customer: the newest revisions of complete and partial
 * interviews that were finished before `to`. Reports that disagree leave it open.
 */
export async function loadFaults(db: Database, workspace: number, to: string): Promise<Fault[]> {
  const asked = await askedIn(db, workspace);
  const questions = [...new Set([...asked.values()].flatMap((of) => [...of.keys()]))];
  if (questions.length === 0) return [];
  const said = await answersTo(db, workspace, questions, to);
  const rootOf = await loadRoots(db, workspace);
  const customers = Map.groupBy(said, ({ customer }) => rootOf(customer));
  return [...customers].flatMap(([customer, all]) => {
    const about = (dimension: string) =>
      all.filter(({ script, question }) => asked.get(script)?.get(question) === dimension);
    const faults = about('fault');
    if (faults.length === 0) return [];
    const sides = new Set(faults.map(({ value }) => value));
    const troubles = new Set(about('main_trouble').map(({ value }) => value));
    return {
      customer,
      ours: sides.size > 1 ? null : sides.has('ours'),
      trouble: troubles.size === 1 ? ([...troubles][0] ?? null) : null,
      firstSaid: faults.map(({ at }) => at).sort()[0]!,
    };
  });
}

/** Script and version -> question -> the reserved dimension it feeds. */
async function askedIn(db: Database, workspace: number): Promise<Map<string, Map<string, string>>> {
  const rows = await db.selectFrom('scripts').selectAll().where('workspace', '=', workspace).execute();
  return new Map(
    rows.map(({ id, version, body }) => {
      const feeding = (JSON.parse(body) as Script).questions.filter(({ dimension }) =>
        ['fault', 'main_trouble'].includes(dimension),
      );
      return [`${id} ${version}`, new Map(feeding.map(({ key, dimension }) => [key, dimension]))];
    }),
  );
}

async function answersTo(db: Database, workspace: number, questions: string[], to: string): Promise<Said[]> {
  const rows = await db
    .selectFrom('interviews')
    .innerJoin(newestAnswers(db).as('said'), (join) =>
      join.onRef('said.workspace', '=', 'interviews.workspace').onRef('said.interview', '=', 'interviews.id'),
    )
    .select(['customer', 'script', 'script_version', 'question', 'said.value', 'finished_at'])
    .where('interviews.workspace', '=', workspace)
    .where('case_kind', '=', 'problem')
    .where('status', 'in', ['complete', 'partial'])
    .where('finished_at', '<', to)
    .where('question', 'in', questions)
    .where('said.state', '=', 'answered')
    .execute();
  return rows.flatMap(({ customer, script, script_version, question, value, finished_at }) => {
    const said: unknown = value === null ? null : JSON.parse(value);
    if (customer === null || finished_at === null || typeof said !== 'string') return [];
    return [{ customer, script: `${script} ${script_version}`, question, value: said, at: finished_at }];
  });
}
