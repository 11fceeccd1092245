import { expect, test } from 'vitest';
import { textsIn } from '../../src/text/catalogue.ts';
import { strayFault, subtitleFault, suggestionFault } from '../../src/wording/faithful.ts';

const texts = textsIn('en').personas.gate;
const known = ['budget below our prices', 'an owner or founder as the contact', 'marketing or media agency'];
const own = 'Most of them have a budget below our prices and an owner or founder as the contact.';
const stray = (text: string) => strayFault(text, own, known, texts);

test('one word that turns a trait around is enough to drop a sentence, though every other word stands', () => {
  expect(stray(own.replace('below', 'above'))).toBe(texts.strays);
  expect(stray(own.replace('owner or founder', 'trainee'))).toBe(texts.strays);
  expect(stray(own.replace('have', 'do not have'))).toBe(texts.strays);
  expect(stray(own.replace('Most', 'All'))).toBe(texts.quantity);
  expect(stray(own.replace('below', 'b\u0435low'))).toBe(texts.disguised);
});

test('the same in other words stands', () => {
  expect(stray(own.replace('Most of them have', 'Typically, most of them come with'))).toBeNull();
});

test('a subtitle names traits of the group in their own words, and nothing else', () => {
  const subtitle = (text: string) => subtitleFault(text, 'budget below our prices', known, texts);
  expect(subtitle('Owner or founder, budget below our prices')).toBeNull();
  expect(subtitle('Budget above our prices')).toBe(texts.strays);
  expect(subtitle('Budget never below our prices')).toBe(texts.quantity);
  expect(subtitle('Approve these')).toBe(texts.aboutUs);
});

test('a suggestion speaks of customers, never to reviewers', () => {
  expect(suggestionFault('Ask for the budget in the first call.', texts)).toBeNull();
  expect(suggestionFault('Approve this persona.', texts)).toBe(texts.aboutUs);
});
