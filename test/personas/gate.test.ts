import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Claim } from '../../src/evidence/evidence.ts';
import { type GateContext, onlyAdjectives, passGate } from '../../src/personas/gate.ts';
import { numbersIn } from '../../src/personas/numbers.ts';
import { type PersonaBody, personaBody, type Sentence, sentencesOf } from '../../src/personas/persona.ts';
import { en, textsIn } from '../../src/text/catalogue.ts';
import { insultIn, protectedWord } from '../../src/text/unfit.ts';

const claim: Claim = {
  id: 'c1',
  traits: [{ dimension: 'budget_fit', value: 'below' }],
  problem: { for: 19, of: 40 },
  comparison: { for: 2, of: 38 },
  ratio: 9.03,
  interval: [0.33, 0.63],
  oddsRatio: 16.3,
  q: 0.0002,
  reporters: 5,
  cases: ['acme', 'beta', 'gamma'],
  against: ['zeta'],
  comparisonCases: [],
  comparisonAgainst: [],
  strength: 'supported',
};
const foreign: Claim = { ...claim, id: 'c2', cases: ['elsewhere'] };
const said = (text: string, ...evidence: string[]): Sentence => ({ text, evidence, assumption: false });

const body = (more: Partial<PersonaBody>): PersonaBody =>
  personaBody.parse({
    id: 'p1',
    kind: 'negative',
    parent: null,
    name: 'Penny-Wise Parker',
    subtitle: 'Budget below our prices',
    verdict: 'avoid',
    verdictReason: '',
    strength: 'supported',
    caseCount: { for: 3, of: 40 },
    reporters: 5,
    roles: [],
    disqualifiers: [{ dimension: 'budget_fit', operator: 'is', value: 'below', evidence: ['c1'] }],
    redFlags: [],
    story: [],
    reasonType: 'misaligned',
    economics: { cost_time: { median: 31.5, n: 9, source: 'staff' } },
    characteristics: [],
    actions: { marketing: [], sales: [], support: [] },
    contentToAvoid: [],
    contentToUse: [],
    profile: {},
    claims: ['c1'],
    dropped: [],
    stability: null,
    ...more,
  });

const context: GateContext = {
  claims: [claim, foreign],
  foreign: new Set(['c2']),
  mayExclude: (dimension) => dimension === 'budget_fit' || dimension === 'age',
  namesSomebody: (text) => text.includes('Acme GmbH'),
  texts: en.personas.gate,
};
const story = (sentence: Sentence) => passGate(body({ story: [sentence] }), context);

test('a sentence whose numbers stand in its evidence passes', () => {
  const text = 'Budget below our prices: 19 of 40 problem customers, 2 of 38 comparable ones.';
  expect(story(said(text, 'c1')).story).toHaveLength(1);
  expect(story(said('A typical one took 31.5 hours (9 answers).', 'economics.cost_time')).story).toHaveLength(
    1,
  );
});

const faults: [string, Sentence][] = [
  ['a number that is not in the evidence', said('It was 20 of 40.', 'c1')],
  ['a number from other evidence', said('It took 31.5 hours.', 'c1')],
  ['a number in words', said('Twelve of them had it.', 'c1')],
  ['evidence that does not exist', said('They asked for discounts.', 'c9')],
  ['evidence about other customers', said('They asked for discounts.', 'c2')],
  ['no evidence at all', said('They asked for discounts.')],
  ['an assumption that carries a number', { text: 'Call within 24 hours.', evidence: [], assumption: true }],
  ['adjectives only', said('They are rude, difficult and annoying.', 'c1')],
  ['an insult', said('These freeloaders asked for discounts.', 'c1')],
  ['an insult in Russian', said('Эти жлобы просили скидку.', 'c1')],
  ['a real customer', said('As Acme GmbH did, they asked for discounts.', 'c1')],
  ['a link', said('They asked for discounts, see www.example.com.', 'c1')],
];
for (const [what, sentence] of faults) {
  test(`a sentence with ${what} is left out, and the draft says why`, () => {
    const passed = story(sentence);
    expect(passed.story).toEqual([]);
    expect(passed.dropped).toEqual([{ what: 'story.0', why: expect.any(String) }]);
  });
}

test('a protected trait may be told in a story, never held against anybody', () => {
  const sentence = said('Many of them are women.', 'c1');
  expect(story(sentence).story).toHaveLength(1);
  expect(passGate(body({ redFlags: [sentence] }), context).redFlags).toEqual([]);
  const rule = [
    { dimension: 'age', operator: 'is' as const, value: '60+', text: '', evidence: [], tentative: false },
  ];
  const passed = passGate(body({ disqualifiers: rule }), context);
  expect(passed.disqualifiers).toEqual([]);
  expect(passed.dropped[0]?.why).toBe(en.personas.gate.protectedTrait);
});

test('a disqualifier that nobody can see before the sale is left out', () => {
  const rule = [
    {
      dimension: 'main_trouble',
      operator: 'is' as const,
      value: 'tone',
      text: '',
      evidence: [],
      tentative: false,
    },
  ];
  expect(passGate(body({ disqualifiers: rule }), context).disqualifiers).toEqual([]);
});

test('harmless words are not mistaken for insults or protected traits', () => {
  for (const text of [
    'a marketing agency',
    'manufacturing',
    'project management',
    'an average page',
    'a language course',
    'психология',
    'the stage of the deal',
    'embraced the change',
    'jewellery',
  ]) {
    expect(insultIn(text), text).toBe(null);
    expect(protectedWord(text), text).toBe(null);
  }
});

test('a judgement is told from a statement', () => {
  expect(onlyAdjectives('They are very difficult.')).toBe(true);
  expect(onlyAdjectives('Они очень сложные.')).toBe(true);
  expect(onlyAdjectives('They changed the scope and were difficult.')).toBe(false);
});

test('whatever is put in, what comes out rests on evidence and holds only its numbers', () => {
  const sentence = fc.record({
    text: fc.oneof(
      fc.string(),
      fc.constantFrom('19 of 40', 'they paid late', '7 of 12 idiots', 'twice as often'),
    ),
    evidence: fc.array(fc.constantFrom('c1', 'c2', 'c9', 'd1', 'economics.cost_time', 'economics.x')),
    assumption: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(sentence, { maxLength: 5 }), (sentences) => {
      const passed = passGate(body({ story: sentences, redFlags: sentences }), context);
      for (const { sentence: kept } of sentencesOf(passed)) {
        expect(insultIn(kept.text)).toBe(null);
        if (kept.assumption) expect(kept.text).not.toMatch(/\d/);
        else expect(kept.evidence.every((id) => id === 'c1' || id === 'economics.cost_time')).toBe(true);
      }
      const all = sentencesOf(body({ story: sentences, redFlags: sentences })).length;
      expect(sentencesOf(passed).length + passed.dropped.length).toBe(all);
    }),
  );
});

test('passing the gate twice changes nothing more', () => {
  const once = story(said('Budget below our prices: 19 of 40.', 'c1'));
  expect(passGate(once, context)).toEqual(once);
});

test('a number is found however its language groups it', () => {
  const found = (text: string) => numbersIn(text).map(({ number }) => number);
  expect(found('1,200.5 of 12, 1 to 10')).toEqual([1200.5, 12, 1, 10]);
  for (const language of ['en', 'ru'] as const) {
    const { number } = textsIn(language).personas;
    for (const n of [0.5, 9.1, 12, 999.9, 1200.5, 1_234_567]) expect(found(number(n))).toEqual([n]);
  }
});
