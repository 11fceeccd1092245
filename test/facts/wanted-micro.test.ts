import { afterEach, expect, test } from 'vitest';
import { tableOf } from '../../eval/worlds.ts';
import { jaccard } from '../../src/drafting/match.ts';
import { eraseCustomer } from '../../src/erasure/erasure.ts';
import { findPortraits, portraitSizes } from '../../src/evidence/portraits.ts';
import { pick, seeded, shuffle } from '../../src/evidence/random.ts';
import type { Item } from '../../src/evidence/traits.ts';
import { formats } from '../../src/exports/formats.ts';
import { fileFor, formatsFor } from '../../src/exports/run.ts';
import { checkable } from '../../src/leads/check.ts';
import { answer } from '../../src/lookup/answer.ts';
import { lookup } from '../../src/lookup/lookup.ts';
import { readingIn } from '../../src/lookup/store.ts';
import { bodyInFull } from '../../src/personas/customers.ts';
import { differencesIn, sentencesOf } from '../../src/personas/persona.ts';
import { approvedPersonas, loadPersona } from '../../src/personas/store.ts';
import { reviewMessage } from '../../src/review/blocks.ts';
import { NOW, type World } from '../personas/world.ts';
import { scripts } from '../shipped.ts';
import { mannered, wantedWorkspace } from './wanted-world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

const ideal = scripts.find(({ id }) => id === 'ideal-customer')!;
const subtle = ideal.questions.filter(({ level }) => level === 'subtle');

/** As many answers on manner as the interview asks for, of customers of one manner or of two. */
function told(n: number, seed: number, kinds: number): { items: Item[]; truth: number[] } {
  const random = seeded(seed);
  const truth = Array.from({ length: n }, () => pick(random, kinds));
  const items = subtle.map(({ dimension, options }): Item => {
    const values = options.map(({ value }) => value);
    const first = pick(random, values.length);
    const codes = Int16Array.from(truth, (kind) =>
      kinds > 1 && random() < 0.8 ? (first + kind) % values.length : pick(random, values.length),
    );
    return { dimension, values, codes };
  });
  const order = items.map((_, i) => i);
  for (let i = 0; i < n; i++) {
    shuffle(random, order);
    for (const item of order.slice(ideal.rotate.style)) items[item]!.codes[i] = -1;
  }
  return { items, truth };
}

function portrayed(n: number, seed: number, kinds: number) {
  const { items, truth } = told(n, seed, kinds);
  const table = tableOf([], new Uint8Array(n), items);
  table.portrayed.buyer = table.cases.map(({ key }) => key);
  const [buyer] = findPortraits(table);
  const second = new Set(table.cases.filter((_, i) => truth[i] === 1).map(({ key }) => key));
  return { buyer: buyer!, second };
}

test('the interview about ideal customers asks channel, technology, decision, delegation, timing and tone', () => {
  expect(subtle.map(({ key }) => key)).toEqual([
    'preferred_channel',
    'technology_comfort',
    'decision_style',
    'delegation',
    'timing',
    'tone',
  ]);
});

test('of thirty and more ideal customers, two that differ in manner are told apart in most worlds', () => {
  const worlds = Array.from({ length: 12 }, (_, seed) => portrayed(portraitSizes.full + 10, seed + 1, 2));
  const found = worlds.filter(({ buyer, second }) =>
    buyer.microGroups.some(({ cases }) => {
      const share = jaccard(cases, [...second]);
      const other = jaccard(
        cases,
        buyer.members.map(({ key }) => key).filter((key) => !second.has(key)),
      );
      return Math.max(share, other) >= 0.5;
    }),
  );
  expect(found.length).toBeGreaterThanOrEqual(10);
});

test('of customers whose manner is chance, no part is told apart in forty worlds', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { buyer } = portrayed(portraitSizes.full, seed, 1);
    expect(buyer.groups.length, `world ${seed}`).toBeGreaterThan(0);
    expect(buyer.microGroups, `world ${seed}`).toEqual([]);
  }
}, 240_000);

test('below thirty customers nothing is told apart, and what too few have told is asked next', () => {
  const { buyer } = portrayed(portraitSizes.full - 12, 1, 2);
  expect(buyer.microGroups).toEqual([]);
  const some = portrayed(12, 1, 2).buyer;
  expect(some.questions.length).toBeGreaterThan(0);
  expect(subtle.map(({ dimension }) => dimension)).toEqual(expect.arrayContaining(some.questions));
});

async function drafted() {
  const world = await wantedWorkspace({ ideals: 0, voices: 0, planted: true });
  open.push(world);
  await world.interviews(mannered());
  const { personas, questions } = await world.draft();
  const buyer = personas.find(({ kind }) => kind === 'buyer')!;
  const micros = personas.filter(({ family }) => family === 'buyer');
  return { world, personas, questions, buyer, micros };
}

const decision = (world: World, persona: string, what: 'approve' | 'retire') =>
  world.decide({
    persona,
    decision: what,
    reason: what === 'retire' ? 'Not whom we look for any more.' : '',
    use: 'Who writes to whom.',
  });

