import { afterEach, expect, test } from 'vitest';
import { loadCaseTable } from '../../src/cases/store.ts';
import { loadConfirmed, loadDropped, standingFindings } from '../../src/cases/theme-store.ts';
import { codeOf, labelFault, sentencesIn } from '../../src/cases/themes.ts';
import { estimateDraft } from '../../src/drafting/show-prompt.ts';
import { eraseStaff } from '../../src/erasure/erasure.ts';
import { modelFor } from '../../src/model/openai.ts';
import { casesOf } from '../../src/personas/customers.ts';
import { listPersonas } from '../../src/personas/store.ts';
import { evidenceModal } from '../../src/review/evidence-blocks.ts';
import { themesMessage } from '../../src/review/theme-blocks.ts';
import { loadThemes } from '../../src/review/theme-store.ts';
import { configWith, NOW, plantedWorkspace, problem, type World } from '../personas/world.ts';
import { type Body, completion, endpointThat, json } from './endpoint.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Finding = { kind: string; label: string; sentence: string };
type Material = { sentences: { id: string; text: string; place?: string }[]; question?: string };
const materialOf = ({ messages }: Body): Material =>
  JSON.parse(messages.at(-1)?.content.split('\n\nYour last answer')[0] ?? '') as Material;
const unworded = { name: '', subtitle: '', sentences: [], suggestions: [] };

/** An endpoint that finds what `tell` says in each answer, and leaves the personas' words alone. */
async function reader(tell: (material: Material, call: number) => Finding[] | number) {
  let read = 0;
  const endpoint = await endpointThat((body, response) => {
    const material = materialOf(body);
    if (material.question === undefined) return json(response, 200, completion(unworded));
    read += 1;
    const findings = tell(material, read);
    if (typeof findings === 'number') return json(response, findings, {});
    json(response, 200, completion({ findings }));
  });
  closing.push(endpoint.close);
  const config = configWith({ OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: `m${endpoint.url}` });
  const again = () => modelFor(config.model, { timeoutMs: 5_000, retries: 0 });
  return { ...endpoint, config, model: again(), again, read: () => read };
}

async function planted(): Promise<World> {
  const world = await plantedWorkspace();
  closing.push(() => world.close());
  return world;
}

const discount = ({ sentences }: Material): Finding[] =>
  sentences
    .filter(({ text }) => text.includes('discount'))
    .map(({ id }) => ({ kind: 'theme', label: 'Price pressure', sentence: id }));

const confirm = (world: World, code: string, label: string) =>
  world.db
    .insertInto('reason_codes')
    .values({
      workspace: world.workspace,
      kind: 'theme',
      code,
      state: 'confirmed',
      counts_as: codeOf(label),
      label,
      decided_by: 'U0GRACE',
      decided_at: NOW,
    })
    .execute();

test('a finding is a sentence of the stored answer, cut by position', async () => {
  const world = await planted();
  const { config, model } = await reader(discount);
  await world.draft({ config, model });
  const found = await standingFindings(world.db, world.workspace);
  expect(found.length).toBeGreaterThan(2);
  const table = await loadCaseTable(world.db, world.workspace);
  const texts = new Map(table.cases.flatMap(({ texts }) => texts.map(({ answer, text }) => [answer, text])));
  for (const { answer, start, end } of found) {
    expect(texts.get(answer)?.slice(start, end)).toContain('discount');
  }
});

test('calls are new answers and changed personas; one more interview costs its own; a rerun costs nothing', async () => {
  const world = await planted();
  const { config, model, read } = await reader(discount);
  const job = { db: world.db, workspace: world.workspace, config };
  const ahead = await estimateDraft(job);
  const first = await world.draft({ config, model });
  expect(read()).toBe(8);
  expect(first.model.calls).toBe(8 + first.personas.length);
  expect(ahead.calls).toBe(first.model.calls);
  expect((await world.draft({ config, model })).model.calls).toBe(0);
  await world.interviews([
    problem('bargain20', 1, { industry: 'agency', why: 'They wanted a discount for waiting.' }),
  ]);
  const again = await estimateDraft(job);
  const second = await world.draft({ config, model });
  const changed = second.personas.filter(({ change }) => change !== 'unchanged').length;
  expect(read()).toBe(9);
  expect(second.model.calls).toBeLessThanOrEqual(1 + changed);
  expect(second.model.calls).toBe(again.calls);
  expect((await world.draft({ config, model })).model.calls).toBe(0);
  expect((await estimateDraft(job)).calls).toBe(0);
});

