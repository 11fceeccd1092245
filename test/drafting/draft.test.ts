import { afterEach, expect, test } from 'vitest';
import { draftInWorker } from '../../src/drafting/worker.ts';
import { saveByHand } from '../../src/personas/by-hand-store.ts';
import { sentencesOf } from '../../src/personas/persona.ts';
import { sampleShapes, sampleWritten } from '../../src/personas/samples.ts';
import { approvedPersonas, listPersonas, loadPersona } from '../../src/personas/store.ts';
import { textsIn } from '../../src/text/catalogue.ts';
import {
  config,
  configWith,
  emptyWorkspace,
  NOW,
  plantedWorkspace,
  problem,
  report,
  type World,
} from '../personas/world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function planted() {
  const world = await plantedWorkspace();
  open.push(world);
  return world;
}

test('one planted kind of each verdict is drafted, with micro personas under the one to avoid', async () => {
  const { personas } = await (await planted()).draft();
  const verdicts = new Map(personas.map(({ kind, verdict }) => [kind, verdict]));
  expect(verdicts.get('negative')).toBe('avoid');
  expect(verdicts.get('fix')).toBe('fix');
  expect(verdicts.get('challenging')).toBe('keep');
  const parent = personas.find(({ kind }) => kind === 'negative');
  const micros = personas.filter(({ kind }) => kind === 'micro');
  expect(micros.length).toBeGreaterThan(0);
  for (const micro of micros) {
    expect(micro.parent).toBe(parent?.id);
    expect(parent?.cases).toEqual(expect.arrayContaining(micro.cases));
  }
});

test('the same evidence drafts nothing twice, and calls no model', async () => {
  const world = await planted();
  const first = await world.draft();
  const again = await world.draft();
  expect(again.personas.map(({ id, version, change }) => [id, version, change])).toEqual(
    first.personas.map(({ id }) => [id, 1, 'unchanged']),
  );
  expect(again.model.calls).toBe(0);
});

test('ids and names stay with a group that grew; the older draft is superseded', async () => {
  const world = await planted();
  const first = await world.draft();
  const one = first.personas[0]!;
  await world.interviews([
    problem('bargain77', 2, {
      industry: 'agency',
      budget_fit: 'below',
      main_trouble: 'price_pressure',
      contact_role: 'owner',
    }),
  ]);
  const second = await world.draft();
  expect(second.personas.find(({ id }) => id === one.id)).toMatchObject({
    name: one.name,
    version: 2,
    change: 'changed',
  });
  expect((await loadPersona(world.db, world.workspace, one.id, 1))?.status).toBe('superseded');
});

test('every quote is the stored answer between its offsets', async () => {
  const world = await planted();
  const { personas } = await world.draft();
  const quotes = personas.flatMap((persona) => persona.quotes);
  expect(quotes.length).toBeGreaterThan(5);
  for (const quote of quotes) {
    const row = await world.db
      .selectFrom('answer_revisions')
      .select('value')
      .where('answer', '=', Number(quote.answer.slice(1)))
      .where('revision', '=', quote.revision)
      .executeTakeFirstOrThrow();
    expect(String(JSON.parse(row.value ?? '""')).slice(quote.start, quote.end)).toBe(quote.text);
  }
});

test('plain SQL over the links gives every count of a persona again', async () => {
  const world = await planted();
  await world.draft();
  for (const { id, version, body, claims } of await listPersonas(world.db, world.workspace)) {
    const count = async (claim: string, side: 'for' | 'against', kind: 'problem' | 'comparison') => {
      const rows = await world.db
        .selectFrom('evidence_links')
        .select('customer')
        .distinct()
        .where('persona', '=', id)
        .where('version', '=', version)
        .where('claim', '=', claim)
        .where('side', '=', side)
        .where('case_kind', '=', kind)
        .execute();
      return rows.length;
    };
    for (const one of body.descriptions) {
      expect(await count(one.id, 'for', 'problem'), `${id} ${one.text}`).toBe(one.for);
      expect(one.for + (await count(one.id, 'against', 'problem'))).toBe(one.of);
    }
    for (const claim of claims) {
      expect(await count(claim.id, 'for', 'problem')).toBe(claim.problem.for);
      expect(await count(claim.id, 'for', 'comparison')).toBe(claim.comparison?.for ?? 0);
      const against = await count(claim.id, 'against', 'problem');
      expect(claim.problem.for + against).toBe(claim.problem.of);
    }
  }
});

