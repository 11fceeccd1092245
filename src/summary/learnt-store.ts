import type { Database } from '../database/open.ts';
import { countedBy } from '../personas/customers.ts';
import { loadQuotes } from '../personas/quoted.ts';
import { shownToAll } from '../personas/shown.ts';
import { loadPersona } from '../personas/store.ts';
import type { Run } from './runs.ts';
import type { Held, Learnt, QuoteRef } from './summary.ts';

/** Where the evidence of the first finding is kept, and one quote from it that everybody may read. */
export async function withEvidence(
  db: Database,
  workspace: number,
  learnt: Learnt[],
  run: Run | null,
): Promise<Learnt[]> {
  const [first, ...others] = learnt;
  const holders = (run?.kept.personas ?? []).filter(({ claims = [] }) => first && claims.includes(first.id));
  for (const { id, version } of first ? holders : []) {
    const persona = await loadPersona(db, workspace, id, version);
    if (!first || !persona || (persona.status !== 'draft' && persona.status !== 'approved')) continue;
    const traits = JSON.stringify(first.traits);
    const claim = persona.claims.find((each) => JSON.stringify(each.traits) === traits);
    if (!claim) continue;
    const shown = persona.quotes.filter((each) => shownToAll(persona, each) && !each.dissenting);
    const counted = new Set((await countedBy(db, workspace, persona, claim.id)).cases);
    const quote = shown.find((each) => counted.has(each.case)) ?? shown[0] ?? null;
    const held: Held = { persona: id, version, claim: claim.id };
    return [{ ...first, held, quote: quote && refOf(quote) }, ...others];
  }
  return learnt;
}

function refOf({ answer, revision, start, end }: QuoteRef): QuoteRef {
  return { answer, revision, start, end };
}

/** The words of a quote as they may be shown today; `null` where they were taken back or changed since. */
export async function wordsOf(
  db: Database,
  workspace: number,
  { quote, held }: Pick<Learnt, 'quote' | 'held'>,
): Promise<string | null> {
  if (!quote || !held) return null;
  const quotes = await loadQuotes(db, workspace, [held.persona]);
  const same = quotes.find(
    ({ quote: each }) =>
      each.answer === quote.answer &&
      each.revision === quote.revision &&
      each.start === quote.start &&
      each.end === quote.end,
  );
  return same && same.quote.visibility !== 'reviewers' ? same.quote.text : null;
}
