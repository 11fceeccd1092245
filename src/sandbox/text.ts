import { newSecret } from './ids.ts';
import { isJson, type Json, objects, text } from './json.ts';

/** Element types that a person can act on, so that Slack gives them an `action_id`. */
const INTERACTIVE = /button|select|overflow|picker|checkboxes|_input$/;

/**
 * What Slack adds to blocks when it stores them: ids that were left out, `emoji` on plain text, `verbatim` on mrkdwn.
 */
export function completed(value: unknown): unknown {
  if (!Array.isArray(value)) return isJson(value) ? completedTexts(value) : value;
  return objects(value).map((block) => ({ block_id: newSecret(3), ...completedTexts(block) }));
}

function completedTexts(value: Json): Json {
  const inner = Object.fromEntries(
    Object.entries(value).map(([key, held]): [string, unknown] => [
      key,
      key === 'child_blocks' ? completed(held) : completedInside(held),
    ]),
  );
  if (inner.type === 'plain_text') return { emoji: true, ...inner };
  if (inner.type === 'mrkdwn') return { verbatim: false, ...inner };
  if (INTERACTIVE.test(text(inner.type))) return { action_id: newSecret(3), ...inner };
  return inner;
}

function completedInside(held: unknown): unknown {
  if (Array.isArray(held)) return held.map(completedInside);
  return isJson(held) ? completedTexts(held) : held;
}

/** Escapes what Slack escapes in anything a person types. */
function escaped(typed: string): string {
  return typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Undoes `escaped`. */
function unescaped(stored: string): string {
  return stored.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/**
 * What a person typed, as Slack stores it: escaped, addresses as links, and `@Name` (or an id picked from the list,
 * `<@U...>`) as a mention.
 */
export function typedText(typed: string, names: ReadonlyMap<string, string>): string {
  let stored = escaped(typed);
  for (const [name, id] of names) {
    const spelled = escaped(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    stored = stored
      .replaceAll(`&lt;@${id}&gt;`, `<@${id}>`)
      .replace(new RegExp(`(^|[\\s(])@${spelled}(?!\\w)`, 'gi'), `$1<@${id}>`);
  }
  return stored
    .replace(/(^|[\s(])(https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)])/g, '$1<$2>')
    .replace(
      /(^|[\s(])([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/g,
      (_, before: string, mail: string) => `${before}<mailto:${mail}|${mail}>`,
    );
}

/** The rich text block that Slack attaches to everything a person writes. */
export function richText(stored: string): Json[] {
  return [
    {
      type: 'rich_text',
      block_id: newSecret(3),
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: unescaped(stored) }] }],
    },
  ];
}