test('every sentence rests on evidence that exists, or is marked an assumption', async () => {
  const { personas } = await (await planted()).draft();
  for (const persona of personas) {
    const ids = new Set([
      ...persona.claims,
      ...persona.descriptions.map(({ id }) => id),
      ...Object.keys(persona.economics).map((key) => `economics.${key}`),
    ]);
    for (const { place, sentence } of sentencesOf(persona)) {
      expect(sentence.assumption || sentence.evidence.length > 0, place).toBe(true);
      for (const id of sentence.evidence) expect(ids.has(id), `${persona.name} ${place} ${id}`).toBe(true);
    }
    expect(persona.dropped).toEqual([]);
  }
});

test('every tag and every part of the form rests on evidence that exists', async () => {
  const { personas } = await (await planted()).draft();
  for (const persona of personas) {
    const ids = new Set([
      ...persona.claims,
      ...persona.descriptions.map(({ id }) => id),
      ...Object.keys(persona.economics).map((key) => `economics.${key}`),
    ]);
    const evidence = [
      ...persona.categories.map((one) => one.evidence),
      ...Object.values(persona.characteristicEvidence),
      ...Object.values(persona.facets),
    ];
    for (const list of evidence) {
      expect(list.length).toBeGreaterThan(0);
      for (const id of list) expect(ids.has(id), `${persona.name} ${id}`).toBe(true);
    }
    expect(Object.keys(persona.characteristicEvidence).sort()).toEqual([...persona.characteristics].sort());
    expect(persona.stage === null).toBe(persona.stageEvidence.length === 0);
    const { representativeQuote: stands } = persona;
    const found = persona.quotes.find(
      (quote) =>
        stands?.composite === false && quote.answer === stands.answer && quote.start === stands.start,
    );
    expect(found !== undefined || persona.quotes.length === 0).toBe(true);
  }
  const negative = personas.find(({ kind }) => kind === 'negative');
  expect(negative?.categories.map(({ tag }) => tag)).toContain('no_budget');
});

test('a short biography is put together from what most of them share, and says which answers', async () => {
  const { personas } = await (await planted()).draft();
  const negative = personas.find(({ kind }) => kind === 'negative');
  expect(negative?.biography.length).toBeGreaterThan(0);
  for (const { evidence, assumption } of negative?.biography ?? []) {
    expect(assumption || evidence.length > 0).toBe(true);
  }
});

test('no sentence stands in two places of a persona, and every kind says what to do with content', async () => {
  const { personas } = await (await planted()).draft();
  for (const persona of personas) {
    const texts = [...sentencesOf(persona).map(({ sentence }) => sentence.text), persona.verdictReason];
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
    if (persona.kind === 'undetermined') continue;
    expect(persona.contentToAvoid.length + persona.contentToUse.length, persona.kind).toBeGreaterThan(0);
  }
});

test('a negative persona says which content to avoid, what gives such leads away and what each team does', async () => {
  const { personas } = await (await planted()).draft();
  for (const persona of personas.filter(({ kind }) => kind === 'negative')) {
    expect(persona.contentToAvoid.length).toBeGreaterThan(0);
    expect(persona.redFlags.length).toBeGreaterThan(0);
    for (const team of ['marketing', 'sales', 'support'] as const) {
      expect(persona.actions[team].length, team).toBeGreaterThan(0);
    }
    expect(['unprofitable', 'misaligned', 'difficult_to_serve']).toContain(persona.reasonType);
    const burden = ['acquisition_cost', 'lifetime_value', 'support_hours', 'cost_to_serve', 'cost_time'];
    expect(burden.some((key) => persona.economics[key])).toBe(true);
    expect(persona.caseCount.for).toBe(persona.cases.length);
  }
});

