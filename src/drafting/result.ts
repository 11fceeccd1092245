import type { CaseTable } from '../cases/case.ts';
import type { PersonaStatus } from '../database/tables.ts';
import type { Claim, Evidence, Group, Sides, Trait } from '../evidence/evidence.ts';
import type { PersonaFacts } from '../facts/facts.ts';
import type { InFull } from '../personas/customers.ts';
import { mapSentences, type PersonaBody } from '../personas/persona.ts';
import type { Quote } from '../personas/quoted.ts';
import type { HistoryEntry, StoredPersona } from '../personas/store.ts';

/** A quote as `draft --json` prints it. */
export type DraftedQuote = Omit<Quote, 'visibility' | 'role'>;

export type DraftedPersona = InFull['body'] & {
  status: PersonaStatus;
  version: number;
  voice: StoredPersona['voice'];
  quotes: DraftedQuote[];
  /** What fills the parts of a buyer or customer persona in words. */
  said: DraftedQuote[];
  /** What this run did with it. */
  change: 'new' | 'changed' | 'unchanged';
};

/** What `draft --json` prints (docs/interchange.md), and a little more. */
export type DraftResult = {
  generatedAt: string;
  scope: Evidence['scope'];
  claims: Claim[];
  groups: Pick<Group, 'id' | 'cases' | 'stability' | 'kept'>[];
  personas: DraftedPersona[];
  unexplained: string[];
  /** Drafts taken back because their group is not found any more. */
  withdrawn: { id: string; version: number; name: string }[];
  notDrafted: string[];
  questions: string[];
  leftOut: string[];
  /** `left`: answers that no model could read; `themes`: how many wait for a reviewer where this run found a new one. */
  model: { calls: number; note: string; left: number; themes: number };
};

/** What somebody is told who asked for a draft: a {@link DraftResult} without the evidence. */
export type DraftReport = Pick<DraftResult, 'notDrafted' | 'withdrawn' | 'model'> & {
  personas: Pick<DraftedPersona, 'id' | 'change'>[];
  /** How many cases. */
  unexplained: number;
};

export function reportOf({ notDrafted, withdrawn, model, personas, unexplained }: DraftResult): DraftReport {
  const changes = personas.map(({ id, change }) => ({ id, change }));
  return { notDrafted, withdrawn, model, personas: changes, unexplained: unexplained.length };
}

/** What a run keeps of its result, for weekly summaries and invitations to read: nothing in it grows with the cases. */
export type KeptResult = Omit<DraftReport, 'personas'> &
  Pick<DraftResult, 'scope' | 'claims' | 'questions'> & {
    personas: (DraftReport['personas'][number] & Pick<DraftedPersona, 'version' | 'claims'>)[];
    heard: Heard[];
  };

/** In how many problem cases a kind of customer that can be told before the sale was heard of. */
export type Heard = Trait & { cases: number };

/** Claims with their counts. Which cases they count is kept with each version. */
export function keptResult({ claims, ...result }: DraftResult, heard: Heard[]): KeptResult {
  const counts = claims.map((claim) => ({
    ...claim,
    cases: [],
    against: [],
    comparisonCases: [],
    comparisonAgainst: [],
  }));
  const personas = result.personas.map(({ id, change, version, claims }) => ({
    id,
    change,
    version,
    claims,
  }));
  const { scope, questions } = result;
  return { ...reportOf({ claims, ...result }), personas, scope, questions, claims: counts, heard };
}

/** Every declared value of the dimensions that tell customers apart before the sale, also those nobody told of. */
export function heardOf({ cases, dimensions }: CaseTable): Heard[] {
  const problem = cases.filter(({ kind }) => kind === 'problem');
  const telling = Object.values(dimensions).filter(
    (one) =>
      one.level === 'macro' && one.observable === 'before_sale' && !one.protected && one.type === 'choice',
  );
  return telling.flatMap(({ key, values }) => {
    const counts = new Map<string, number>();
    for (const { traits } of problem)
      for (const value of traits.get(key)?.values ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
    return values.map(({ value }) => ({ dimension: key, value, cases: counts.get(value) ?? 0 }));
  });
}

/**
 * A stored persona as a draft shows it, its evidence ids those of this run.
 *
 * @param full what it says, with everybody it counts
 * @param same gives one text for all equal ones: read from the database, a customer's key is a new copy wherever it
 *   stands, and at 100,000 cases all keys of five personas are 130 MB
 */
export function draftedPersona(
  stored: StoredPersona,
  full: InFull['body'],
  facts: PersonaFacts,
  change: DraftedPersona['change'],
  same: (key: string) => string,
): DraftedPersona {
  const body = change === 'unchanged' ? renumbered(stored, facts) : stored.body;
  const sides = <S extends Sides>(one: S): S => ({
    ...one,
    cases: one.cases.map(same),
    against: one.against.map(same),
  });
  return {
    ...body,
    cases: full.cases.map(same),
    descriptions: full.descriptions.map(sides),
    demographics: full.demographics.map(sides),
    ...stateOf(stored),
    change,
  };
}

export type ShownPersona = Omit<DraftedPersona, 'change' | 'claims'> & {
  claims: Claim[];
  history: HistoryEntry[];
};

/** One persona as `show --json` prints it: its claims in full, and every decision about it. */
export function shownPersona(
  stored: StoredPersona,
  { body, claims }: InFull,
  history: HistoryEntry[],
): ShownPersona {
  return { ...body, ...stateOf(stored), claims, history };
}

function stateOf({ status, version, voice, quotes, said }: StoredPersona) {
  const plain = ({ visibility: _visibility, role: _role, ...quote }: Quote): DraftedQuote => quote;
  return {
    status,
    version,
    voice,
    quotes: quotes.map(plain),
    said: said.map(plain),
  };
}

/** A claim is `c3` in one run and `c2` in the next: the same claim is known by its traits. */
function renumbered({ body, claims }: StoredPersona, facts: PersonaFacts): PersonaBody {
  const ids = new Map<string, string>();
  for (const old of claims) {
    const now = facts.claims.find((claim) => JSON.stringify(claim.traits) === JSON.stringify(old.traits));
    if (now) ids.set(old.id, now.id);
  }
  const here = (list: string[]) => list.map((id) => ids.get(id) ?? id);
  const moved = mapSentences(body, (_place, sentence) => ({
    ...sentence,
    evidence: here(sentence.evidence),
  }));
  return {
    ...moved,
    claims: here(body.claims),
    disqualifiers: body.disqualifiers.map((line) => ({ ...line, evidence: here(line.evidence) })),
    categories: body.categories.map(({ tag, evidence }) => ({ tag, evidence: here(evidence) })),
    characteristicEvidence: Object.fromEntries(
      Object.entries(body.characteristicEvidence).map(([tag, evidence]) => [tag, here(evidence)]),
    ),
  };
}
