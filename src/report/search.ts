/** A page as it can be found. */
export type Findable = { path: string; title: string; body: string };

/** The script of the site: an index of all pages, and the search over it. A file of its own, because a page from disk may load nothing else. */
export function searchScript(pages: readonly Findable[]): string {
  const index = pages.map(({ path, title, body }) => ({ path, title, text: wordsOf(body) }));
  return `'use strict';\nconst pages = ${JSON.stringify(index)};\n${CLIENT}`;
}

/** The words of a page, without its marks. A picture says what it shows in its description. */
function wordsOf(body: string): string {
  return body
    .replaceAll(/<text[^>]*>[^<]*<\/text>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Every word must stand in the page, in any case of letters and with ё as е; text is put in as text. */
const CLIENT = `
const fold = (text) => text.toLowerCase().replaceAll('ё', 'е');
const folded = pages.map((page) => fold(page.title + ' ' + page.text));
const up = document.body.dataset.up;
const form = document.getElementById('search');
const input = document.getElementById('words');
const found = document.getElementById('found');
form.hidden = false;
form.addEventListener('submit', (event) => event.preventDefault());
input.addEventListener('input', () => {
  const words = fold(input.value).split(/\\s+/).filter((word) => word !== '');
  const hits = pages.filter((_, i) => words.every((word) => folded[i].includes(word)));
  found.replaceChildren();
  found.hidden = words.length === 0;
  if (words.length === 0) return;
  if (hits.length === 0) {
    const none = document.createElement('p');
    none.textContent = found.dataset.none;
    found.append(none);
    return;
  }
  const list = document.createElement('ul');
  for (const hit of hits) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = up + hit.path;
    link.textContent = hit.title;
    item.append(link);
    list.append(item);
  }
  found.append(list);
});
`;