test('a negative persona points to the ideal customer on file, whose opposite it is', async () => {
  const world = await planted();
  const texts = textsIn('en');
  const mary = sampleWritten(sampleShapes.mary, texts.samples.mary, null);
  const saved = await saveByHand(world.db, world.workspace, mary, texts, NOW);
  const { personas } = await world.draft();
  const negative = personas.find(({ kind }) => kind === 'negative');
  expect(negative?.mirrors).toBe(saved.outcome === 'saved' ? saved.id : 'not saved');
  expect(personas.find(({ kind }) => kind === 'fix')?.mirrors).toBe(null);
});

test('no percentage is printed under 20 cases', async () => {
  const { personas } = await (await planted()).draft();
  expect(JSON.stringify(personas.map(({ cases: _cases, ...persona }) => persona))).not.toContain('%');
});

test('a second run beside the first is refused kindly', async () => {
  const world = await planted();
  const busy = world.draft({ onProgress: () => {} });
  await expect(world.draft()).rejects.toThrow(/running since/);
  await busy;
});

test('a draft in the worker thread saves the same and reports how far it is', async () => {
  const world = await planted();
  const stages = new Set<string>();
  const job = {
    databaseUrl: world.url,
    workspace: world.workspace,
    config,
    now: NOW,
    askedBy: 'U0GRACE',
    useModel: false,
  };
  const outcome = await draftInWorker(job, ({ stage }) => stages.add(stage));
  expect(outcome.outcome).toBe('done');
  expect([...stages]).toEqual(expect.arrayContaining(['reading', 'counting', 'wording', 'saving']));
  expect(await listPersonas(world.db, world.workspace)).not.toEqual([]);
});

test('withdrawn answers take an approved persona out of look-up', async () => {
  const world = await planted();
  await world.draft();
  await world.decide();
  expect(await approvedPersonas(world.db, world.workspace)).toHaveLength(1);
  await world.db
    .updateTable('interviews')
    .set({ status: 'withdrawn' })
    .where('customer', 'like', 'bargain%')
    .execute();
  expect(await approvedPersonas(world.db, world.workspace)).toEqual([]);
});

test('a quote disappears with its answer', async () => {
  const world = await planted();
  await world.draft();
  await world.db.updateTable('interviews').set({ status: 'withdrawn' }).execute();
  const personas = await listPersonas(world.db, world.workspace);
  expect(personas.flatMap(({ quotes }) => quotes)).toEqual([]);
});

test('names of customers and colleagues are hidden in quotes and never stand in a persona', async () => {
  const world = await planted();
  await world.db
    .insertInto('people')
    .values({ workspace: world.workspace, id: 'U9', name: 'Priya Raman' })
    .execute();
  const lines = Array.from({ length: 8 }, (_, i) =>
    problem(`canary${i}`, i, {
      industry: 'construction',
      company_size: '201-1000',
      contact_role: 'consultant',
      lead_source: 'partner',
      budget_fit: 'above',
      main_trouble: 'late_payment',
      why: `Canary${i} Works never paid Priya Raman on time, write to boss${i}@canary.example or call +49 30 1234567${i}.`,
      misfit: 'out_of_reach',
    }),
  );
  await world.interviews(lines);
  const { personas } = await world.draft();
  const text = JSON.stringify(personas.map(({ cases: _c, descriptions: _d, ...rest }) => rest));
  expect(text).not.toMatch(/Canary\d Works|Priya|@canary|1234567/);
  const quotes = personas
    .flatMap((persona) => persona.quotes)
    .filter(({ case: key }) => key.startsWith('canary'));
  expect(quotes.length).toBeGreaterThan(0);
  for (const quote of quotes)
    expect(quote).toMatchObject({ redacted: true, text: expect.stringContaining('[…]') });
});

