import { afterEach, expect, test } from 'vitest';
import { eraseCustomer } from '../../src/erasure/erasure.ts';
import { formats } from '../../src/exports/formats.ts';
import { fileFor, formatsFor } from '../../src/exports/run.ts';
import { checkable } from '../../src/leads/check.ts';
import { lookup } from '../../src/lookup/lookup.ts';
import { bodyInFull } from '../../src/personas/customers.ts';
import { sentencesOf } from '../../src/personas/persona.ts';
import { portraitOf } from '../../src/personas/portrait.ts';
import { approvedPersonas, listPersonas, loadPersona } from '../../src/personas/store.ts';
import { reviewMessage } from '../../src/review/blocks.ts';
import { candidateFor } from '../../src/review/candidate-store.ts';
import { editLine } from '../../src/review/lines.ts';
import { textsIn } from '../../src/text/catalogue.ts';
import { config, NOW, type World } from '../personas/world.ts';
import { scripts } from '../shipped.ts';
import { ideal, voice, wantedWorkspace } from './wanted-world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function workspace(how: Parameters<typeof wantedWorkspace>[0] = {}) {
  const world = await wantedWorkspace(how);
  open.push(world);
  return world;
}

const decision = (world: World, persona: string, what: 'approve' | 'reject') =>
  world.decide({
    persona,
    decision: what,
    reason: what === 'reject' ? 'Two of these are about to leave us.' : '',
    use: 'Whom outbound calls first.',
  });

const en = textsIn('en');
const ofKind = <T extends { kind: string }>(list: T[], kind: string) =>
  list.find((one) => one.kind === kind)!;

test('what colleagues tell of ideal customers becomes a buyer persona, what customers say a customer persona', async () => {
  const world = await workspace();
  const { personas, notDrafted } = await world.draft();
  expect(personas.map(({ kind, status, verdict }) => [kind, status, verdict])).toEqual([
    ['buyer', 'draft', null],
    ['customer', 'draft', null],
  ]);
  for (const one of personas) {
    const card = JSON.stringify(
      reviewMessage((await loadPersona(world.db, world.workspace, one.id))!, null, 'en'),
    );
    expect(card).toContain(
      `${one.cases.length} of ${one.cases.length} ${one.kind === 'buyer' ? 'ideal ' : ''}customers`,
    );
    expect(card).not.toMatch(/problem customers ·|Not to chase/);
    expect(one.disqualifiers).toEqual([]);
    expect(one.caseCount.for).toBe(one.cases.length);
    expect(one.dropped).toEqual([]);
    for (const team of ['marketing', 'sales', 'support'] as const) expect(one.actions[team]).not.toEqual([]);
  }
  expect(notDrafted.join()).not.toMatch(/interviews needed/);
});

test('each part of a portrait is filled where answers hold it, and by nothing else', async () => {
  const world = await workspace({ ideals: 0, voices: 6 });
  await world.interviews(
    Array.from({ length: 6 }, (_, i) =>
      ideal(i, { industry: null, payment_method: null, interests: null, goals: null, age_group: null }),
    ),
  );
  const { personas } = await world.draft();
  const buyer = await loadPersona(world.db, world.workspace, ofKind(personas, 'buyer').id);
  const customer = await loadPersona(world.db, world.workspace, ofKind(personas, 'customer').id);
  const lines = portraitOf(buyer!.body, buyer!.said, en);
  const labels = lines.map((line) => line.slice(0, line.indexOf(':')));
  expect(labels).toEqual([
    'Company',
    'Contact',
    'Goals',
    'Why they came',
    'Buying',
    'Channels',
    'Communication',
  ]);
  expect(lines.find((line) => line.startsWith('Goals'))).toBe('Goals: saving time (5 of 6)');
  expect(customer!.said.map(({ part }) => part)).toEqual(['supportIssues', 'experience', 'wishes']);
});

