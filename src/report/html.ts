import { withoutTurns } from '../text/lookalikes.ts';

/** HTML that was escaped already; everything else is escaped when it is put in. */
export type Html = { readonly html: string };
type Part = Html | string | number | null | readonly Part[];

/** A template whose values are escaped unless they are Html themselves. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  return {
    html: strings.map((each, i) => each + (i < values.length ? put(values[i] ?? null) : '')).join(''),
  };
}

/** Text that is HTML already, for example a picture of our own drawing. */
export const raw = (text: string): Html => ({ html: text });

function put(value: Part): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map((each) => put(each as Part)).join('');
  if (typeof value === 'object') return (value as Html).html;
  return escapeHtml(String(value));
}

function escapeHtml(text: string): string {
  return withoutTurns(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Our own Slack text as HTML: bold, italic, code and quotes; entities come as Slack wants them and stay. */
export function fromMrkdwn(text: string): Html {
  const lines = text.replaceAll('"', '&quot;').split('\n');
  const blocks = lines.map((line) => {
    const marked = line
      .replaceAll(/(?<![\p{L}\p{N}])\*([^*\n]+)\*(?![\p{L}\p{N}])/gu, '<strong>$1</strong>')
      .replaceAll(/`([^`\n]+)`/g, '<code>$1</code>');
    if (line.startsWith('> ')) return `<blockquote>${marked.slice(2)}</blockquote>`;
    return `<p>${marked}</p>`;
  });
  return raw(blocks.join('\n'));
}
