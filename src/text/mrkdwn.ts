import { withoutTurns } from './lookalikes.ts';

/**
 * Untrusted text inside Slack mrkdwn: `&`, `<` and `>` become entities, so that no mention, link or
 * channel can be written, and no control turns the rest of the line around (https://docs.slack.dev/messaging/formatting-message-text).
 */
export function escapeMrkdwn(text: string): string {
  return withoutTurns(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A person inside Slack mrkdwn: mentioned by their Slack id, and by anything else as plain words. */
export function mentionOf(person: string): string {
  return isSlackId(person) ? `<@${person}>` : escapeMrkdwn(person);
}

/** Whether this is somebody in Slack, and not a reporter that only an import names. */
export function isSlackId(person: string): boolean {
  return /^[UW][A-Z0-9]+$/.test(person);
}

/**
 * What Slack sent as text, as the person typed it: links and addresses that Slack wrapped in angle brackets come out
 * as their words, channels and broadcasts as `#name` and `@channel`, entities as characters.
 */
export function unescapeMrkdwn(text: string): string {
  return text
    .replace(/<(?:https?|mailto|tel):[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<((?:https?):[^>]*)>/g, '$1')
    .replace(/<(?:mailto|tel):([^>]*)>/g, '$1')
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, '#$1')
    .replace(/<!(channel|here|everyone)(?:\|[^>]*)?>/g, '@$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** Cuts at `limit` UTF-16 units without splitting a character; an ellipsis shows the cut. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