test('objections are counted and told in words, and the answers behind them can be read', async () => {
  const world = await workspace({ ideals: 0, voices: 0 });
  await world.interviews(
    Array.from({ length: 6 }, (_, i) =>
      ideal(i, {
        objections: i === 5 ? ['none'] : ['price', 'switching'].slice(0, 1 + (i % 2)),
        objection_words: 'They said that moving all their orders would cost them a month.',
      }),
    ),
  );
  const [buyer] = (await world.draft()).personas;
  const { body, said } = (await loadPersona(world.db, world.workspace, buyer!.id))!;
  const price = body.descriptions.find(({ value }) => value === 'price')!;
  expect([price.for, price.of, body.facets.objections]).toEqual([5, 6, [price.id]]);
  const line = portraitOf(body, said, en).find((one) => one.startsWith('Objections'));
  expect(line).toBe(
    'Objections: the price (5 of 6); “They said that moving all their orders would cost them a month.”',
  );
  expect(body.actions.sales).toContainEqual(
    expect.objectContaining({
      text: expect.stringMatching(/before they object: the price/),
      evidence: [price.id],
    }),
  );
  const links = await world.db
    .selectFrom('evidence_links')
    .innerJoin('answers', 'answers.id', 'evidence_links.answer')
    .select(['answers.question', 'side'])
    .where('claim', '=', price.id)
    .execute();
  expect(links.map(({ question }) => question)).toEqual(Array(6).fill('objections'));
  expect(links.filter(({ side }) => side === 'for')).toHaveLength(5);
});

test('where some object to nothing, what the others object to is told and answered all the same', async () => {
  const world = await workspace({ ideals: 0, voices: 0 });
  await world.interviews(
    Array.from({ length: 7 }, (_, i) => ideal(i, { objections: i < 4 ? ['none'] : ['price'] })),
  );
  const [buyer] = (await world.draft()).personas;
  const { body } = (await loadPersona(world.db, world.workspace, buyer!.id))!;
  expect(body.story.map(({ text }) => text)).toContain(
    'Before they decide, they object to the price (3 of 7).',
  );
  expect(body.actions.sales.map(({ text }) => text)).toContain(
    'Have an answer ready before they object: the price.',
  );
});

test('every quote of a portrait is the stored answer between its offsets, one a colleague, and one sees it otherwise', async () => {
  const world = await workspace();
  const { personas } = await world.draft();
  for (const { quotes, said } of personas) {
    expect(quotes.length).toBeGreaterThan(0);
    const authors: string[] = [];
    for (const quote of [...quotes, ...said]) {
      const row = await world.db
        .selectFrom('answer_revisions as said')
        .innerJoin('answers', 'answers.id', 'said.answer')
        .innerJoin('interviews', 'interviews.id', 'answers.interview')
        .select(['said.value', 'interviews.person'])
        .where('said.answer', '=', Number(quote.answer.slice(1)))
        .where('said.revision', '=', quote.revision)
        .executeTakeFirstOrThrow();
      expect(String(JSON.parse(row.value ?? '""')).slice(quote.start, quote.end)).toBe(quote.text);
      if (quotes.includes(quote)) authors.push(row.person);
    }
    expect(new Set(authors).size).toBe(quotes.length);
  }
  const otherwise = ofKind(personas, 'buyer').quotes.filter(({ dissenting }) => dissenting);
  expect(otherwise.map(({ text }) => text)).toEqual([
    'Cutting the costs of the warehouse came first for them.',
  ]);
});

