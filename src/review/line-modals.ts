import type { KnownBlock, ModalView } from '@slack/types';
import { type Edit, type Line, linesOf } from '../personas/edits.ts';
import { teams } from '../personas/persona.ts';
import type { StoredPersona } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { button, context, countsOf, section } from './blocks.ts';
import { option } from './group-menu.ts';
import { claimWords } from './lines.ts';
import { type Draft, input } from './modals.ts';

/** A modal holds 100 blocks; these leave room for its own. */
const MOST_LINES = 90;
const SHOWN = 600;

/** Which line a form was opened on, and what it does to it. */
export type LineDraft = Draft & { place: string; what: Edit['what'] };

/** Every line of a draft with what can be done to it. */
export function linesModal(persona: StoredPersona, note: string | null, language: Language): ModalView {
  const { lines: texts, evidence } = textsIn(language).review;
  const { id, version } = persona;
  const all = linesOf(persona, (claim) => claimWords(persona, claim));
  const rows = all.slice(0, MOST_LINES).map((line): KnownBlock => {
    const part = partOf(line.place);
    return {
      ...section(
        `*${texts.parts[part] ?? part}*\n${escapeMrkdwn(shorten(line.text, SHOWN))}${countsUnder(persona, line, language)}`,
      ),
      accessory: {
        type: 'overflow',
        action_id: `review_line:${id}:${version}:${line.place}`,
        options: choices(part).map((what) => option(texts.whats[what], what)),
      },
    };
  });
  return {
    type: 'modal',
    callback_id: 'review_lines_shown',
    private_metadata: JSON.stringify({ persona: id, version } satisfies Draft),
    title: { type: 'plain_text', text: shorten(texts.title, 24) },
    close: { type: 'plain_text', text: shorten(evidence.close, 24) },
    blocks: [
      context(note ?? texts.intro(version)),
      ...rows,
      { type: 'actions', elements: [button('review_assume', id, version, texts.assume)] },
    ],
  };
}

/** A claim's own counts, which no edit changes. */
function countsUnder(persona: StoredPersona, { place, evidence }: Line, language: Language): string {
  const claim = partOf(place) === 'claims' ? persona.claims.find(({ id }) => id === evidence[0]) : undefined;
  return claim ? `\n${countsOf(claim, language)}` : '';
}

const partOf = (place: string) => place.slice(0, place.lastIndexOf('.'));

function choices(part: string): Edit['what'][] {
  if (part === 'disqualifiers') return ['reword', 'not_disqualifier', 'first'];
  return ['reword', 'drop', 'first'];
}

/**
 * The form for one line: its new words, or why it goes.
 *
 * @param tried words that could not stand, to be mended, and why they could not
 */
export function lineModal(
  draft: LineDraft,
  line: Line,
  language: Language,
  tried: { text: string; why: string } | null = null,
): ModalView {
  const { lines: texts } = textsIn(language).review;
  const isReword = draft.what === 'reword';
  return form(draft, texts.whats[draft.what], language, [
    section(`>${escapeMrkdwn(shorten(line.text, SHOWN)).replaceAll('\n', '\n>')}`),
    ...(isReword
      ? [
          ...(tried ? [context(escapeMrkdwn(tried.why))] : []),
          input('text', texts.words, { initial: tried?.text ?? line.text, multiline: true }),
          context(texts.numbersHint),
        ]
      : []),
    input('reason', texts.reason, { hint: texts.reasonHint, multiline: true, optional: isReword }),
  ]);
}

/** A line that nobody counted: it is marked as an assumption wherever it stands. */
export function assumeModal(draft: Draft, language: Language): ModalView {
  const { lines: texts } = textsIn(language).review;
  const places = ['story', 'redFlags', ...teams.map((team) => `actions.${team}`)];
  const options = places.map((place) => option(texts.parts[place] ?? place, place));
  return form({ ...draft, place: 'story.0', what: 'assume' }, texts.assume, language, [
    {
      type: 'input',
      block_id: 'place',
      label: { type: 'plain_text', text: texts.where },
      element: { type: 'static_select', action_id: 'value', options, initial_option: options[0]! },
    },
    input('text', texts.words, { hint: texts.assumeHint, multiline: true }),
  ]);
}

function form(draft: LineDraft, title: string, language: Language, blocks: KnownBlock[]): ModalView {
  const { edit, approve } = textsIn(language).review;
  return {
    type: 'modal',
    callback_id: 'review_line_changed',
    private_metadata: JSON.stringify(draft),
    title: { type: 'plain_text', text: shorten(title, 24) },
    submit: { type: 'plain_text', text: shorten(edit.submit, 24) },
    close: { type: 'plain_text', text: shorten(approve.cancel, 24) },
    blocks,
  };
}
