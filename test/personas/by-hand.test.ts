import { afterEach, expect, test } from 'vitest';
import { inheritedLines, isByHand, portraitLines, wholePortrait } from '../../src/personas/by-hand.ts';
import { saveByHand } from '../../src/personas/by-hand-store.ts';
import { sampleShapes, sampleWritten } from '../../src/personas/samples.ts';
import { approvedPersonas, listPersonas, loadPersona } from '../../src/personas/store.ts';
import { reviewMessage } from '../../src/review/blocks.ts';
import { decide } from '../../src/review/store.ts';
import { readScript } from '../../src/scripts/load.ts';
import { storeScripts } from '../../src/scripts/store.ts';
import { textsIn } from '../../src/text/catalogue.ts';
import type { SampleKey } from '../../src/text/en/samples.ts';
import type { Language } from '../../src/text/language.ts';
import { messageFaults } from '../limits.ts';
import { config, emptyWorkspace, NOW, type World } from './world.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function sampled(language: Language = 'en') {
  const world = await emptyWorkspace();
  open.push(world);
  const { db, workspace } = world;
  const texts = textsIn(language);
  const ids = new Map<SampleKey, string>();
  for (const key of Object.keys(sampleShapes) as SampleKey[]) {
    const shape = sampleShapes[key];
    const parent = shape.parent ? (ids.get(shape.parent) ?? null) : null;
    const written = sampleWritten(shape, texts.samples[key], parent);
    const saved = await saveByHand(db, workspace, written, texts, NOW);
    expect(saved).toMatchObject({ outcome: 'saved' });
    if (saved.outcome === 'saved') ids.set(key, saved.id);
  }
  const act = (key: SampleKey, decision: 'approve' | 'retire' = 'approve') =>
    decide(db, {
      ...{
        workspace,
        persona: ids.get(key) ?? '',
        version: null,
        decision,
        by: 'U0GRACE',
        via: 'slack' as const,
      },
      ...{ reason: 'as a start', use: 'first calls', config, now: NOW },
    });
  return { ...world, ids, act };
}

test.each([
  'en',
  'ru',
] as const)('every sample passes validation in %s and shows that no case stands behind it', async (language) => {
  const { db, workspace } = await sampled(language);
  const all = await listPersonas(db, workspace, 'draft');
  expect(all).toHaveLength(9);
  for (const persona of all) {
    expect(persona.body).toMatchObject({
      sample: true,
      caseCount: { for: 0, of: 0 },
      claims: [],
      strength: 'hypothesis',
    });
    expect(isByHand(persona.body)).toBe(true);
    const card = reviewMessage(persona, null, language);
    expect(messageFaults(card)).toEqual([]);
    expect(JSON.stringify(card)).toContain(textsIn(language).byHand.sample);
  }
});

test('the samples are the well-known ones: four to avoid, and Mary with her four micro personas', async () => {
  const { db, workspace } = await sampled();
  const bodies = (await listPersonas(db, workspace)).map(({ body }) => body);
  const names = (kind: string) => bodies.filter((body) => body.kind === kind).map(({ name }) => name);
  expect(names('negative').sort()).toEqual([
    'Bargain Hunter Bob',
    'Enterprise Emily',
    'Student Sam',
    'Wrong Industry Wendy',
  ]);
  expect(names('buyer')).toEqual(['Marketing Mary']);
  const about = (name: string) => {
    const body = bodies.find((one) => one.name === `${name} Marketing Mary`.trim());
    return [body?.subtitle, ...portraitLines(body!, textsIn('en').byHand.parts)].join('\n');
  };
  expect(about('')).toMatch(/50 to 200[\s\S]*More leads; Prove the return[\s\S]*Not enough hours/);
  expect(about('Young')).toContain('automate everything');
  expect(about('Mature')).toContain('New technology is intimidating');
  expect(about('Leader')).toContain('Delegates, and looks at budget and numbers');
  expect(about('Tactical')).toMatch(/Does most of it herself[\s\S]*One or two reports/);
});

