import type { Database } from '../database/open.ts';
import type { Script } from '../interview/script.ts';
import { type ApprovedPersona, approvedPersonas } from '../personas/store.ts';
import { type CheckOutcome, check, ruleTraits } from './check.ts';
import type { Lexicon } from './lexicon.ts';
import { type Lead, readLead, readPairs } from './parse.ts';
import { loadLexicon } from './store.ts';

/** What was said of a lead: words, TRAIT=VALUE pairs, or both. */
export type LeadInput = { text?: string; pairs?: string[]; known?: Partial<Lead> };
export type Ground = { personas: ApprovedPersona[]; lexicon: Lexicon };

/** One for each list of approved personas: the same list means that nothing under it has changed. */
const grounds = new WeakMap<readonly ApprovedPersona[], { scripts: readonly Script[]; ground: Ground }>();

/** What a lead is checked against: the approved personas and the wordings of their traits. */
export async function loadGround(
  db: Database,
  workspace: number,
  scripts: readonly Script[],
): Promise<Ground> {
  const personas = await approvedPersonas(db, workspace);
  const kept = grounds.get(personas);
  if (kept && kept.scripts === scripts) return kept.ground;
  const ground = { personas, lexicon: await loadLexicon(db, workspace, scripts, ruleTraits(personas)) };
  grounds.set(personas, { scripts, ground });
  return ground;
}

/** Reads and checks a lead. No model is asked and nothing is stored. */
export function checkLead(
  { personas, lexicon }: Ground,
  input: LeadInput,
): { lead: Lead; result: CheckOutcome } {
  const known: Lead = { traits: [], excluded: [], notUnderstood: [], foreign: [], ...input.known };
  // What was chosen in a form stands over what its free text seems to say.
  const chosen = new Set([...known.traits, ...known.excluded].map(({ dimension }) => dimension));
  const words = readLead(lexicon, input.text ?? '');
  const open = ({ dimension }: { dimension: string }) => !chosen.has(dimension);
  const parts: Lead[] = [
    { ...words, traits: words.traits.filter(open), excluded: words.excluded.filter(open) },
    readPairs(lexicon, input.pairs ?? []),
    known,
  ];
  const lead: Lead = {
    traits: parts.flatMap(({ traits }) => traits),
    excluded: parts.flatMap(({ excluded }) => excluded),
    notUnderstood: parts.flatMap(({ notUnderstood }) => notUnderstood),
    foreign: parts.flatMap(({ foreign }) => foreign),
  };
  return { lead, result: check(lead, personas) };
}

/** A check as JSON: the shape of docs/interchange.md, and what was understood. */
export function checkShown(lead: Lead, { outcome, matches, ask }: CheckOutcome) {
  const { notUnderstood, traits: understood, excluded, foreign } = lead;
  return { outcome, matches, ask, notUnderstood, understood, excluded, notConverted: foreign };
}