test('an empty workspace drafts nothing and says so', async () => {
  const world = await emptyWorkspace();
  open.push(world);
  const result = await world.draft();
  expect(result.personas).toEqual([]);
  expect(result.notDrafted.length).toBeGreaterThan(0);
  expect(result.model.note).toBe('There was nothing to write.');
});

test('differences that only records know of draft nothing, and the draft says why, in the language of the workspace', async () => {
  const world = await emptyWorkspace();
  open.push(world);
  const rows = Array.from({ length: 24 }, (_, i) => `k${i},${i % 2 ? 'yes,south' : 'no,north'}`);
  await world.customers(`key,good,trait:region\n${rows.join('\n')}\n`);
  const told = async (language: string) =>
    (await world.draft({ config: configWith({ LANGUAGE: language }) })).notDrafted;
  expect(await told('en')).toEqual([
    '12 problem cases: single traits and tentative groups only, pairs need 30',
    'no kinds of problem customers can be told apart yet',
    expect.stringMatching(/^1 difference is known from customer records or from one colleague alone/),
  ]);
  expect((await told('ru')).join()).not.toMatch(/[a-z]/i);
});

test('a redraft writes only what one new answer changed, and an erased answer is gone from every version', async () => {
  const world = await planted();
  await world.draft();
  const blocks = () => world.db.selectFrom('evidence_blocks').select(['id', 'hash']).orderBy('id').execute();
  const before = await blocks();
  await world.interviews([problem('bargain90', 1, { industry: 'agency', hours_to_close: 20 })]);
  await world.draft();
  const newest = (await listPersonas(world.db, world.workspace)).find(({ id }) => id === 'p1');
  expect(newest?.version).toBe(2);
  const after = await blocks();
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.length).toBeLessThan(2 * before.length);
  const link = await world.db
    .selectFrom('evidence_links')
    .selectAll()
    .where('persona', '=', 'p1')
    .where('version', '=', 1)
    .where('answer', 'is not', null)
    .executeTakeFirstOrThrow();
  const sharing = () =>
    world.db.selectFrom('evidence_links').select('version').where('answer', '=', link.answer).execute();
  expect(new Set((await sharing()).map(({ version }) => version))).toEqual(new Set([1, 2]));
  await world.db.deleteFrom('block_links').where('answer', '=', link.answer).execute();
  expect(await sharing()).toEqual([]);
  // What was erased is no longer what its hash stands for: a later draft writes a block of its own.
  const spoilt = (await blocks()).filter(({ hash }) => hash === null);
  expect(spoilt.length).toBeGreaterThan(0);
});

test('groups, personas and unexplained cases of a draft agree with each other', async () => {
  const world = await planted();
  const agree = async () => {
    const { groups, personas, unexplained } = await world.draft();
    const macros = personas.filter(({ parent }) => parent === null);
    const explained = new Set(macros.flatMap(({ cases }) => cases));
    const all = groups.flatMap(({ cases }) => cases).sort();
    expect(new Set(all).size).toBe(all.length);
    expect(unexplained).toEqual(all.filter((key) => !explained.has(key)));
    for (const { cases } of groups.filter(({ kept }) => !kept)) {
      expect(macros.map((persona) => persona.cases)).not.toContainEqual(cases);
    }
    return unexplained.length;
  };
  const before = await agree();
  await world.decide({ decision: 'reject', reason: 'not a kind' });
  expect(await agree(), 'the customers of a rejected persona are explained by none').toBeGreaterThan(before);
});

test('where all problem customers are one persona, their one group is kept and nobody is unexplained', async () => {
  const world = await emptyWorkspace();
  open.push(world);
  await world.interviews(
    Array.from({ length: 12 }, (_, i) => problem(`same${i}`, i, { industry: 'agency', budget_fit: 'below' })),
  );
  const { groups, personas, unexplained } = await world.draft();
  expect(personas.map(({ cases }) => cases)).toEqual(groups.map(({ cases }) => cases));
  expect(groups).toMatchObject([{ kept: true }]);
  expect(unexplained).toEqual([]);
});

