import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { listPersonas } from '../../src/personas/store.ts';
import type { Audience } from '../../src/report/content.ts';
import { fromMrkdwn, html } from '../../src/report/html.ts';
import { FolderRefused, writeSite } from '../../src/report/run.ts';
import { loadContent } from '../../src/report/store.ts';
import { snap } from '../browsing.ts';
import { openBrowser } from '../sandbox/browser.ts';
import { scripts } from '../shipped.ts';
import { config, NOW, sampled } from '../summary/sampled.ts';

/** Nothing here changes it. */
let sample: ReturnType<typeof sampled> | undefined;

async function site(audience: Audience) {
  sample ??= sampled();
  const { db, workspace } = await sample;
  const folder = join(mkdtempSync(join(tmpdir(), 'mismatch-report-')), 'site');
  writeSite(await loadContent({ db, workspace, config, scripts, now: NOW }, audience), folder);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.\w+$/.test(file),
  );
  const all = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  return { db, workspace, folder, files, all };
}

test('a site for everybody names no customer and no colleague, and loads nothing from a network', async () => {
  const { db, folder, files, all } = await site('all');
  expect(files).toEqual(expect.arrayContaining(['index.html', 'glossary.html', 'style.css', 'search.js']));
  expect(files.filter((file) => /^personas\/p\d+\.html$/.test(file))).toHaveLength(1);
  expect(files.filter((file) => /^weeks\//.test(file))).toHaveLength(1);
  for (const { name } of await db.selectFrom('customers').select('name').execute())
    expect(all).not.toContain(name);
  for (const { id, name } of await db.selectFrom('people').select(['id', 'name']).execute()) {
    expect(all).not.toContain(id);
    if (name !== null) expect(all).not.toContain(name);
  }
  expect(all.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
  for (const file of files.filter((one) => one.endsWith('.html'))) {
    const page = readFileSync(join(folder, file), 'utf8');
    for (const [, to = ''] of page.matchAll(/(?:href|src)="([^"#]+)"/g)) {
      expect({ file, to, found: existsSync(resolve(folder, file, '..', to)) }).toMatchObject({ found: true });
    }
  }
});

test('a site for reviewers shows the customers for and against each claim', async () => {
  const { all } = await site('reviewers');
  expect(all).toContain('For reviewers only');
  expect(all).toContain('Customers against it');
});

test('drafts stand in the pages of reviewers alone, each marked as one', async () => {
  const { db, workspace, folder, files } = await site('reviewers');
  const drafts = await listPersonas(db, workspace, 'draft');
  expect(drafts.length).toBeGreaterThan(3);
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  for (const { id, body } of drafts) {
    expect(read('index.html')).toContain(`drafts/${id}.html`);
    expect(read(`drafts/${id}.html`)).toContain(
      `<h1>${body.name} (draft 1)</h1>\n<p class="draft">Nobody has approved`,
    );
    expect(files).not.toContain(`personas/${id}.html`);
    // Customers who are wanted have counts and no claims: nobody wrote them by hand.
    expect(read(`drafts/${id}.html`)).not.toContain('Written by hand');
  }
  expect(drafts.some(({ body, claims }) => body.kind === 'buyer' && claims.length === 0)).toBe(true);
  const open = await site('all');
  expect(open.files.filter((file) => file.startsWith('drafts'))).toEqual([]);
  expect(readFileSync(join(open.folder, 'index.html'), 'utf8')).not.toContain('Drafts waiting');
});

test('a folder with other files in it is left alone; a site is made anew in its own', async () => {
  const { db, workspace, folder } = await site('all');
  const content = await loadContent({ db, workspace, config, scripts, now: NOW }, 'all');
  writeFileSync(join(folder, 'old.html'), 'from an earlier site');
  writeSite(content, folder);
  expect(existsSync(join(folder, 'old.html'))).toBe(false);
  const other = mkdtempSync(join(tmpdir(), 'mismatch-report-'));
  mkdirSync(join(other, 'holiday'));
  expect(() => writeSite(content, other)).toThrow(FolderRefused);
  expect(readdirSync(other)).toEqual(['holiday']);
});

test('what is put into a page is text, never markup', () => {
  expect(html`<p>${'<img src=x onerror="a">'}</p>`.html).toBe(
    '<p>&lt;img src=x onerror=&quot;a&quot;&gt;</p>',
  );
  expect(fromMrkdwn('*Bold* &lt;b&gt; `code`\n> said').html).toBe(
    '<p><strong>Bold</strong> &lt;b&gt; <code>code</code></p>\n<blockquote>said</blockquote>',
  );
});

test('every page opens from disk, can be searched by keyboard, and axe finds nothing on it, light or dark', async () => {
  const { folder, files } = await site('reviewers');
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.context().setOffline(true);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('requestfailed', (request) => faults.push(`${request.url()} ${request.failure()?.errorText}`));
  // One page of each kind.
  const kinds = Map.groupBy(
    files.filter((one) => one.endsWith('.html')),
    (file) => file.replace(/[a-z]*\d[\w-]*?(?=-evidence|\.html)/i, ''),
  );
  expect([...kinds.keys()].sort()).toEqual([
    'drafts/.html',
    'glossary.html',
    'index.html',
    'personas/-evidence.html',
    'personas/.html',
    'weeks/.html',
  ]);
  for (const [index, [file = '']] of [...kinds.values()].entries()) {
    await page.emulateMedia({ colorScheme: index % 2 === 0 ? 'light' : 'dark' });
    await page.goto(pathToFileURL(join(folder, file)).href);
    await page.evaluate(axe);
    const found = await page.evaluate(async () => {
      const { violations } = await (
        globalThis as unknown as {
          axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run({ preload: false });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
    });
    expect({ file, found }).toEqual({ file, found: [] });
  }
  await page.goto(pathToFileURL(join(folder, 'glossary.html')).href);
  await page.getByLabel('Search all pages').fill('negative persona');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/index\.html$|personas\/|glossary/);
  await page.getByLabel('Search all pages').fill('zzzz');
  await page.getByText('No page holds all of these words.').waitFor();
  await page.goto(pathToFileURL(join(folder, 'index.html')).href);
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate("document.activeElement.closest('main') !== null")).toBe(true);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
  expect(faults).toEqual([]);
  await look(page, folder);
});

/** Where `MISMATCH_PICTURES` names a folder: what people see of it, wide and on a phone. */
async function look(page: Page, folder: string): Promise<void> {
  if (!process.env.MISMATCH_PICTURES) return;
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  for (const [name, file] of [
    ['index', 'index.html'],
    ['draft', `drafts/${readdirSync(join(folder, 'drafts'))[0]}`],
    ['persona', `personas/${readdirSync(join(folder, 'personas')).find((one) => !one.includes('-'))}`],
    ['week', `weeks/${readdirSync(join(folder, 'weeks'))[0]}`],
  ] as const) {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 1600 });
      await page.goto(pathToFileURL(join(folder, file)).href);
      await snap(page, `report-${name}-${width}`);
    }
  }
}
