import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { loadPersona, type StoredPersona } from '../personas/store.ts';
import type { Turn } from '../slack/turn.ts';
import { type Catalogue, textsIn } from '../text/catalogue.ts';
import { mayDecide } from './review.ts';

/** Where somebody looks, and who does. */
export type Scope = {
  db: Database;
  workspace: number;
  person: string;
  config: Pick<Config, 'reviewers'>;
};
export type Looked = { persona: string; version: number | null };

/**
 * The draft that somebody looked at, where it still is the one to decide about and they may decide.
 *
 * @returns else `refused`, in a sentence
 */
export async function currentDraft(
  { db, workspace, person, config }: Scope,
  { persona, version }: Looked,
  texts: Catalogue['review'],
): Promise<StoredPersona | { refused: string }> {
  const stranger = mayDecide(person, config, texts);
  if (stranger !== null) return { refused: stranger };
  const newest = await loadPersona(db, workspace, persona);
  if (newest === null) return { refused: texts.refused.unknown(persona) };
  if (version !== null && newest.version !== version) {
    return { refused: texts.refused.outdated(version, newest.version) };
  }
  return newest.status === 'draft' ? newest : { refused: texts.refused.decided(newest.status, null) };
}

/** The same for a click: whoever may not go on is told why. */
export async function draftFor(turn: Turn, looked: Looked): Promise<StoredPersona | null> {
  const found = await currentDraft(turn, looked, textsIn(turn.language).review);
  if (!('refused' in found)) return found;
  await turn.reply({ text: found.refused });
  return null;
}
