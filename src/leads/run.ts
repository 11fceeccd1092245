import type { Database } from '../database/open.ts';
import type { Trait } from '../evidence/evidence.ts';
import { readyToLookUp } from '../lookup/lookup.ts';
import { synonymsIn } from '../lookup/traits.ts';
import { type ApprovedPersona, approvedPersonas } from '../personas/store.ts';
import type { Script } from '../scripts/script.ts';
import { type CheckOutcome, check, checkable, ruleTraits } from './check.ts';
import type { Lead } from './lead.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';
import { readLead, readPairs } from './parse.ts';
import { type Known, knownDimensions } from './store.ts';

/** What was said of a lead: words, TRAIT=VALUE pairs, or both. */
export type LeadInput = { text?: string; pairs?: string[]; known?: Partial<Lead> };
export type Ground = { personas: ApprovedPersona[]; lexicon: Lexicon };

/** What is remembered for a workspace: dimensions as long as their number is the same, wordings as long as the rules are. */
type Kept = { scripts: readonly Script[]; dimensions: Known; rules: string; ground: Ground };
const grounds = new WeakMap<Database, Map<number, Kept>>();

/** What a lead is checked against: the approved personas and the wordings of their traits. */
export async function loadGround(
  db: Database,
  workspace: number,
  scripts: readonly Script[],
): Promise<Ground> {
  const personas = await approvedPersonas(db, workspace);
  const kept = grounds.get(db)?.get(workspace);
  const former = kept?.scripts === scripts ? kept : undefined;
  const dimensions = await knownDimensions(db, workspace, scripts, former?.dimensions);
  const isKnown = former?.dimensions === dimensions;
  if (isKnown && former.ground.personas === personas) return former.ground;
  const traits = distinct(ruleTraits(personas));
  const rules = JSON.stringify(traits);
  const lexicon =
    isKnown && former.rules === rules ? former.ground.lexicon : lexiconOf(dimensions.byKey, traits);
  const ground = { personas, lexicon };
  const own = grounds.get(db) ?? new Map<number, Kept>();
  grounds.set(db, own.set(workspace, { scripts, dimensions, rules, ground }));
  return ground;
}

/** Reads and puts together what the next look-up and the next check need; little to do where nothing has changed. */
export async function readyToFind(
  db: Database,
  workspace: number,
  scripts: readonly Script[],
): Promise<void> {
  const { personas } = await loadGround(db, workspace, scripts);
  await readyToLookUp(personas, synonymsIn(scripts));
}

function distinct(traits: Trait[]): Trait[] {
  const byName = new Map(traits.map((trait) => [`${trait.dimension} ${trait.value}`, trait]));
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, trait]) => trait);
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

/** A check as JSON: the shape of docs/interchange.md, what was understood, and with how many personas it was compared. */
export function checkShown({ personas }: Ground, lead: Lead, { outcome, matches, ask }: CheckOutcome) {
  const { notUnderstood, traits: understood, excluded, foreign } = lead;
  const compared = checkable(personas).length;
  return { outcome, matches, ask, notUnderstood, understood, excluded, notConverted: foreign, compared };
}
