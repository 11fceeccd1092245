import type { KnownBlock } from '@slack/types';
import type { StoredPersona } from '../personas/store.ts';
import type { SlackMessage } from '../slack/message.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { button, context, HEADER, section } from './blocks.ts';

/** Rows of each list; the others are counted. */
const MOST_LISTED = 10;

/** The drafts that wait, for one reviewer. */
export function queueMessage(
  waiting: StoredPersona[],
  inUse: StoredPersona[],
  language: Language,
): SlackMessage {
  const { queue, buttons: names } = textsIn(language).review;
  const heading = waiting.length === 0 ? queue.none : queue.heading(waiting.length);
  const rest = waiting.length - MOST_LISTED;
  const unseen = inUse.length - MOST_LISTED;
  const write: KnownBlock = {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'persona_write', text: { type: 'plain_text', text: names.write } },
    ],
  };
  return {
    text: heading,
    blocks: [
      section(heading),
      ...rows(waiting, language),
      ...(rest > 0 ? [context(queue.more(rest))] : []),
      ...(inUse.length > 0 ? [section(queue.inUse), ...rows(inUse, language)] : []),
      ...(unseen > 0 ? [context(queue.more(unseen))] : []),
      write,
    ],
  };
}

function rows(personas: StoredPersona[], language: Language): KnownBlock[] {
  const { queue, kinds, buttons: names } = textsIn(language).review;
  return personas.slice(0, MOST_LISTED).map(
    (persona): KnownBlock => ({
      ...section(
        queue.line(
          shorten(escapeMrkdwn(persona.body.name), HEADER),
          kinds[persona.body.kind],
          shorten(escapeMrkdwn(persona.body.subtitle), HEADER),
        ),
      ),
      accessory: button('review_open', persona.id, persona.version, names.open),
    }),
  );
}
