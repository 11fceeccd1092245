import type { PersonaVersion } from './load.ts';
import { differencesIn, ownSide, type PersonaBody } from './persona.ts';

/** A claim needs this many customers, and a group these many voices (docs/method.md, sections 2 and 3). */
const CUSTOMERS = 3;
const VOICES = 2;

/** What a version rests on: its rule, what it describes, and the claims behind the rule. */
export type Resting = {
  body: Pick<PersonaBody, 'kind' | 'family' | 'disqualifiers' | 'others'> & {
    descriptions: Pick<PersonaBody['descriptions'][number], 'id' | 'dimension'>[];
  };
  claims: Pick<PersonaVersion['claims'][number], 'id' | 'traits'>[];
};
/** One piece of evidence that a version was approved on: customers hold it who show all of these dimensions. */
export type Pillar = { claim: string; side: 'problem' | 'comparison'; dimensions: string[] };
/** How many customers still show it, told by how many; records are one voice together. */
export type Left = { customers: number; voices: number };

/**
 * What has to stand for a version to stay in use: what its disqualifiers rest on. A micro persona without any rests on what
 * sets it apart, another version on its first description; one written by hand, without evidence, on nothing.
 */
export function pillarsOf({ body, claims }: Resting): Pillar[] {
  return evidenceToKeep(body).map((claim) => {
    const traits = claims.find(({ id }) => id === claim)?.traits;
    const told = traits ?? body.descriptions.filter(({ id }) => id === claim);
    return {
      claim,
      side: ownSide(body),
      dimensions: [...new Set(told.map(({ dimension }) => dimension))],
    };
  });
}

function evidenceToKeep(body: Resting['body']): string[] {
  const fromRule = body.disqualifiers.flatMap(({ evidence }) => evidence);
  if (fromRule.length > 0) return [...new Set(fromRule)];
  const differences = differencesIn(body).map(({ here }) => here.id);
  if (differences.length > 0) return differences;
  return body.descriptions.slice(0, 1).map(({ id }) => id);
}

/** Whether enough is left: the gates themselves, never a stored number, because erasure counts those again. */
export function stands({ customers, voices }: Left): boolean {
  return customers >= CUSTOMERS && voices >= VOICES;
}