test('a persona is of one of four kinds that people write: buyer, customer, negative, or a micro persona of one', async () => {
  const { db, workspace, ids } = await sampled();
  const texts = textsIn('en');
  const mary = sampleWritten(sampleShapes.mary, texts.samples.mary, null);
  const customer = { ...mary, kind: 'customer' as const, name: 'Steady Stella', sample: false };
  expect(await saveByHand(db, workspace, customer, texts, NOW)).toMatchObject({ outcome: 'saved' });
  const all = await listPersonas(db, workspace);
  expect(new Set(all.map(({ body }) => body.kind))).toEqual(
    new Set(['buyer', 'customer', 'negative', 'micro']),
  );
  const micros = all.filter(({ body }) => body.kind === 'micro');
  expect(micros.map(({ body }) => body.parent)).toEqual(micros.map(() => ids.get('mary')));
});

test('Marketing Mary has four micro personas, approved only under her and gone with her', async () => {
  const { db, workspace, act } = await sampled();
  expect(await act('young')).toMatchObject({ outcome: 'refused', why: 'not approvable' });
  expect(await act('mary')).toMatchObject({ outcome: 'done' });
  for (const key of ['young', 'mature', 'leader', 'tactical'] as const) {
    expect(await act(key)).toMatchObject({ outcome: 'done' });
  }
  expect(await approvedPersonas(db, workspace)).toHaveLength(5);
  const retired = await act('mary', 'retire');
  expect(retired.outcome === 'done' && retired.also).toHaveLength(4);
  expect(await approvedPersonas(db, workspace)).toEqual([]);
});

test('a micro persona inherits her portrait and shows only what differs', async () => {
  const { db, workspace, ids } = await sampled();
  const mary = await loadPersona(db, workspace, ids.get('mary')!);
  const leader = await loadPersona(db, workspace, ids.get('leader')!);
  const labels = textsIn('en').byHand.parts;
  expect(portraitLines(leader!.body, labels).join('\n')).not.toContain('50 to 200');
  const inherited = inheritedLines(leader!.body, mary!.body, labels).join('\n');
  expect(inherited).toContain('50 to 200');
  expect(inherited).not.toContain('A budget that holds');
  const whole = wholePortrait(leader!.body.portrait, mary!.body.portrait);
  expect(whole).toMatchObject({
    company: { about: '50 to 200 employees; Head of marketing' },
    professionalGoals: ['A budget that holds', 'Numbers for the board'],
    challenges: ['Not enough hours in the day'],
  });
});

test('a negative persona written by hand is approved with the warning that nothing was counted', async () => {
  const { act } = await sampled();
  const done = await act('bob');
  expect(done.outcome === 'done' && done.warnings.join(' ')).toContain('no case stands behind it');
});

test.each([
  ['an insult', { story: ['They are idiots.'] }, 'story'],
  ['a number nobody counted', { story: ['Leaves after 3 weeks.'] }, 'story'],
  ['a link', { subtitle: 'See https://example.com' }, 'subtitle'],
  ['no name', { name: ' ' }, 'name'],
  ['nothing but judgements', { story: ['They are rude and difficult.'] }, 'story'],
  [
    'a trait that a script protects as the reason',
    { rule: [{ dimension: 'seat', operator: 'is', value: 'left', text: 'sits on the left' }] },
    'rule',
  ],
  [
    'a protected trait as the reason',
    { rule: [{ dimension: 'age', operator: 'is', value: 'old', text: 'old age' }] },
    'rule',
  ],
] as const)('%s is refused where it stands', async (_what, more, place) => {
  const world = await emptyWorkspace();
  open.push(world);
  const script = readScript(
    'id: seats\nversion: 1\ntitle: Seats\ncase: none\nquestions:\n  - { key: seat, ask: Which seat?, type: choice, options: [left, right], protected: true }\n',
  ).script!;
  await storeScripts(world.db, world.workspace, [script], NOW);
  const texts = textsIn('en');
  const bob = sampleWritten(sampleShapes.bob, texts.samples.bob, null);
  const written = { ...bob, ...more } as typeof bob;
  const saved = await saveByHand(world.db, world.workspace, written, texts, NOW);
  expect(saved.outcome === 'faults' && Object.keys(saved.faults)).toEqual([place]);
  expect(await listPersonas(world.db, world.workspace)).toEqual([]);
});