test('a trouble that few of them had is not called usual, and all of them together are not called a group', async () => {
  const world = await emptyWorkspace();
  open.push(world);
  const troubles = ['late_payment', 'tone', 'silence', 'support_load', 'scope_changes'];
  await world.interviews(
    Array.from({ length: 30 }, (_, i) => {
      const shared = { industry: 'agency', budget_fit: 'below', misfit: 'no_budget' };
      return problem(`same${i}`, i, { ...shared, main_trouble: troubles[i % 5] });
    }),
  );
  const [persona] = (await world.draft()).personas;
  expect(persona?.caseCount).toEqual({ for: 30, of: 30 });
  expect(JSON.stringify([persona?.biography, persona?.subtitle])).not.toMatch(
    /usually|late|tone|silent|tickets/,
  );
  expect(JSON.stringify(persona?.story)).toContain('What went wrong: 6 of 30');
  expect(persona?.cautions.filter((line) => /together|steady/.test(line))).toEqual([
    'All problem customers together: no kinds can be told apart among them yet.',
  ]);
});

test.each([
  'en',
  'ru',
] as const)('a difference between what different colleagues told carries a caution, and one that the same colleagues told none: %s', async (language) => {
  const cautionsWhere = async (reporterOf: (kind: string, i: number) => number) => {
    const world = await emptyWorkspace();
    open.push(world);
    const told = (kind: string, answers: Record<string, string>) =>
      Array.from({ length: 30 }, (_, i) => report(`${kind}${i}`, kind, reporterOf(kind, i), answers));
    await world.interviews([
      ...told('problem', { industry: 'agency', budget_fit: 'below', misfit: 'no_budget' }),
      ...told('comparison', { industry: 'retail', budget_fit: 'matches' }),
    ]);
    const [persona] = (await world.draft({ config: configWith({ LANGUAGE: language }) })).personas;
    expect(persona?.claims).toHaveLength(1);
    return persona?.cautions;
  };
  const caution = textsIn(language).personas.cautions.toldApart(1);
  expect(await cautionsWhere((kind, i) => (kind === 'problem' ? i % 3 : 3 + (i % 3)))).toContain(caution);
  expect(await cautionsWhere((_, i) => i)).not.toContain(caution);
});

test.each([
  'en',
  'ru',
] as const)('a difference that lies between colleagues, and one that is known of few on one side, carry a caution: %s', async (language) => {
  const { cautions } = textsIn(language).personas;
  const cautionsWhere = async (budgetOf: (kind: string, ann: boolean, i: number) => string | null) => {
    const world = await emptyWorkspace();
    open.push(world);
    const told = (kind: string, ofAnn: number) =>
      Array.from({ length: 30 }, (_, i) => {
        const budget_fit = budgetOf(kind, i < ofAnn, i);
        return report(`${kind}${i}`, kind, i < ofAnn ? 0 : 1, {
          ...(budget_fit === null ? {} : { budget_fit }),
          ...(kind === 'problem' ? { misfit: 'no_budget' } : {}),
        });
      });
    await world.interviews([...told('problem', 24), ...told('comparison', 8)]);
    const [persona] = (await world.draft({ config: configWith({ LANGUAGE: language }) })).personas;
    expect(persona?.claims).toHaveLength(1);
    return persona?.cautions;
  };
  // One colleague calls nearly every budget too low, the other nearly none, whoever the customer is.
  const between = await cautionsWhere((_, ann, i) => (ann === (i % 8 === 0) ? 'matches' : 'below'));
  expect(between).toContain(cautions.betweenTellers(1));
  expect(between).not.toContain(cautions.knownUnevenly(1));
  const uneven = await cautionsWhere((kind, _, i) =>
    kind === 'problem' ? 'below' : i % 3 === 0 ? 'matches' : null,
  );
  expect(uneven).toContain(cautions.knownUnevenly(1));
  expect(uneven).not.toContain(cautions.betweenTellers(1));
});
