import type { Database } from '../database/open.ts';
import { type Asking, ask, type Why } from '../model/ask.ts';
import type { Finder } from '../model/redact.ts';
import type { Language } from '../text/language.ts';
import type { CaseTable, CaseText } from './case.ts';
import { readingKey, themeRequest } from './theme-request.ts';
import { foundUnder, keysOfRead, saveRead } from './theme-store.ts';
import { type Findings, isTelling } from './themes.ts';

/** New calls begin no later than this; what is left is read with the next draft. */
const READING_MS = 4 * 60_000;

/** Answers with the same words under the same question are read once. */
export type Unread = { key: string; text: CaseText; answers: CaseText[] };

/** The free-text answers of a table that were not read yet as they stand, in the order of the table. */
export async function unreadIn(
  { db, workspace, model }: Pick<Asking, 'db' | 'workspace'> & { model: string },
  table: CaseTable,
  language: Language,
): Promise<Unread[]> {
  const read = await keysOfRead(db, workspace);
  const unread = new Map<string, Unread>();
  for (const text of table.cases.flatMap(({ texts }) => texts)) {
    if (!isTelling(text.text)) continue;
    const key = readingKey(text, model, language);
    if (read.get(text.answer) === key) continue;
    const known = unread.get(key);
    if (known) known.answers.push(text);
    else unread.set(key, { key, text, answers: [text] });
  }
  return [...unread.values()];
}

export type Readings = {
  calls: number;
  /** Texts that a model read; answers left for the next draft; findings that could not stand. */
  read: number;
  left: number;
  dropped: number;
  failure: { why: Why; status: number | null } | null;
  /** Asking the endpoint anything more in this run is useless. */
  down: boolean;
};

/**
 * Reads answers, a few at once. What each one tells is kept as soon as it is known: after a crash only the missing
 * ones are asked again.
 */
export async function readThemes(
  asking: Asking,
  unread: readonly Unread[],
  { language, find }: { language: Language; find: Finder },
  onProgress: (share: number) => void,
): Promise<Readings> {
  const { db, workspace, now } = asking;
  const result: Readings = { calls: 0, read: 0, left: unread.length, dropped: 0, failure: null, down: false };
  const until = performance.now() + READING_MS;
  const queue = [...unread];
  const keep = async ({ key, answers }: Unread, found: Findings) => {
    const reads = answers.map(({ answer, revision }) => ({ answer, revision, key, ...found }));
    await saveRead(db, workspace, reads, now);
    result.left -= 1;
    onProgress(1 - result.left / unread.length);
  };
  const goesOn = () => queue.length > 0 && !result.down && performance.now() < until;
  const takeOne = async () => {
    const next = queue.shift();
    if (!next) return;
    const known = await foundUnder(db, workspace, next.key);
    if (known !== null) {
      await keep(next, known);
      return;
    }
    const { request, read } = themeRequest(next.text, language, find);
    const answer = await ask(asking, request, read, false);
    result.calls += answer.calls;
    if (answer.answered) {
      result.read += 1;
      result.dropped += answer.value.dropped.length;
      await keep(next, answer.value);
    } else {
      result.failure = answer;
      result.down ||= answer.down;
    }
  };
  // The first one alone: it finds out whether the endpoint is there, and how it wants to be asked.
  await takeOne();
  const worker = async () => {
    while (goesOn()) await takeOne();
  };
  await Promise.all(Array.from({ length: asking.model.atOnce }, worker));
  return result;
}

/** Texts whose findings are known from another answer need no call. */
export async function callsFor(
  db: Database,
  workspace: number,
  unread: readonly Unread[],
): Promise<Unread[]> {
  const missing: Unread[] = [];
  for (const one of unread) if ((await foundUnder(db, workspace, one.key)) === null) missing.push(one);
  return missing;
}
