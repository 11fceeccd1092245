import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dimensionsOf } from '../../src/cases/dimension.ts';
import { outcome, question } from '../../src/leads/blocks.ts';
import { check, ruleTraits } from '../../src/leads/check.ts';
import { answered, filledIn, form } from '../../src/leads/form.ts';
import type { Lead } from '../../src/leads/lead.ts';
import { lexiconOf } from '../../src/leads/lexicon.ts';
import { checkLead } from '../../src/leads/run.ts';
import { holds } from '../../src/personas/rule.ts';
import { en, ru } from '../../src/text/catalogue.ts';
import { messageFaults, viewFaults } from '../limits.ts';
import { approved, claim, house, rule } from '../lookup/persona.ts';
import { scripts } from '../shipped.ts';

const lead = (traits: Record<string, string | number>, excluded: Record<string, string> = {}): Lead => ({
  traits: Object.entries(traits).map(([dimension, value]) => ({
    dimension,
    value: String(value),
    raw: typeof value === 'number' ? value : null,
  })),
  excluded: Object.entries(excluded).map(([dimension, value]) => ({ dimension, value })),
  notUnderstood: [],
  foreign: [],
});
const lexicon = lexiconOf(dimensionsOf(scripts), ruleTraits(house));
const words = ({ value }: { value: string }) => value;
const ground = { personas: house, lexicon };

test('a lead that meets every condition matches, with the counts of the claims behind it', () => {
  expect(check(lead({ budget_fit: 'below', industry: 'retail' }), house)).toEqual({
    outcome: 'match',
    ask: null,
    matches: [
      {
        id: 'p1',
        name: 'Bargain Hunter Bob',
        version: 3,
        micro: false,
        reasons: [
          {
            dimension: 'budget_fit',
            value: 'below',
            text: 'budget below our prices',
            for: 19,
            of: 40,
            comparison: { for: 2, of: 38 },
            reporters: 5,
          },
          expect.objectContaining({ dimension: 'industry', value: 'retail', for: 19, of: 40 }),
        ],
      },
    ],
  });
});

test('a condition counted inside the group only is never said to be of all problem cases', () => {
  const parts = { value: 'owner', for: 11, of: 12 };
  const persona = approved({
    id: 'p7',
    name: 'Owner Olga',
    disqualifiers: [rule('contact_role', 'owner', 'talks to the owner')],
    profile: { contact_role: parts },
  });
  const { result } = checkLead(
    { personas: [persona], lexicon: { ...lexicon } },
    { pairs: ['contact_role=owner'] },
  );
  expect(result.matches[0]?.reasons[0]).toMatchObject({
    for: 11,
    of: 12,
    comparison: null,
    within: 'group',
  });
  const checked = { lead: lead({ contact_role: 'owner' }), result, personas: [persona], lexicon, words };
  const said = JSON.stringify(outcome({ check: 1, ...checked, language: 'en' }, en));
  expect(said).toContain('talks to the owner: 11 of 12 customers of this kind');
  expect(said).not.toMatch(/problem cases|comparable ones/);
});

test('all matches come, the most specific first: a micro persona before its parent', () => {
  const all = check(
    lead({ budget_fit: 'below', industry: 'retail', preferred_channel: 'phone', contact_role: 'student' }),
    house,
  );
  expect(all.matches.map(({ id }) => id)).toEqual(['p3', 'p1', 'p2']);
  expect(all.matches[0]?.reasons.map(({ dimension }) => dimension)).toEqual([
    'budget_fit',
    'industry',
    'preferred_channel',
  ]);
});

test('a micro persona never matches without its parent', () => {
  expect(
    check(lead({ preferred_channel: 'phone', industry: 'software', contact_role: 'owner' }), house).outcome,
  ).toBe('no_match');
});

test('not enough known names the one question that decides most', () => {
  expect(check(lead({ industry: 'retail', contact_role: 'owner' }), house)).toEqual({
    outcome: 'not_enough_known',
    matches: [],
    ask: 'budget_fit',
  });
  expect(check(lead({}), house).ask).toBe('contact_role');
});

