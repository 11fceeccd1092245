import type { Database } from '../database/open.ts';
import { nameKey } from '../model/probable.ts';
import { createFinder } from '../model/redact.ts';

/** The judged names that stand in what these interviews and answers ever said. Ask before they go. */
export async function namesJudgedIn(
  db: Database,
  workspace: number,
  { interviews = [], answers = [] }: { interviews?: string[]; answers?: number[] },
): Promise<string[]> {
  const judged = await db
    .selectFrom('judged_names')
    .select('name')
    .where('workspace', '=', workspace)
    .execute();
  if (judged.length === 0) return [];
  const said = saidIn(db, workspace);
  const texts: string[] = [];
  for (const interview of interviews)
    texts.push(...textsOf(await said.where('answer.interview', '=', interview).execute()));
  for (const answer of answers) texts.push(...textsOf(await said.where('answer.id', '=', answer).execute()));
  return judged.map(({ name }) => name).filter((name) => texts.some(holding(name)));
}

/** Forgets what was said of names that stand in no answer any more: nobody else's name outlives what named them. */
export async function forgetNames(db: Database, workspace: number, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const texts = textsOf(await saidIn(db, workspace).execute());
  for (const name of names) {
    if (texts.some(holding(name))) continue;
    await db.deleteFrom('judged_names').where('workspace', '=', workspace).where('name', '=', name).execute();
  }
}

/** Every wording of every answer, also one that an import has not shown yet. */
function saidIn(db: Database, workspace: number) {
  return db
    .selectFrom('answer_revisions as revision')
    .innerJoin('answer_rows as answer', (join) =>
      join.onRef('answer.workspace', '=', 'revision.workspace').onRef('answer.id', '=', 'revision.answer'),
    )
    .select('revision.value')
    .where('answer.workspace', '=', workspace)
    .where('revision.value', 'like', '"%');
}

const textsOf = (rows: { value: string | null }[]): string[] =>
  rows.map(({ value }) => JSON.parse(value ?? '""') as string);

/** Whether a text holds a name, also inflected: a name that stays hidden in one answer must not be forgotten. */
function holding(name: string): (text: string) => boolean {
  const find = createFinder({ customers: [], people: [], hidden: [name] });
  const beginnings = name.split(/[^\p{L}\p{N}]+/u).flatMap((word) => word.slice(0, 3) || []);
  return (text) => {
    const folded = nameKey(text);
    if (!beginnings.some((letters) => folded.includes(letters))) return false;
    return folded.includes(name) || find(text).some(({ kind }) => kind !== 'contact');
  };
}