test('a proposed code is no trait; a confirmed one is, in the very next draft, and only describes', async () => {
  const world = await planted();
  const { config, model } = await reader(discount);
  await world.draft({ config, model });
  expect((await loadCaseTable(world.db, world.workspace)).dimensions.said_theme).toBeUndefined();
  await confirm(world, 'price_pressure', 'Haggling');
  const { personas } = await world.draft({ config, model });
  const table = await loadCaseTable(world.db, world.workspace);
  const holders = table.cases.filter(({ traits }) => traits.get('said_theme')?.values?.includes('haggling'));
  expect(holders.length).toBeGreaterThan(3);
  const described = personas
    .flatMap(({ descriptions }) => descriptions)
    .find(({ dimension }) => dimension === 'said_theme');
  expect(described?.text).toContain('aggling');
  const excluded = personas.flatMap(({ disqualifiers }) => disqualifiers.map(({ dimension }) => dimension));
  expect(excluded).not.toContain('said_theme');
});

test('a confirmed code that is told again counts in the same draft', async () => {
  const world = await planted();
  await confirm(world, 'price_pressure', 'Haggling');
  const { config, model } = await reader(discount);
  const { personas } = await world.draft({ config, model });
  expect(
    personas.flatMap(({ descriptions }) => descriptions).some(({ dimension }) => dimension === 'said_theme'),
  ).toBe(true);
});

test('a correction survives a rerun and another reading of the same answer', async () => {
  const world = await planted();
  const { config, model } = await reader(discount);
  await world.draft({ config, model });
  await confirm(world, 'price_pressure', 'Price pressure');
  const [wrong] = await standingFindings(world.db, world.workspace);
  const { answer, revision, kind, code } = wrong!;
  const { workspace } = world;
  await world.db
    .insertInto('finding_corrections')
    .values({ workspace, answer, revision, kind, code, corrected_by: 'U0GRACE', corrected_at: NOW })
    .execute();
  await world.db.deleteFrom('read_answers').where('workspace', '=', workspace).execute();
  await world.draft({ config, model });
  const found = await standingFindings(world.db, workspace);
  expect(found.length).toBeGreaterThan(1);
  expect(found.some((one) => one.answer === answer)).toBe(false);
  expect((await loadConfirmed(world.db, workspace))?.read.get(answer)).toEqual([]);
});

test('whatever reading breaks off at, what was read stays read and the next run asks the rest', async () => {
  const world = await planted();
  const broken = await reader((_, call) => (call > 3 ? 500 : []));
  const first = await world.draft({ config: broken.config, model: broken.model });
  expect(first.model.note).toContain('left to read for the next draft: it answered with HTTP status 500');
  expect(first.personas.length).toBeGreaterThan(2);
  expect(first.personas.every(({ voice }) => voice === 'embedded')).toBe(true);
  const done = await world.db.selectFrom('read_answers').select('key').distinct().execute();
  expect(done.length).toBe(3);
  const whole = await reader(() => []);
  // The same model at another address: what counts is its name.
  const config = {
    ...whole.config,
    model: {
      ...whole.config.model,
      endpoint: { ...whole.config.model.endpoint!, model: broken.config.model.endpoint!.model },
    },
  };
  const second = await world.draft({ config, model: modelFor(config.model, { timeoutMs: 5_000 }) });
  expect(whole.read()).toBe(5);
  expect(second.model.calls).toBe(5 + second.personas.length);
});

test('a changed answer is read again, an unchanged one is not', async () => {
  const world = await planted();
  const { config, model, read } = await reader(() => []);
  await world.draft({ config, model });
  const before = read();
  await world.interviews([problem('odd0', 0, { why: 'They never answered a single question of ours.' })]);
  await world.draft({ config, model });
  expect(read()).toBe(before + 1);
});