test('ideal customers of two manners become one buyer persona with micro personas of its own', async () => {
  const { world, buyer, micros } = await drafted();
  expect(micros.length).toBeGreaterThanOrEqual(1);
  const family = buyer.name.split(' ').at(-1)!;
  for (const micro of micros) {
    expect(micro).toMatchObject({ kind: 'micro', parent: buyer.id, verdict: null, disqualifiers: [] });
    expect(micro.verdictReason).toBe('');
    expect(micro.characteristics).toEqual([]);
    expect(micro.dropped).toEqual([]);
    expect(micro.name).toContain(family);
    expect(micro.cases.every((key) => buyer.cases.includes(key))).toBe(true);
    expect(micro.cases.length).toBeGreaterThanOrEqual(5);
    expect(buyer.cases.length - micro.cases.length).toBeGreaterThanOrEqual(5);
    expect(Object.keys(micro.others).length).toBeGreaterThanOrEqual(2);
    const said = sentencesOf(micro).map(({ sentence }) => sentence.text);
    expect(said.join(' ')).not.toMatch(/declin|turn(ed|ing)? away|poor fit/i);
    for (const team of ['marketing', 'sales', 'support'] as const)
      expect(micro.actions[team]).not.toEqual([]);
    const links = await world.db
      .selectFrom('evidence_links')
      .select(['customer', 'case_kind'])
      .distinct()
      .where('persona', '=', micro.id)
      .execute();
    expect(new Set(links.map(({ case_kind }) => case_kind))).toEqual(new Set(['comparison']));
    expect(links.every(({ customer }) => micro.cases.includes(customer))).toBe(true);
  }
  const again = await world.draft();
  expect(again.personas.map(({ id, change }) => [id, change])).toEqual(
    again.personas.map(({ id }) => [id, 'unchanged']),
  );
});

test('a buyer’s micro persona is approved after its parent, found in look-up and files, leaves with it, and excludes nobody', async () => {
  const { world, personas, buyer, micros } = await drafted();
  const { db, workspace } = world;
  const [micro] = micros;
  const card = JSON.stringify(
    reviewMessage((await loadPersona(db, workspace, micro!.id))!, buyer.name, 'en'),
  );
  expect(card).toContain(`${micro!.cases.length} of ${buyer.cases.length} ideal customers`);
  expect(card).not.toMatch(/Not to chase|problem customers ·/);
  expect(await decision(world, micro!.id, 'approve')).toMatchObject({ outcome: 'refused' });
  const negative = personas.find(({ kind }) => kind === 'negative')!;
  for (const id of [negative.id, buyer.id, micro!.id])
    expect(await decision(world, id, 'approve'), id).toMatchObject({ outcome: 'done' });
  const approved = await approvedPersonas(db, workspace);
  const own = approved.find(({ id }) => id === micro!.id)!;
  expect(lookup('micro', approved).results.map(({ id }) => id)).toEqual([micro!.id]);
  expect(checkable(approved).map(({ persona }) => persona.id)).toEqual([negative.id]);
  expect(formatsFor(own, approved)).toEqual([...formats]);
  const view = { language: 'en', size: 'full', mayExport: false, ...readingIn(db, workspace) } as const;
  const shown = JSON.stringify(await answer(own.body.name, approved, scripts, view));
  const { here, elsewhere } = differencesIn(own.body)[0]!;
  expect(shown).toContain(
    `${here.text}: ${here.for} of ${here.of} here, ${elsewhere.for} of ${elsewhere.of} elsewhere`,
  );
  expect(shown).toContain(`The same as ${buyer.name}`);
  expect(shown).toContain('Goals: saving time');
  const source = { db, workspace, language: 'en', now: NOW, scripts } as const;
  for (const format of formats)
    expect((await fileFor(source, own, approved, format)).text).toContain(here.text);
  await decision(world, buyer.id, 'retire');
  expect((await approvedPersonas(db, workspace)).map(({ id }) => id)).toEqual([negative.id]);
});

test('what sets a buyer’s micro persona apart has to stand: erased below the gates it leaves, its parent stays', async () => {
  const { world, buyer, micros } = await drafted();
  const { db, workspace } = world;
  const [micro] = micros;
  for (const id of [buyer.id, micro!.id]) await decision(world, id, 'approve');
  const scope = { db, workspace, now: NOW, caution: 'Counted anew.', actor: 'U0GRACE' };
  const [first, ...rest] = micro!.cases;
  await eraseCustomer(scope, first!);
  const left = await loadPersona(db, workspace, micro!.id, 'approved');
  const full = await bodyInFull(db, workspace, left!);
  expect(full.cases).not.toContain(first);
  for (const one of full.descriptions) {
    expect(one.cases, one.text).toHaveLength(one.for);
    expect(one.for + one.against.length, one.text).toBe(one.of);
  }
  expect(left!.body.descriptions.some((one) => one.for > 0)).toBe(true);
  for (const key of rest.slice(0, -2)) await eraseCustomer(scope, key);
  expect((await approvedPersonas(db, workspace)).map(({ id }) => id)).toEqual([buyer.id]);
});
