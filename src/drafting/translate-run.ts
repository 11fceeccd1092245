import type { QuoteSpan } from '../evidence/evidence.ts';
import { type Asking, ask, type Why } from '../model/ask.ts';
import { promptFinder } from '../model/identities.ts';
import type { Language } from '../text/language.ts';
import { languageIn } from '../text/spoken.ts';
import { translationRequest } from '../wording/translation.ts';
import type { Planned } from './plan.ts';
import { keptTranslations, saveTranslation, spanKey } from './translation-store.ts';

/** New calls begin no later than this; what is left is translated with the next draft. */
const TRANSLATING_MS = 2 * 60_000;
/** Of these another try is no use: the quote stands alone. */
const final = new Set<Why>(['unreadable', 'refused', 'filtered', 'truncated', 'too_much']);

/** The quotes of these personas in another language than the workspace's that nobody translated yet. */
export async function untranslated(
  { db, workspace }: Pick<Asking, 'db' | 'workspace'>,
  planned: readonly Pick<Planned, 'facts' | 'fate'>[],
  language: Language,
): Promise<QuoteSpan[]> {
  const kept = await keptTranslations(db, workspace, language);
  const spans = planned
    .filter(({ fate }) => fate.fate !== 'stays away')
    .flatMap(({ facts: { quotes, portrait } }) => [...quotes, ...(portrait?.said ?? [])]);
  const foreign = spans.filter(({ text }) => {
    const own = languageIn(text);
    return own !== null && own !== language;
  });
  const due = new Map(foreign.map((span) => [spanKey(span), span]));
  return [...due].filter(([key]) => !kept.has(key)).map(([, span]) => span);
}

/**
 * Has quotes translated, one by one; each translation is kept as soon as it is known. What fails is left to stand in its
 * own language.
 */
export async function translateQuotes(
  asking: Asking,
  planned: readonly Pick<Planned, 'facts' | 'fate'>[],
  language: Language,
): Promise<{ calls: number; translated: number }> {
  const { db, workspace, now } = asking;
  const due = await untranslated(asking, planned, language);
  const find = await promptFinder(db, workspace);
  const until = performance.now() + TRANSLATING_MS;
  const done = { calls: 0, translated: 0 };
  for (const span of due) {
    if (performance.now() > until) break;
    const { request, read } = translationRequest(span.text, language, find);
    const answer = await ask(asking, request, read, false);
    done.calls += answer.calls;
    if (answer.answered) done.translated += 1;
    if (answer.answered || final.has(answer.why)) {
      await saveTranslation(db, workspace, {
        span,
        language,
        text: answer.answered ? answer.value : null,
        at: now,
      });
    }
    if (!answer.answered && answer.down) break;
  }
  return done;
}
