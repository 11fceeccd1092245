import { differenceLines, inheritedPortrait, portraitOf } from '../personas/portrait.ts';
import type { Voices } from '../personas/quoted.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import type { Language, Script } from '../scripts/script.ts';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { listed, plain } from './blocks.ts';
import { card, type Size } from './card.ts';
import { LONGEST_QUERY, lookup } from './lookup.ts';
import { synonymsIn, traitWords } from './traits.ts';

/** In which language and how much of a persona is shown, and what may be done with it. */
export type View = {
  language: Language;
  size: Size;
  mayExport: boolean;
  /** The quotes of a persona that everybody may read. */
  quotes: (persona: ApprovedPersona) => Promise<Voices>;
  /** How many of the customers behind each of its claims still show it. */
  today: (persona: ApprovedPersona) => Promise<ReadonlyMap<string, number>>;
};

/** What a look-up answers, in Slack and on the command line. */
export async function answer(
  query: string,
  personas: ApprovedPersona[],
  scripts: readonly Script[],
  view: View,
): Promise<SlackMessage> {
  const { language } = view;
  const texts = textsIn(language).lookup;
  const found = lookup(query, personas, synonymsIn(scripts));
  const echo = escapeMrkdwn(shorten(query.trim(), 80));
  const cut = query.length > LONGEST_QUERY ? [plain(texts.cut(LONGEST_QUERY))] : [];
  const [first] = found.results;
  if (personas.length === 0) return { text: texts.none };
  const message =
    found.found === 'nothing'
      ? listed(`${texts.nothing(echo)} ${texts.nearest}`, found.suggestions, texts)
      : first && found.results.length === 1
        ? await cardOf(first, personas, scripts, view)
        : listed(
            found.found === 'all'
              ? texts.all(found.results.length)
              : texts.several(found.results.length, echo),
            found.results,
            texts,
          );
  return { text: message.text, blocks: [...cut, ...(message.blocks ?? [])] };
}

/** A persona as one card. */
export async function cardOf(
  persona: ApprovedPersona,
  all: readonly ApprovedPersona[],
  scripts: readonly Script[],
  { language, size, mayExport, quotes, today }: View,
): Promise<SlackMessage> {
  const parent = all.find(({ id }) => id === persona.body.parent) ?? null;
  const { quotes: shown, said } = size === 'short' ? { quotes: [], said: [] } : await quotes(persona);
  return card(
    persona,
    {
      parent,
      micros: all.filter(({ body }) => body.parent === persona.id),
      quotes: shown,
      reader: language,
      today: await today(persona),
      words: traitWords(scripts, language),
      others: all.filter(({ id }) => id !== persona.id).map(({ body }) => ({ id: body.id, name: body.name })),
      portrait: portraitOf(persona.body, said, textsIn(language), language),
      differences: differenceLines(persona.body, textsIn(language)),
      inherited: inheritedPortrait(persona.body, parent?.body ?? null, textsIn(language)),
      exportAs: mayExport ? textsIn(language).exports.button : null,
    },
    textsIn(language).lookup,
    size,
  );
}
