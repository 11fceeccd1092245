import type { InFull } from '../personas/customers.ts';
import type { PersonaVersion, Quote, StoredPersona } from '../personas/store.ts';
import { isWithheld } from './allowed.ts';
import { harmlessClaims, harmlessWords, type Sheet, withoutProtected } from './sheet.ts';
import type { EvidenceLink } from './store.ts';

/** The formats for people and programs; those of ad and CRM platforms stand in platforms.ts and hubspot.ts. */
export const formats = ['json', 'markdown', 'html'] as const;
export type Format = (typeof formats)[number];

/** Everything about an approved version, with the id of every case and answer behind it. */
export function toJson(
  persona: StoredPersona & InFull,
  links: EvidenceLink[],
  micros: readonly PersonaVersion[],
  exportedAt: string,
): string {
  const { id, version, status, body, claims, decidedAt } = persona;
  const value = {
    format: 'mismatch-persona',
    notice:
      'Holds customer keys and answer ids: for people who may see cases. Counts are frozen with the version.',
    exportedAt,
    ...withoutProtected(body),
    ruleWithheld: isWithheld(body),
    id,
    version,
    status,
    approvedAt: decidedAt,
    micros: micros.map((each) => each.id),
    quotes: persona.quotes.map(withoutPromise),
    said: harmlessWords(persona.said).map(withoutPromise),
    claims: harmlessClaims(claims).map((claim) => ({
      ...claim,
      evidence: links.filter(({ claim: of }) => of === claim.id),
    })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

const withoutPromise = ({ visibility: _visibility, ...quote }: Quote) => quote;

/** One page of Markdown. */
export function toMarkdown(sheet: Sheet): string {
  const parts = sheet.parts.flatMap(({ title, lines, quotes }) => [
    `## ${markdown(title)}`,
    lines
      .map((line) => (quotes ? `> ${markdown(line)}` : `- ${markdown(line)}`))
      .join(quotes ? '\n>\n' : '\n'),
  ]);
  const head = [`# ${markdown(sheet.name)}`, `${markdown(sheet.kind)}. ${markdown(sheet.subtitle)}`.trim()];
  const notice = sheet.notice.map((line) => `_${markdown(line)}_`).join('  \n');
  return `${[head[0], notice, head[1], ...parts].join('\n\n')}\n`;
}

/** Marks that mean something in Markdown are shown as they are; lines stay one line. */
function markdown(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>#|~]/g, '\\$&');
}

/** One printable page that needs nothing from the network. */
export function toHtml(sheet: Sheet, language: string): string {
  const parts = sheet.parts.map(({ title, lines, quotes }) => {
    const items = lines.map((line) =>
      quotes ? `<blockquote>${html(line)}</blockquote>` : `<li>${html(line)}</li>`,
    );
    const body = quotes ? items.join('\n') : `<ul>\n${items.join('\n')}\n</ul>`;
    return `<section>\n<h2>${html(title)}</h2>\n${body}\n</section>`;
  });
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(sheet.name)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="notice">${sheet.notice.map(html).join('<br>')}</p>
<h1>${html(sheet.name)}</h1>
<p class="kind">${html(sheet.kind)}${sheet.subtitle === '' ? '' : `: ${html(sheet.subtitle)}`}</p>
${parts.join('\n')}
</main>
</body>
</html>
`;
}

const STYLE = `
@page { size: A4; margin: 15mm }
body { font: 15px/1.45 system-ui, sans-serif; color: #1c1c1c; background: #fff; margin: 0 }
main { max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1 { margin: .4rem 0 0; font-size: 1.9rem }
h2 { margin: 1.2rem 0 .2rem; font-size: 1.05rem }
.kind { margin: 0; color: #444 }
.notice { margin: 0; font-size: .8rem; color: #444; border-left: 3px solid #888; padding-left: .6rem }
ul { margin: 0; padding-left: 1.2rem }
blockquote { margin: .3rem 0; padding-left: .8rem; border-left: 3px solid #888; font-style: italic }
section { break-inside: avoid }
@media print { main { margin: 0; padding: 0 } body { font-size: 12px } }
`;

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