test('“more often” is said of what the test bears out, with both counts, and plain SQL gives each of them again', async () => {
  const world = await workspace({ planted: true });
  const { personas } = await world.draft();
  const buyer = ofKind(personas, 'buyer');
  const passed = buyer.descriptions.filter(({ id }) => buyer.others[id]?.q !== undefined);
  expect(passed.map(({ dimension }) => dimension)).toContain('lead_source');
  for (const { id } of passed) expect(buyer.others[id]!.q!).toBeLessThanOrEqual(0.05);
  const claimed = buyer.story.filter(({ text }) => text.startsWith('More often'));
  expect(claimed.flatMap(({ evidence }) => evidence).every((id) => passed.some((one) => one.id === id))).toBe(
    true,
  );
  const count = async (claim: string, side: string, kind: string) =>
    (
      await world.db
        .selectFrom('evidence_links')
        .select('customer')
        .distinct()
        .where('persona', '=', buyer.id)
        .where('claim', '=', claim)
        .where('side', '=', side as 'for')
        .where('case_kind', '=', kind as 'problem')
        .execute()
    ).length;
  for (const one of [...buyer.descriptions, ...buyer.demographics]) {
    expect(await count(one.id, 'for', 'comparison'), one.text).toBe(one.for);
    expect(one.for + (await count(one.id, 'against', 'comparison'))).toBe(one.of);
    const others = buyer.others[one.id] ?? { for: 0, of: 0 };
    expect(await count(one.id, 'for', 'problem')).toBe(others.for);
    expect(others.for + (await count(one.id, 'against', 'problem'))).toBe(others.of);
  }
});

test('with no problem customers a portrait says how often and never “more often”', async () => {
  const { personas } = await (await workspace({ voices: 0 })).draft();
  const [buyer] = personas;
  expect(buyer?.others).toEqual({});
  expect(
    sentencesOf(buyer!)
      .map(({ sentence }) => sentence.text)
      .join(),
  ).not.toMatch(/more often/i);
  expect(buyer?.cautions.join()).toMatch(/how often, never/);
});

test('every sentence of a portrait rests on evidence that exists, or is marked an assumption; no percentage', async () => {
  for (const planted of [true, false]) {
    const { personas } = await (await workspace({ planted })).draft();
    for (const persona of personas.filter(({ verdict }) => verdict === null)) {
      const ids = new Set(persona.descriptions.map(({ id }) => id));
      const sentences = sentencesOf(persona);
      for (const { place, sentence } of sentences) {
        expect(sentence.assumption || sentence.evidence.length > 0, place).toBe(true);
        for (const id of sentence.evidence) expect(ids.has(id), `${persona.name} ${place} ${id}`).toBe(true);
        expect(sentence.text).not.toContain('%');
      }
      expect(new Set(sentences.map(({ sentence }) => sentence.text)).size).toBe(sentences.length);
      expect(persona.contentToUse.length).toBeGreaterThan(0);
    }
  }
});

test('below five customers, or from one colleague alone, nothing is drawn and the draft says what is missing', async () => {
  const few = await (await workspace({ ideals: 3, voices: 0 })).draft();
  expect(few.personas).toEqual([]);
  expect(few.notDrafted).toContain(
    'Buyer persona: 3 of 5 interviews needed, each about another ideal customer.',
  );
  const world = await workspace({ ideals: 0, voices: 0 });
  await world.interviews(Array.from({ length: 6 }, (_, i) => voice(i, {}, 2)));
  const alone = await world.draft();
  expect(alone.personas).toEqual([]);
  expect(alone.notDrafted.join()).toMatch(/only one colleague has told what customers say/);
});

test('the same answers draw nothing twice; a portrait that grew keeps its id and name, and a reviewer’s words', async () => {
  const world = await workspace();
  const first = await world.draft();
  const again = await world.draft();
  expect(again.personas.map(({ id, version, change }) => [id, version, change])).toEqual(
    first.personas.map(({ id }) => [id, 1, 'unchanged']),
  );
  const { id, name, story } = ofKind(first.personas, 'buyer');
  const at = story.findIndex(({ text }) => text.startsWith('They come because'));
  const changed = await world.db.transaction().execute((db) =>
    editLine(db, {
      workspace: world.workspace,
      persona: id,
      version: 1,
      place: `story.${at}`,
      what: 'reword',
      text: 'Time is what they come for.',
      reason: '',
      by: 'U0GRACE',
      config,
      reader: 'en',
      now: NOW,
    }),
  );
  expect(changed).toMatchObject({ outcome: 'saved' });
  // Another customer of whom nobody knows what they come for: that line counts what it counted before.
  await world.interviews([ideal(20, { main_need: null })]);
  const second = ofKind((await world.draft()).personas, 'buyer');
  expect(second).toMatchObject({ id, name, change: 'changed' });
  expect(second.story.map(({ text }) => text)).toContain('Time is what they come for.');
});

