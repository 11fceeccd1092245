import { expect, test } from 'vitest';
import { toHtml, toJson, toMarkdown } from '../../src/exports/formats.ts';
import { sheetOf, withoutProtected } from '../../src/exports/sheet.ts';
import { en } from '../../src/text/catalogue.ts';
import { approved, claim, counted, house, rule } from '../lookup/persona.ts';

const nasty = '<script>alert("1")</script> & *bold* [link](http://x) | =1+1 “ü” Привет';
const said = (text: string) => [{ text, evidence: ['c1'], assumption: false }];
const persona = approved(
  {
    id: 'p1',
    name: nasty,
    subtitle: nasty,
    verdictReason: nasty,
    disqualifiers: [rule('budget_fit', 'below', nasty)],
    story: said(`two\nlines ${nasty}`),
    actions: { marketing: said(nasty), sales: said('ask first'), support: said('settle it') },
    economics: { revenue: { median: 1200.456, n: 7, source: 'record' } },
    profile: {
      contact_age: { value: '60+', for: 3, of: 5 },
      industry: { value: 'retail', for: 3, of: 5 },
    },
  },
  { claims: [claim('c1', 'budget_fit', 'below')], version: 4 },
);
const sheet = sheetOf(
  persona,
  { quotes: persona.quotes, said: [] },
  { parent: null, micros: [house[2]!] },
  ({ value }) => value,
  en,
);

test('the page shows everything as text and loads nothing', () => {
  const page = toHtml(sheet, 'en');
  expect(page).not.toContain('<script');
  expect(page).not.toMatch(/(?:src|href)=/);
  expect(page).toContain('&lt;script&gt;');
  expect(page).toContain('Привет');
  expect(page.indexOf('notice')).toBeLessThan(page.indexOf('<h1>'));
  expect(page).toContain('Version 4, as of 10 November 2026');
});

test('Markdown keeps marks as text and every line whole', () => {
  const text = toMarkdown(sheet);
  expect(text).toContain('\\*bold\\*');
  expect(text).toContain('\\<script\\>');
  expect(text).toContain('- two lines');
  expect(text.indexOf('Do not chase when')).toBeLessThan(text.indexOf('## Why'));
  expect(text).toContain('19 of 40 problem cases, 2 of 38 comparable ones, 5 staff');
});

test('JSON holds every claim with the answers behind it', () => {
  const link = {
    claim: 'c1',
    case: 'acme',
    kind: 'problem' as const,
    side: 'for' as const,
    dimension: 'budget_fit',
    answer: 'a9',
    revision: 1,
  };
  const value = JSON.parse(toJson(counted(persona), [link], [], '2026-11-21T00:00:00.000Z'));
  expect(value).toMatchObject({
    id: 'p1',
    version: 4,
    status: 'approved',
    claims: [{ id: 'c1', problem: { for: 19, of: 40 }, evidence: [{ answer: 'a9', revision: 1 }] }],
  });
});

test('a protected trait never leaves the house', () => {
  const old = approved({
    ...persona.body,
    id: 'p1',
    name: 'x',
    disqualifiers: [rule('contact_age', '60+'), rule('industry', 'retail')],
    descriptions: [
      {
        id: 'd1',
        dimension: 'marital_status',
        value: 'married',
        text: 'married',
        for: 1,
        of: 2,
      },
    ],
  });
  const body = withoutProtected(old.body);
  expect(body.disqualifiers).toEqual([]);
  expect(body.descriptions).toEqual([]);
  expect(Object.keys(body.profile)).toEqual(['industry']);
  expect(toJson(counted(old), [], [], '2026-11-21T00:00:00.000Z')).not.toMatch(/contact_age|married/);
});
