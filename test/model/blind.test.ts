import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Identities } from '../../src/model/found.ts';
import { withProbable } from '../../src/model/judged.ts';
import { createAliases, createFinders, hide } from '../../src/model/redact.ts';

/** Answers written before the rules were looked at, all invented: half hold what must not leave, half are ordinary. */
type Blind = {
  known: Identities;
  secret: { text: string; gone: string[]; stays?: string }[];
  plain: string[];
};
const sets = JSON.parse(readFileSync('test/model/blind.json', 'utf8')) as Blind[];

test('of answers written blind nothing that identifies somebody is sent, and what surrounds it stays', () => {
  for (const { known, secret } of sets) {
    const finder = withProbable(createFinders(known), new Map());
    for (const { text, gone, stays = '' } of secret) {
      const sent = createAliases(finder).cover(text);
      for (const one of gone) expect(sent, text).not.toContain(one);
      expect(sent, text).toContain(stays);
    }
  }
});

test('of ordinary answers one in ten at most is spoiled, each by a word that is also a known name', () => {
  const spoiled = sets.flatMap(({ known, plain }) => {
    const { sure } = createFinders(known);
    const nobody = createFinders({ customers: [], people: [] }).sure;
    for (const text of plain) expect(hide(nobody, text).text).toBe(text);
    return plain.filter((text) => hide(sure, text).redacted);
  });
  expect(spoiled.length / sets.flatMap(({ plain }) => plain).length).toBeLessThanOrEqual(0.1);
});