const bad: Finding[] = [
  { kind: 'theme', label: 'Unknown sentence', sentence: 's99' },
  { kind: 'verdict', label: 'Unknown kind', sentence: 's1' },
  { kind: 'theme', label: 'Greedy idiots', sentence: 's1' },
  { kind: 'signal', label: 'Pregnant women', sentence: 's1' },
  { kind: 'theme', label: '9 of 10 complain', sentence: 's1' },
  { kind: 'theme', label: '<!channel>', sentence: 's1' },
  { kind: 'theme', label: 'https://evil.example', sentence: 's1' },
  { kind: 'theme', label: 'Tower1 Works', sentence: 's1' },
  { kind: 'theme', label: 'a very long story about everything they did', sentence: 's1' },
];
test('a bad finding is dropped and the good one beside it stays', async () => {
  const world = await planted();
  const good = { kind: 'theme', label: 'Price pressure', sentence: 's1' };
  const { config, model } = await reader((_, call) => [...bad.slice(call - 1, call + 1), good]);
  await world.draft({ config, model });
  const found = await standingFindings(world.db, world.workspace);
  expect(new Set(found.map(({ label }) => label))).toEqual(new Set(['Price pressure']));

  // What was dropped, and why, is kept for reviewers, without anybody's name.
  const dropped = await loadDropped(world.db, world.workspace);
  const why = new Map(dropped.map((one) => [one.said, one.why]));
  expect(Object.fromEntries(why)).toEqual({
    'Unknown sentence': 'sentence',
    'Unknown kind': 'kind',
    'Greedy idiots': 'insult',
    'Pregnant women': 'protected',
    '9 of 10 complain': 'shape',
    '[…]': 'shape',
    'a very long story about everything they did': 'shape',
  });
  expect(JSON.stringify(dropped)).not.toContain('Tower1');
  const { decided, waiting } = await loadThemes(world.db, world.workspace);
  const message = JSON.stringify(themesMessage({ waiting, decided, dropped }, 'en'));
  expect(message).toContain('“Greedy idiots”: it insults');
  const persona = (await listPersonas(world.db, world.workspace))[0]!;
  const about = await loadDropped(
    world.db,
    world.workspace,
    await casesOf(world.db, world.workspace, persona),
  );
  expect(about.length).toBeGreaterThan(0);
  expect(
    JSON.stringify(evidenceModal(persona, { named: new Map(), names: new Map() }, 'en', [], about)),
  ).toContain('model found');
});

test('themes that wait are told of once, by the draft that found the first new one', async () => {
  const world = await planted();
  const { config, model } = await reader(discount);
  expect((await world.draft({ config, model })).model.themes).toBe(1);
  expect((await world.draft({ config, model })).model.themes).toBe(0);
  await world.interviews([problem('odd0', 0, { why: 'They wanted a discount for waiting as well.' })]);
  expect((await world.draft({ config, model })).model.themes).toBe(0);
});

test('one answer that the endpoint refuses keeps no other one waiting; five in a row end the asking', async () => {
  const world = await planted();
  let poison: string | null = null;
  const one = await reader(({ sentences }) => {
    const text = sentences[0]?.text ?? '';
    poison ??= text;
    return text === poison ? 400 : [];
  });
  const first = await world.draft({ config: one.config, model: one.model });
  expect(first.model.left).toBe(1);
  expect(first.model.calls).toBe(8 + first.personas.length);
  const none = await reader(() => 400);
  const other = await planted();
  const second = await other.draft({ config: none.config, model: none.model });
  expect(second.model.left).toBe(8);
  expect(second.model.calls).toBeLessThanOrEqual(5 + none.model!.atOnce);
  expect(second.model.note).toContain('refused every way');
  expect(second.personas.length).toBeGreaterThan(2);
});

test('who is erased takes what was found in their answers along', async () => {
  const world = await planted();
  const { config, model } = await reader(() => [{ kind: 'theme', label: 'Price pressure', sentence: 's1' }]);
  await world.draft({ config, model });
  const before = (await standingFindings(world.db, world.workspace)).length;
  const scope = { db: world.db, workspace: world.workspace, now: NOW, caution: '', actor: 'test' };
  await eraseStaff(scope, 'U0R0');
  const after = await standingFindings(world.db, world.workspace);
  expect(after.length).toBeLessThan(before);
  const answers = await world.db.selectFrom('answers').select('id').execute();
  const known = new Set(answers.map(({ id }) => id));
  expect(after.every(({ answer }) => known.has(answer))).toBe(true);
});

test('a label is a name for a kind of thing, in letters', () => {
  const none = () => [];
  expect(codeOf('  Late Scope-Changes ')).toBe('late_scope_changes');
  expect(codeOf('Поздние правки')).toBe('поздние_правки');
  expect(labelFault('Поздние правки', none)).toBeNull();
  expect(labelFault('late {n1} changes', none)).toBe('shape');
  expect(sentencesIn('One. Two!  Three?').map(({ start, end }) => [start, end])).toEqual([
    [0, 4],
    [5, 9],
    [11, 17],
  ]);
});
