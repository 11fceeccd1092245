import { expect, test } from 'vitest';
import { labelled, measured } from './labelled.ts';

const files = [
  'labelled.jsonl',
  'held-out.jsonl',
  'newer.jsonl',
  'fresh.jsonl',
  'asides.jsonl',
  'blind.jsonl',
  'traps.jsonl',
];

test.each(
  files,
)('%s: no wrong trait, four of five are found, and what could not be read is shown', (file) => {
  const { rows, wanted, found } = measured(labelled(file));
  expect(rows.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  expect(rows.filter(({ hidden }) => hidden.length > 0)).toEqual([]);
  expect(found / wanted).toBeGreaterThanOrEqual(0.8);
});
