import type { Database } from '../database/open.ts';
import { basisOf, type Edit } from '../personas/edits.ts';
import { faultOf, textFault } from '../personas/gate.ts';
import { type PersonaBody, personaBody, type Sentence } from '../personas/persona.ts';
import { listPersonas, type StoredPersona } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import { type Editing, type EditOutcome, gateFor, type Reworded, saveWith } from './edit.ts';

export type EditRequest = Editing & {
  /** `name`, `subtitle`, `story.0` ...: the words as they should be; an empty story line goes. */
  words: Record<string, string>;
};

/**
 * Saves a person's words as a new version on the same evidence. The words pass the gate as any others do: a number
 * that the evidence does not hold is refused, and so is an insult. Run inside the turn's transaction.
 */
export async function edit(db: Database, request: EditRequest): Promise<EditOutcome> {
  return saveWith(db, request, '', (current) => reword(db, request, current));
}

async function reword(db: Database, request: EditRequest, current: StoredPersona): Promise<Reworded> {
  const { workspace, words } = request;
  const reader = request.reader ?? request.config.language;
  const { review } = textsIn(reader);
  const { body } = current;
  const gate = await gateFor(db, workspace, current, reader);
  const faults: Record<string, string> = {};
  const blame = (field: string, why: string | null) => {
    if (why !== null) faults[field] = review.edit.fault(why);
  };
  const name = (words.name ?? body.name).trim();
  const subtitle = (words.subtitle ?? body.subtitle).trim();
  if (name === '') faults.name = review.edit.missing;
  else blame('name', textFault(name, 'name', gate));
  if (await isTaken(db, workspace, body.id, name)) faults.name = review.edit.taken;
  blame('subtitle', textFault(subtitle, 'subtitle', gate));
  const edits: Edit[] = [];
  const story = body.story.flatMap((line, index): Sentence[] => {
    const place = `story.${index}`;
    const text = (words[place] ?? line.text).trim();
    if (text === line.text) return [line];
    const what = text === '' ? 'drop' : 'reword';
    const basis = basisOf(line.evidence, current);
    edits.push({ what, place: 'story', ...basis, was: line.text, text, reason: '' });
    if (text === '') return [];
    blame(place, faultOf({ ...line, text }, place, body, gate));
    return [{ ...line, text }];
  });
  const edited: PersonaBody['edited'] = [
    ...(name !== body.name ? (['name'] as const) : []),
    ...(subtitle !== body.subtitle ? (['subtitle'] as const) : []),
    ...(edits.length > 0 ? (['story'] as const) : []),
  ];
  if (edited.length === 0) return { body: null, faults };
  const all = [...new Set([...body.edited, ...edited])];
  const kept = { ...body, name, subtitle, story, edited: all, edits: [...body.edits, ...edits] };
  return { body: personaBody.parse(kept), faults };
}

/** Whether another persona has this name, in any case of letters. */
export async function isTaken(db: Database, workspace: number, id: string, name: string): Promise<boolean> {
  const others = await listPersonas(db, workspace);
  return others.some((one) => one.id !== id && one.body.name.toLowerCase() === name.toLowerCase());
}
