import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import type { ClaimRow, Content, DraftPage, PersonaPage, SiteFile, WeekPage } from './content.ts';
import { fromMrkdwn, type Html, html, raw } from './html.ts';
import { searchScript } from './search.ts';
import { STYLE } from './style.ts';

/** The whole site: pages, one style sheet and one script, all found by relative addresses. Pure. */
export function siteOf(content: Content): SiteFile[] {
  const pages: Page[] = [
    indexPage(content),
    ...content.personas.map((one) => personaPage(one, content)),
    ...content.personas.map((one) => evidencePage(one, content)),
    ...content.drafts.map((one) => draftPage(one, content)),
    ...content.weeks.map((one) => weekPage(one, content)),
    glossaryPage(content),
  ];
  return [
    ...pages.map((page) => ({ path: page.path, text: document(page, content) })),
    { path: 'style.css', text: STYLE },
    {
      path: 'search.js',
      text: searchScript(pages.map(({ path, title, body }) => ({ path, title, body: body.html }))),
    },
  ];
}

type Page = { path: string; title: string; body: Html };

function document({ path, title, body }: Page, { language, audience, madeAt }: Content): string {
  const { report: texts } = textsIn(language);
  const up = '../'.repeat(path.split('/').length - 1);
  const link = (to: string, words: string) =>
    html`<li><a href="${up}${to}"${to === path ? raw(' aria-current="page"') : null}>${words}</a></li>`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Mismatch</title>
<link rel="stylesheet" href="${up}style.css">
<script defer src="${up}search.js"></script>
</head>
<body data-up="${up}">
<a class="skip" href="#main">${texts.skip}</a>
<header>
<nav aria-label="${texts.pages}"><ul>${link('index.html', texts.index)}${link('glossary.html', texts.glossary.title)}</ul></nav>
<form role="search" id="search" hidden>
<label for="words">${texts.search}</label>
<input id="words" type="search" autocomplete="off">
</form>
</header>
<main id="main">
<section id="found" hidden aria-live="polite" data-none="${texts.nothingFound}" aria-label="${texts.found}"></section>
${body}
</main>
<footer><p>${texts.footer[audience]} ${texts.madeOn(madeAt.slice(0, 10))}</p></footer>
</body>
</html>
`.html;
}

function indexPage({ personas, drafts, weeks, pictures, language }: Content): Page {
  const { report: texts } = textsIn(language);
  const macros = personas.filter(({ parent }) => parent === null);
  const item = (one: PersonaPage): Html => {
    const micros = personas.filter(({ parent }) => parent === one.id);
    return html`<li><a href="personas/${one.id}.html">${one.sheet.name}</a> <span class="kind">${one.sheet.kind}${one.sheet.subtitle === '' ? null : ':'}</span> ${one.sheet.subtitle}${
      micros.length === 0 ? null : html`<ul>${micros.map(item)}</ul>`
    }</li>`;
  };
  const body = html`<h1>${texts.title}</h1>
<section aria-labelledby="personas"><h2 id="personas">${texts.personas}</h2>
${macros.length === 0 ? html`<p>${texts.noPersonas}</p>` : html`<ul class="list">${macros.map(item)}</ul>`}</section>
${drafts.length === 0 ? null : html`<section aria-labelledby="drafts"><h2 id="drafts">${texts.drafts}</h2><p class="draft">${texts.draftNotice}</p><ul class="list">${drafts.map(({ id, name, kind, subtitle }) => html`<li><a href="drafts/${id}.html">${name}</a> <span class="kind">${kind}${subtitle === '' ? null : ':'}</span> ${subtitle}</li>`)}</ul></section>`}
${pictures.length === 0 ? null : html`<section aria-labelledby="pictures"><h2 id="pictures">${texts.pictures}</h2>${pictures.map((one) => figure(one, texts.inWords))}</section>`}
<section aria-labelledby="weeks"><h2 id="weeks">${texts.weeks}</h2>
${weeks.length === 0 ? html`<p>${texts.noWeeks}</p>` : html`<ul class="list">${weeks.map(({ week, title }) => html`<li><a href="weeks/${week}.html">${title}</a></li>`)}</ul>`}</section>`;
  return { path: 'index.html', title: texts.title, body };
}

/** The picture, and the same figures in words for whoever opens them: beside a picture they are a wall. */
function figure({ svg, alt }: { svg: string; alt: string }, inWords: string): Html {
  return html`<figure>${raw(svg)}<figcaption><details><summary>${inWords}</summary>${alt}</details></figcaption></figure>`;
}

function personaPage({ id, sheet, card }: PersonaPage, { language }: Content): Page {
  const { report: texts } = textsIn(language);
  const parts = sheet.parts.map(({ title, lines, quotes }, index) => {
    const items = lines.map((line) =>
      quotes ? html`<blockquote>${line}</blockquote>` : html`<li>${line}</li>`,
    );
    return html`<section aria-labelledby="part-${index}"><h2 id="part-${index}">${title}</h2>${quotes ? items : html`<ul>${items}</ul>`}</section>`;
  });
  const body = html`<h1>${sheet.name}</h1>
<p class="kind">${sheet.kind}${sheet.subtitle === '' ? null : `: ${sheet.subtitle}`}</p>
${parts}
<p><a href="${id}-evidence.html">${texts.evidence}</a></p>
<section aria-labelledby="card"><h2 id="card">${texts.card}</h2><figure>${raw(card.svg)}</figure></section>
<p class="notice">${sheet.notice.join(' ')}</p>`;
  return { path: `personas/${id}.html`, title: sheet.name, body };
}

function evidencePage({ id, sheet, claims, described }: PersonaPage, { language }: Content): Page {
  const { report: texts } = textsIn(language);
  const title = texts.evidenceOf(sheet.name);
  const body = html`<h1>${title}</h1>
<p><a href="${id}.html">${sheet.name}</a></p>
${evidenceTable({ claims, described }, title, language)}
<p class="notice">${sheet.notice.join(' ')}</p>`;
  return { path: `personas/${id}-evidence.html`, title, body };
}

/** Marked as what it is in its title, in the list and at its top: nobody should work by it. */
function draftPage(
  { id, version, name, kind, subtitle, rule, quotes, claims, described }: DraftPage,
  { language }: Content,
): Page {
  const { report: texts, lookup } = textsIn(language);
  const title = texts.draftOf(name, version);
  const body = html`<h1>${title}</h1>
<p class="draft">${texts.draftNotice}</p>
<p class="kind">${kind}${subtitle === '' ? null : `: ${subtitle}`}</p>
${rule.length === 0 ? null : html`<section aria-labelledby="rule"><h2 id="rule">${texts.draftRule}</h2><ul>${rule.map((line) => html`<li>${line}</li>`)}</ul></section>`}
${quotes.length === 0 ? null : html`<section aria-labelledby="quotes"><h2 id="quotes">${lookup.quotes}</h2>${quotes.map((line) => html`<blockquote>${line}</blockquote>`)}</section>`}
<section aria-labelledby="evidence"><h2 id="evidence">${texts.evidence}</h2>${evidenceTable({ claims, described }, title, language)}</section>`;
  return { path: `drafts/${id}.html`, title, body };
}

function evidenceTable(
  { claims, described }: Pick<PersonaPage, 'claims' | 'described'>,
  title: string,
  language: Language,
): Html {
  const { report: texts } = textsIn(language);
  const { table } = texts;
  if (claims.length === 0 && described.length > 0)
    return html`<ul>${described.map((line) => html`<li>${line}</li>`)}</ul>`;
  if (claims.length === 0) return html`<p>${texts.noClaims}</p>`;
  const named = claims.some(({ customers }) => customers !== null);
  const heads = [
    table.claim,
    table.problem,
    table.comparison,
    table.interval,
    table.ratio,
    table.staff,
    table.strength,
    ...(named ? [table.for, table.against] : []),
  ];
  return html`<div class="wide" role="region" aria-label="${title}" tabindex="0"><table><caption>${table.caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${claims.map((claim) => evidenceRow(claim, language))}</tbody></table></div>`;
}

function evidenceRow(claim: ClaimRow, language: Language): Html {
  const { lookup, personas } = textsIn(language);
  const { text, problem, comparison, interval, ratio, reporters, strength, customers } = claim;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const share = (value: number) => number.format(value * 100);
  return html`<tr>
<th scope="row">${text}</th>
<td>${personas.of(problem.for, problem.of)}</td>
<td>${comparison ? personas.of(comparison.for, comparison.of) : '–'}</td>
<td>${problem.of >= FEW ? `${share(interval[0])}–${share(interval[1])}\u00a0%` : '–'}</td>
<td>${ratio === null ? '–' : number.format(ratio)}</td>
<td>${reporters}</td>
<td>${lookup.strengths[strength]}</td>
${customers ? html`<td>${customers.for.join(', ')}</td><td>${customers.against.join(', ')}</td>` : null}
</tr>`;
}

/** Below this many cases a share would say more than is known (docs/method.md, section 2). */
const FEW = 20;

function weekPage({ week, title, lines }: WeekPage, _content: Content): Page {
  const body = html`<h1>${title}</h1>${lines.map((each) => html`<section>${fromMrkdwn(each)}</section>`)}`;
  return { path: `weeks/${week}.html`, title, body };
}

function glossaryPage({ language }: Content): Page {
  const { glossary } = textsIn(language).report;
  const body = html`<h1>${glossary.title}</h1>
<dl>${glossary.terms.map(({ term, means }) => html`<dt>${term}</dt><dd>${means}</dd>`)}</dl>`;
  return { path: 'glossary.html', title: glossary.title, body };
}
