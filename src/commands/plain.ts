import type { KnownBlock } from '@slack/types';
import type { SlackMessage } from '../slack/message.ts';
import { unescapeMrkdwn } from '../text/mrkdwn.ts';

/** A Slack message as text for a terminal: the same words, without buttons. */
export function plainText({ text, blocks }: SlackMessage): string {
  if (!blocks) return unescapeMrkdwn(text);
  return blocks
    .map(textOf)
    .filter((part) => part !== '')
    .join('\n\n');
}

function textOf(block: KnownBlock): string {
  switch (block.type) {
    case 'header':
      return block.text.text;
    case 'section':
      return block.text ? plain(block.text.text) : '';
    case 'context':
      return block.elements.map((element) => ('text' in element ? plain(element.text) : '')).join('\n');
    default:
      return '';
  }
}

/** Without the marks for bold and italic, at word borders only: a_b*c stays as it is. */
function plain(mrkdwn: string): string {
  return unescapeMrkdwn(
    mrkdwn.replaceAll(/(?<![\p{L}\p{N}])([*_])(\S(?:[^\n]*?\S)?)\1(?![\p{L}\p{N}])/gu, '$2'),
  );
}
