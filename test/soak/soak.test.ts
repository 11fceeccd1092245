import { expect, test } from 'vitest';
import { FAULTS } from '../../src/sandbox/faults.ts';
import { type StoredAnswer, soak } from './soak.ts';

const LONG = process.env.MISMATCH_SOAK === 'long';
const SIZE = LONG ? { people: 200, kills: 20 } : { people: 4, kills: 1 };
const OFTEN = Object.fromEntries(FAULTS.map((fault) => [fault, 0.05]));

test('whatever fails and dies meanwhile, the answers given are the answers stored, each once, and nobody is left waiting', {
  timeout: LONG ? 3_600_000 : 180_000,
}, async () => {
  const { told, stored, left, happened, kills } = await soak({ ...SIZE, shares: OFTEN, seed: 1 });
  if (LONG) console.log({ ...SIZE, answers: stored.length, happened });

  expect(told.filter(({ last }) => last !== 'end')).toEqual([]);
  expect(kills).toBe(SIZE.kills);
  expect(left).toEqual({ inbox: [], outbox: [] });
  expect(stored.filter(({ revisions }) => revisions !== 1)).toEqual([]);
  for (const { user, given } of told) expect(saidBy(user, stored), user).toEqual(asStored(given));
});

/** What is stored of one person, by question; a question answered twice would stand twice. */
function saidBy(user: string, stored: StoredAnswer[]) {
  const own = stored.filter(({ person }) => person === user);
  return own.map(({ question, value }) => [question, value]).sort();
}

/** What was said, the way the script stores it: a number, hours, a customer by key. */
function asStored(given: Record<string, string>) {
  return Object.entries(given)
    .map(([key, said]) => [
      key,
      key === 'customer' ? said.toLowerCase().replace(' ', '-') : storedValue(said),
    ])
    .sort();
}

function storedValue(said: string): string | number {
  const [, number] = /^(\d+)(?: hours)?$/.exec(said) ?? [];
  return number === undefined ? said : Number(number);
}
