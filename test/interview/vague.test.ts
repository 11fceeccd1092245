import { expect, test } from 'vitest';
import { probeScore } from '../../eval/probes.ts';
import { vaguenessOf } from '../../src/interview/vague.ts';

test('the rules agree with answers that were labelled before them, and with others that they were not made for', () => {
  for (const file of ['english', 'russian', 'held-out']) {
    const { precision, recall } = probeScore(file);
    expect(precision, file).toBeGreaterThanOrEqual(0.9);
    expect(recall, file).toBeGreaterThanOrEqual(0.7);
  }
});

test('what an answer leaves open decides what is asked', () => {
  const asked: [string, ReturnType<typeof vaguenessOf>][] = [
    ['they were difficult', 'did'],
    ['Очень сложные люди', 'did'],
    ['a lot of tickets', 'much'],
    ['Много обращений', 'much'],
    ['Too slow to decide', 'when'],
    ['Долго согласовывали', 'when'],
    ['They wanted other features', 'which'],
    ['Хотели другие функции', 'which'],
    ['It cost us too much', 'cost'],
    ['Дорого', 'cost'],
    ['No decision maker', 'example'],
  ];
  for (const [answer, open] of asked) expect(vaguenessOf(answer), answer).toBe(open);
});

test('an answer with something to check is left alone, however short', () => {
  for (const answer of [
    'They argued about every invoice.',
    'Ушли через 2 месяца',
    'He said “call me God” on a call',
  ]) {
    expect(vaguenessOf(answer), answer).toBeNull();
  }
});
