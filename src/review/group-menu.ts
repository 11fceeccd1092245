import type { Overflow, PlainTextOption } from '@slack/types';
import { groupGates } from '../evidence/groups.ts';
import { isByHand } from '../personas/by-hand.ts';
import { isWanted } from '../personas/persona.ts';
import type { StoredPersona } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { shorten } from '../text/mrkdwn.ts';

/** Slack's own limit of an option's text, in UTF-16 units. */
const OPTION = 75;

export const option = (text: string, value: string): PlainTextOption => ({
  text: { type: 'plain_text', text: shorten(text, OPTION) },
  value,
});

/** What else can be done with a draft: merge, split, take back. `null` for what was not drafted from answers. */
export function groupMenu({ id, version, body }: StoredPersona, language: Language): Overflow | null {
  if (body.kind === 'micro' || isWanted(body.kind) || isByHand(body)) return null;
  const { menu } = textsIn(language).review.regroup;
  const options = [
    option(menu.merge, 'merge'),
    ...(body.caseCount.for >= 2 * groupGates.cases ? [option(menu.split, 'split')] : []),
    ...(body.regrouped.length > 0 ? [option(menu.undo, 'undo')] : []),
  ];
  return { type: 'overflow', action_id: `review_group:${id}:${version}`, options };
}
