import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../database/open.ts';
import { faultsByHand, isByHand, type Written } from '../personas/by-hand.ts';
import { type PersonaBody, personaBody, teams } from '../personas/persona.ts';
import { textsIn } from '../text/catalogue.ts';
import { type Editing, type EditOutcome, gateFor, saveWith } from './edit.ts';
import { isTaken } from './words.ts';

/**
 * Saves what a person wrote as a new version of a persona written by hand: its name, portrait and actions. What the form
 * does not hold stays. Run inside the turn's transaction.
 */
export async function rewrite(db: Database, request: Editing, written: Written): Promise<EditOutcome> {
  const { workspace, config, reader = config.language } = request;
  const texts = textsIn(reader);
  return saveWith(db, request, '', async (current) => {
    const { body } = current;
    if (!isByHand(body)) return { body: null, faults: {} };
    const gate = await gateFor(db, workspace, current, reader);
    const faults = faultsByHand(written, gate, texts.byHand.missing);
    if (await isTaken(db, workspace, body.id, written.name.trim())) faults.name = texts.byHand.taken;
    const idle = body.kind === 'micro' ? [] : teams.filter((team) => written.actions[team].length === 0);
    for (const team of idle) faults[team] ??= texts.byHand.missing;
    const next = rewritten(body, written);
    return { body: isDeepStrictEqual(next, body) ? null : next, faults };
  });
}

function rewritten(body: PersonaBody, { name, subtitle, portrait, actions }: Written): PersonaBody {
  const { about: _about, ...company } = body.portrait?.company ?? {};
  const said = (lines: string[]) => lines.map((text) => ({ text, evidence: [], assumption: true }));
  return personaBody.parse({
    ...body,
    name: name.trim(),
    subtitle: subtitle.trim(),
    portrait: { ...body.portrait, ...portrait, company: { ...portrait.company, ...company } },
    actions: Object.fromEntries(teams.map((team) => [team, said(actions[team])])),
  });
}
