import type { PersonaKind } from '../database/tables.ts';
import type { ClaimCounts } from '../evidence/evidence.ts';
import type { Disqualifier } from '../personas/persona.ts';
import type { PersonaVersion } from '../personas/store.ts';

/** A persona in a list, as JSON. Its claims carry counts; which customers stand behind them is not for everybody. */
export type Entry = {
  id: string;
  kind: PersonaKind;
  name: string;
  version: number;
  approvedAt: string | null;
  disqualifiers: Disqualifier[];
  claims: Pick<
    ClaimCounts,
    'id' | 'traits' | 'problem' | 'comparison' | 'ratio' | 'reporters' | 'strength'
  >[];
  parent: string | null;
  micros: string[];
};

/** @param all where its micro personas are looked for */
export function entryOf(persona: PersonaVersion, all: readonly PersonaVersion[]): Entry {
  const { id, version, status, body, claims, decidedAt } = persona;
  return {
    id,
    kind: body.kind,
    name: body.name,
    version,
    approvedAt: status === 'approved' ? decidedAt : null,
    disqualifiers: body.disqualifiers,
    claims: claims.map(({ id, traits, problem, comparison, ratio, reporters, strength }) => ({
      id,
      traits,
      problem,
      comparison,
      ratio,
      reporters,
      strength,
    })),
    parent: body.parent,
    micros: all.filter((each) => each.body.parent === id).map((each) => each.id),
  };
}
