import { expect, test } from 'vitest';
import { choiceFor, scriptFor } from '../../src/interview/choose.ts';
import { readScripts } from '../../src/scripts/load.ts';
import { longestPath, visibleScreens } from '../../src/scripts/path.ts';
import { prefilled } from '../interview/scripts.ts';
import { scripts } from '../shipped.ts';

const script = (id: string) => scripts.find((one) => one.id === id)!;
const questions = scripts.flatMap((one) => one.questions.map((question) => ({ id: one.id, question })));

test('the whole set is there and nothing in it is a fault or frowned upon', () => {
  expect(scripts.map(({ id }) => id)).toEqual([
    'comparable-customer',
    'customer-voice',
    'ideal-customer',
    'lost-lead',
    'problem-customer',
    'working-style',
    'worksheet',
  ]);
  expect(readScripts('prompts/scripts').advice).toEqual([]);
});

test('at most eight screens before any condition opens another, at most twelve on the longest way', () => {
  for (const one of scripts) {
    expect(visibleScreens(one, {}, () => null).length, one.id).toBeLessThanOrEqual(8);
    expect(longestPath(one), one.id).toBeLessThanOrEqual(12);
  }
});

test('every word of every script stands in English and in Russian', () => {
  for (const one of scripts) {
    expect(one.title.ru, one.id).toBeTruthy();
    expect(one.about?.ru, one.id).toBeTruthy();
  }
  for (const { id, question } of questions) {
    expect(Object.keys(question.ask.ru ?? {}).sort(), `${id}.${question.key}`).toEqual(
      Object.keys(question.ask.en ?? {}).sort(),
    );
    for (const { label } of question.options) expect(label.ru, `${id}.${question.key}`).toBeTruthy();
  }
});

test('one dimension has one vocabulary, wherever it is asked', () => {
  const known = new Map<string, string>();
  for (const { id, question } of questions) {
    const { dimension, options, type, level } = question;
    if (options.length === 0) continue;
    const spelled = JSON.stringify({ options, type, level });
    expect(known.get(dimension) ?? spelled, `${id}.${question.key}`).toBe(spelled);
    known.set(dimension, spelled);
  }
});

test('the worksheet asks the six questions in their order, the first and the third with why', () => {
  expect(script('worksheet').questions.map(({ key, type }) => `${key} ${type}`)).toEqual([
    'least_liked text',
    'least_liked_why text',
    'hours_to_close duration',
    'did_not_stay text',
    'did_not_stay_why text',
    'speaks_badly text',
    'least_revenue text',
    'least_revenue_amount money',
    'dearest_to_win text',
    'acquisition_cost money',
  ]);
});

test('the worksheet takes a duration and money, and the second of each pair may stay open', () => {
  const typed = script('worksheet').questions.filter(({ type }) => type !== 'text');
  expect(typed.map(({ key, type }) => [key, type])).toEqual([
    ['hours_to_close', 'duration'],
    ['least_revenue_amount', 'money'],
    ['acquisition_cost', 'money'],
  ]);
  expect(script('worksheet').questions.some(({ required }) => required)).toBe(false);
});

test('how a customer likes to work is asked in the interviews that buyer and customer personas are drawn from', () => {
  const manner = script('working-style').questions.filter(({ level }) => level === 'subtle');
  for (const id of ['ideal-customer', 'customer-voice']) {
    const asked = script(id).questions.filter(({ level }) => level === 'subtle');
    expect(asked.map(({ key }) => key).sort(), id).toEqual(manner.map(({ key }) => key).sort());
    expect(script(id).rotate, id).toMatchObject({ style: 4 });
  }
});

test('objections are asked of those who bought and of those who did not, to choose from and in words', () => {
  for (const id of ['ideal-customer', 'lost-lead']) {
    const keys = script(id).questions.map(({ key }) => key);
    expect(keys, id).toContain('objections');
    expect(keys, id).toContain(id === 'lost-lead' ? 'why_lost' : 'objection_words');
  }
});

test('a customer’s own view is asked for: trouble with support, experiences, what they wish for', () => {
  const asked = script('customer-voice').questions.flatMap(({ ask }) => Object.values(ask.en ?? {}));
  expect(asked).toContain('Have they ever had any support issues?');
  expect(asked).toContain('What are their experiences with our product and our services so far?');
  expect(asked).toContain('What do they wish we were giving them more of?');
});

test('a problem customer is asked about by industry, size, contact, troubles, goals and cost in four kinds', () => {
  const dimensions = script('problem-customer').questions.map(({ dimension }) => dimension);
  const named = ['industry', 'company_size', 'contact_role', 'main_trouble', 'main_need'];
  const costs = ['cost_time', 'cost_money', 'cost_staff', 'cost_reputation'];
  expect(dimensions).toEqual(expect.arrayContaining([...named, ...costs]));
});

test('every part of an ideal customer’s portrait is asked for', () => {
  const keys = script('ideal-customer').questions.map(({ key }) => key);
  const company = ['contact_role', 'responsibilities', 'company_type', 'industry', 'location', 'occupation'];
  const mind = ['goals', 'motivation', 'challenges', 'objections', 'interests', 'preferred_channel'];
  const buying = ['buying_habit', 'buying_stage', 'payment_method', 'marketing_channels'];
  const world = ['biography', 'brands_and_media', 'services_sought', 'own_words'];
  expect(keys).toEqual(expect.arrayContaining([...company, ...mind, ...buying, ...world]));
});

test('what is asked about the person of an ideal customer is marked as protected and forms no groups', () => {
  const marked = script('ideal-customer').questions.filter((question) => question.protected);
  expect(marked.map(({ key }) => key)).toEqual([
    'age_group',
    'gender',
    'marital_status',
    'income_level',
    'education_level',
  ]);
  expect(marked.every(({ level }) => level === 'none')).toBe(true);
});

test('somebody from sales, support or marketing is offered what is for them, the usual one first', () => {
  const ids = (role: 'sales' | 'support' | 'marketing') => choiceFor(scripts, role).map(({ id }) => id);
  expect(ids('sales')[0]).toBe('problem-customer');
  expect(ids('sales')).toHaveLength(7);
  expect(ids('support')).not.toContain('ideal-customer');
  expect(ids('marketing')).toEqual(['ideal-customer']);
  expect(scriptFor({ scripts }, 'comparison')?.id).toBe('comparable-customer');
  expect(scriptFor({ scripts }, '')?.id).toBe('problem-customer');
});

test('what a customer record holds stands in the form of every script that asks for it', () => {
  const record = {
    texts: { industry: 'Retail', company_size: '8', contact_role: 'owner', lead_source: 'referral' },
    numbers: { acquisition_cost: 900 },
    traits: { preferred_channel: 'email' },
  };
  for (const id of ['problem-customer', 'comparable-customer', 'lost-lead', 'ideal-customer']) {
    expect(prefilled(script(id), record), id).toMatchObject({
      industry: 'retail',
      company_size: '1-10',
      contact_role: 'owner',
      lead_source: 'referral',
      preferred_channel: 'email',
    });
  }
  expect(prefilled(script('lost-lead'), record)).toMatchObject({ acquisition_cost: 900 });
});
