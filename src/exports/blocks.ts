import type { ModalView } from '@slack/types';
import type { ApprovedPersona } from '../personas/store.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import type { AnyFormat } from './run.ts';

type Texts = Catalogue['exports'];
export const FORMAT = 'exports_format';

/** Asks in which shape a persona shall leave the house, and says what every file holds. */
export function exportForm(
  { id, body, version }: ApprovedPersona,
  formats: readonly AnyFormat[],
  texts: Texts,
): ModalView {
  // In the order in which people ask for them: pages first, files for programs last.
  const order = Object.keys(texts.formats);
  const options = formats
    .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((value) => ({ text: words(texts.formats[value]), value }));
  return {
    ...frame(texts),
    callback_id: 'exports_file',
    private_metadata: id,
    submit: words(texts.submit),
    blocks: [
      said(texts.intro(escapeMrkdwn(shorten(body.name, 150)), version)),
      {
        type: 'input',
        block_id: FORMAT,
        label: words(texts.format),
        element: { type: 'radio_buttons', action_id: FORMAT, options },
      },
    ],
  };
}

/** What came of it: where the file is, and what whoever uses it has to know. */
export function exported(lines: readonly string[], texts: Texts): ModalView {
  return { ...frame(texts), blocks: lines.map((line) => said(escapeMrkdwn(line))) };
}

function frame(texts: Texts) {
  return { type: 'modal' as const, title: words(texts.title), close: words(texts.close) };
}

function said(text: string) {
  return {
    type: 'section' as const,
    text: { type: 'mrkdwn' as const, text: shorten(text, 2_900), verbatim: true },
  };
}

function words(text: string) {
  return { type: 'plain_text' as const, text, emoji: false };
}