test('of a question with many values, those that rules turn on are offered first', () => {
  const last = lexicon.dimensions.industry?.values.findLast(({ value }) => value === 'nonprofit');
  const personas = [approved({ id: 'p1', name: 'P', disqualifiers: [rule('industry', 'nonprofit')] })];
  const shown = question('industry', lexicon, 'en', ruleTraits(personas), en.leads);
  expect(shown).toMatch(new RegExp(`^Industry: ${last?.label.en} /`));
  expect(question('budget_fit', lexicon, 'en', ruleTraits(personas), en.leads)).toMatch(
    /: Below our prices \//,
  );
  const asked = question('budget_fit', lexicon, 'ru', ruleTraits(personas), ru.leads);
  expect(asked).toMatch(/^Бюджет и наши цены: Ниже наших цен \//);
});

test('what a lead is known not to be rules personas out', () => {
  expect(check(lead({ contact_role: 'owner' }, { industry: 'retail' }), house).outcome).toBe('no_match');
});

test('only approved negative personas and their micro personas are held against a lead', () => {
  const kinds = (['challenging', 'fix', 'undetermined', 'buyer', 'customer'] as const).map((kind, i) =>
    approved({ id: `p${i}`, name: kind, kind, disqualifiers: [rule('industry', 'retail')] }),
  );
  const orphan = approved({
    id: 'p9',
    name: 'Orphan',
    kind: 'micro',
    parent: 'p0',
    disqualifiers: [rule('industry', 'retail')],
  });
  expect(check(lead({ industry: 'retail' }), [...kinds, orphan]).outcome).toBe('no_match');
  expect(check(lead({ industry: 'retail' }), [approved({ id: 'p1', name: 'No rule' })]).outcome).toBe(
    'no_match',
  );
});

test.each([
  ['is', 'retail', { x: 'retail' }, {}, 'yes'],
  ['is', 'retail', { x: 'software' }, {}, 'no'],
  ['is', 'retail', {}, { x: 'retail' }, 'no'],
  ['is', 'retail', {}, { x: 'software' }, 'unknown'],
  ['is_not', 'retail', { x: 'retail' }, {}, 'no'],
  ['is_not', 'retail', { x: 'software' }, {}, 'yes'],
  ['is_not', 'retail', {}, {}, 'unknown'],
  ['in', ['a', 'b'], { x: 'b' }, {}, 'yes'],
  ['in', ['a', 'b'], {}, { x: 'a' }, 'unknown'],
  ['at_least', 40, { x: 40 }, {}, 'yes'],
  ['at_least', 40, { x: 39 }, {}, 'no'],
  ['at_most', 10, { x: '8' }, {}, 'yes'],
  ['at_most', 10, { x: 'over-1000' }, {}, 'unknown'],
] as const)('%s %j with %j and not %j: %s', (operator, value, traits, excluded, held) => {
  const condition = rule('x', Array.isArray(value) ? [...value] : (value as string), '', operator);
  expect(holds(condition, lead(traits, excluded))).toBe(held);
});

test('knowing more never turns a match into something else', () => {
  const dimensions = {
    budget_fit: ['below', 'above'],
    industry: ['retail', 'software'],
    contact_role: ['student', 'owner'],
  };
  const some = fc.record(
    Object.fromEntries(Object.entries(dimensions).map(([key, values]) => [key, fc.constantFrom(...values)])),
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(some, some, (known, more) => {
      const before = check(lead(known as Record<string, string>), house);
      const after = check(lead({ ...more, ...known } as Record<string, string>), house);
      if (before.outcome !== 'not_enough_known')
        expect(after.outcome === 'match').toBe(before.outcome === 'match' || after.outcome === 'match');
      if (before.outcome === 'match') expect(after.outcome).toBe('match');
      if (before.outcome === 'no_match') expect(after.outcome).toBe('no_match');
    }),
  );
});

test('the answer in Slack gives reasons, a kind sentence and what was not understood', () => {
  const { lead, result } = checkLead(ground, { text: 'retail, budget below our prices, <!channel> 40% off' });
  const message = outcome({ check: 1, ...ground, lead, result, words, language: 'en' }, en);
  const text = JSON.stringify(message.blocks);
  expect(messageFaults(message)).toEqual([]);
  expect(text).toContain('This lead resembles *Bargain Hunter Bob*.');
  expect(text).toContain('budget below our prices: 19 of 40 problem cases, 2 of 38 comparable ones, 5 staff');
  expect(text).toContain('What you can say to them');
  expect(text).toContain('A check is advice; you decide.');
  expect(text).not.toMatch(/<[!@#]/);
});

test('an answer is asked for with its choices, and the form opens with what is known', () => {
  const { lead, result } = checkLead(ground, { text: 'retail, contact is the owner' });
  const text = JSON.stringify(outcome({ check: 1, ...ground, lead, result, words, language: 'en' }, en));
  expect(text).toContain('Budget fit: Below our prices / About right / Room to spare?');
  const view = form(lexicon, ruleTraits(house), lead.traits, en.leads, 'en');
  expect(viewFaults(view as never)).toEqual([]);
  expect(JSON.stringify(view)).toContain(
    '"initial_option":{"text":{"type":"plain_text","text":"Retail or e-commerce"',
  );
});

test('nothing understood is said, and nothing is compared', () => {
  const { lead, result } = checkLead(ground, { text: 'xyzzy' });
  const text = JSON.stringify(outcome({ check: 1, ...ground, lead, result, words, language: 'en' }, en));
  expect(text).toContain('I understood none of it');
});

test('"something else" in the form rules out every value that a persona rests on', () => {
  const rules = [
    { dimension: 'country', value: 'Atlantis' },
    { dimension: 'country', value: 'Utopia' },
  ];
  const submitted = {
    state: {
      values: {
        'lead:country': { leads_value: { selected_option: { value: '=' } } },
        'lead:industry': { leads_value: { selected_option: { value: '=retail' } } },
        'lead:budget_fit': { leads_value: { selected_option: null } },
        leads_words: { leads_words: { value: ' 8 people ' } },
      },
    },
  };
  expect(filledIn(submitted as never, rules)).toEqual({
    traits: [{ dimension: 'industry', value: 'retail' }],
    excluded: rules,
    words: '8 people',
  });
});

test('the longest lead and the longest match stay within the limits of Slack', () => {
  const long = '<&>'.repeat(1_000);
  const many = Array.from({ length: 30 }, (_, i) =>
    approved(
      {
        id: `p${i}`,
        name: long,
        disqualifiers: [rule('industry', 'retail', long), rule('budget_fit', 'below', long)],
      },
      { claims: [claim('c1', 'industry', 'retail')] },
    ),
  );
  const grounds = { personas: many, lexicon };
  const checked = checkLead(grounds, { text: `retail, budget below our prices, ${long}` });
  const message = outcome({ check: 1, ...grounds, ...checked, words: () => long, language: 'en' }, en);
  expect(messageFaults(message)).toEqual([]);
  expect(viewFaults(answered(message, en.leads) as never)).toEqual([]);
});
