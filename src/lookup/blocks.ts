import type { KnownBlock } from '@slack/types';
import type { ApprovedPersona } from '../personas/store.ts';
import type { SlackMessage } from '../slack/message.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { ruleText } from './card.ts';

const MOST_LISTED = 15;

/** Several personas, each with a button that shows its card. */
export function listed(
  title: string,
  personas: readonly ApprovedPersona[],
  texts: Catalogue['lookup'],
): SlackMessage {
  const shown = personas.slice(0, MOST_LISTED);
  const rest = personas.length - shown.length;
  const blocks: KnownBlock[] = [
    plain(title),
    ...shown.map((persona): KnownBlock => entry(persona, texts)),
    ...(rest > 0 ? [plain(texts.more(rest))] : []),
  ];
  const names = shown.map(({ body }) => escapeMrkdwn(body.name)).join(', ');
  return { text: shorten(`${title} ${names}`, 2_900), blocks };
}

function entry({ body }: ApprovedPersona, texts: Catalogue['lookup']): KnownBlock {
  const rule = body.disqualifiers.map(ruleText).join('; ');
  const about = shorten(escapeMrkdwn(rule || body.subtitle), 300);
  const text = `*${shorten(escapeMrkdwn(body.name), 150)}* · ${texts.kinds[body.kind]}
${about}`;
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: text.trimEnd(), verbatim: true },
    accessory: {
      type: 'button',
      action_id: `lookup_show:${body.id}`,
      text: { type: 'plain_text', text: texts.show, emoji: false },
      accessibility_label: shorten(`${texts.show} ${body.name}`, 75),
      value: body.id,
    },
  };
}

/** Lines under headings; an empty heading is left out. */
export function sheet(parts: { title: string; lines: readonly string[] }[]): SlackMessage {
  const blocks = parts.map(({ title, lines }) =>
    plain([`*${title}*`, ...lines.map((line) => `• ${line}`)].join('\n')),
  );
  const first = parts[0];
  return { text: shorten([first?.title ?? '', ...(first?.lines ?? [])].join('\n'), 2_900), blocks };
}

/** One paragraph of our own words; untrusted parts are escaped before, and Slack makes no mention of an @name. */
export function plain(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: shorten(text, 2_900), verbatim: true } };
}