test('a rejected portrait stays away until its customers change', async () => {
  const world = await workspace();
  const { personas } = await world.draft();
  const { id } = ofKind(personas, 'buyer');
  await decision(world, id, 'reject');
  const again = await world.draft();
  expect(again.personas.map(({ kind }) => kind)).toEqual(['customer']);
  expect(again.notDrafted.join()).toMatch(/was rejected/);
  await world.interviews([ideal(30)]);
  expect(ofKind((await world.draft()).personas, 'buyer')).toMatchObject({ id, version: 2 });
});

test('an approved buyer persona turns nobody away: found by its kind, in no check and in no exclusion list', async () => {
  const world = await workspace({ planted: true });
  const { db, workspace: here } = world;
  const drafts = (await world.draft()).personas;
  const negative = ofKind(drafts, 'negative');
  const buyer = ofKind(drafts, 'buyer');
  const warned = async () =>
    (await candidateFor(db, { workspace: here, persona: negative.id, version: null, decision: 'approve' }))
      ?.buyerOnFile;
  expect(await warned()).toBe(false);
  expect(await decision(world, buyer.id, 'approve')).toMatchObject({ outcome: 'done' });
  expect(await warned()).toBe(true);
  const approved = await approvedPersonas(db, here);
  expect(lookup('buyer', approved).results.map(({ id }) => id)).toEqual([buyer.id]);
  expect(lookup('recommendation', approved).results.map(({ id }) => id)).toEqual([buyer.id]);
  expect(checkable(approved)).toEqual([]);
  const [persona] = approved;
  expect(formatsFor(persona!, approved)).toEqual([...formats]);
  const source = { db, workspace: here, language: 'en', now: NOW, scripts } as const;
  await expect(fileFor(source, persona!, approved, 'google')).rejects.toThrow(/excludes nobody|negative/);
  expect(persona!.body.demographics.map(({ dimension }) => dimension)).toEqual(['age_group']);
  for (const format of formats) {
    const { text } = await fileFor(source, persona!, approved, format);
    expect(text).toContain(persona!.body.name);
    expect(text).not.toMatch(/age_group|aged 35|35-44/);
  }
});

test('an erased customer is counted no more in a portrait; too few left take it out of use', async () => {
  const world = await workspace({ ideals: 6, voices: 0, planted: true });
  const { db, workspace: here } = world;
  const { id, caseCount } = ofKind((await world.draft()).personas, 'buyer');
  await decision(world, id, 'approve');
  const scope = { db, workspace: here, now: NOW, caution: 'Counted anew.', actor: 'U0GRACE' };
  await eraseCustomer(scope, 'ideal0');
  const left = await loadPersona(db, here, id, 'approved');
  expect(left?.body.caseCount.for).toBe(caseCount.for - 1);
  for (const one of (await bodyInFull(db, here, left!)).descriptions) {
    expect(one.cases, one.text).toHaveLength(one.for);
    expect(one.for + one.against.length, one.text).toBe(one.of);
    expect(one.cases).not.toContain('ideal0');
  }
  expect(Object.keys(left!.body.others)).not.toEqual([]);
  expect(left!.body.demographics.map(({ of }) => of)).toEqual([5]);
  expect(await approvedPersonas(db, here)).toHaveLength(1);
  for (const key of ['ideal1', 'ideal2', 'ideal3']) await eraseCustomer(scope, key);
  expect(await approvedPersonas(db, here)).toEqual([]);
});

test('customers whom nobody judged count in their portrait and in no comparison', async () => {
  const world = await workspace({ ideals: 0, voices: 6, planted: true });
  await world.db
    .updateTable('interviews')
    .set({ case_kind: 'none' })
    .where('script', '=', 'customer-voice')
    .execute();
  const { scope, personas } = await world.draft();
  expect(scope.comparison).toBe(42);
  expect(ofKind(personas, 'customer').cases).toHaveLength(6);
  const stored = await listPersonas(world.db, world.workspace);
  expect(stored.map(({ body }) => body.kind)).toContain('customer');
});
