import { afterEach, expect, test } from 'vitest';
import { estimateDraft } from '../../src/drafting/show-prompt.ts';
import { eraseStaff } from '../../src/erasure/erasure.ts';
import { modelFor } from '../../src/model/openai.ts';
import { loadPersona } from '../../src/personas/store.ts';
import { evidenceModal } from '../../src/review/evidence-blocks.ts';
import { voice } from '../facts/wanted-world.ts';
import { configWith, emptyWorkspace, NOW, type World } from '../personas/world.ts';
import { type Body, completion, endpointThat, json } from './endpoint.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const RUSSIAN = 'Говорят, что на 2 вопроса из 3 отвечает один и тот же человек из Harbour Works.';

/** Customers' voices, one colleague's in another language, who names a customer. */
async function voices(foreign = RUSSIAN): Promise<World> {
  const world = await emptyWorkspace();
  closing.push(() => world.close());
  await world.interviews(
    Array.from({ length: 6 }, (_, i) =>
      i === 5
        ? {
            ...voice(i, { support_issues: 'no', experience: foreign, wish_more: null }),
            case: { key: 'harbour', name: 'Harbour Works', kind: 'comparison' },
            answers: { support_issues: 'no', experience: foreign },
          }
        : { ...voice(i), answers: { support_issues: 'yes', experience: null } },
    ),
  );
  return world;
}

/** An endpoint that translates as `say` does, leaves words of personas alone and finds no themes. */
async function translator(say: (quotation: string) => unknown, settings: Record<string, string> = {}) {
  const asked: string[] = [];
  const endpoint = await endpointThat((body: Body, response) => {
    const user = body.messages.at(-1)?.content.split('\n\nYour last answer')[0] ?? '';
    const material = JSON.parse(user) as { quotation?: string; question?: string };
    if (material.question !== undefined) return json(response, 200, completion({ findings: [] }));
    if (material.quotation === undefined)
      return json(response, 200, completion({ name: '', subtitle: '', sentences: [], suggestions: [] }));
    asked.push(material.quotation);
    const reply = say(material.quotation);
    if (typeof reply === 'number') return json(response, reply, {});
    json(response, 200, completion({ translation: reply }));
  });
  closing.push(endpoint.close);
  const config = configWith({ OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: 'm', ...settings });
  return { config, model: modelFor(config.model, { timeoutMs: 5_000, retries: 0 }), asked };
}

const ENGLISH = 'They say that the same person from Customer-1 answers 2 questions of 3.';

async function shown(world: World, reader: 'en' | 'ru' = 'en') {
  const persona = (await loadPersona(world.db, world.workspace, 'p1'))!;
  const all = [...persona.quotes, ...persona.said];
  const quote = all.find(({ text }) => text.startsWith('Говорят'))!;
  return {
    persona,
    quote,
    modal: JSON.stringify(evidenceModal(persona, { named: new Map(), names: new Map() }, reader)),
  };
}

test('a quote in another language stands as it was written, a translation under it that says whose it is', async () => {
  const world = await voices();
  const { config, model, asked } = await translator(() => ENGLISH);
  const ahead = await estimateDraft({ db: world.db, workspace: world.workspace, config });
  const result = await world.draft({ config, model });
  expect(result.model.calls).toBe(ahead.calls);
  expect(result.model.note).toContain('It translated 1 quote.');
  expect(asked).toHaveLength(1);
  expect(asked.join()).not.toContain('Harbour');
  const { quote, modal } = await shown(world);
  expect(quote.text).toBe(RUSSIAN.replace('Harbour Works', '[…]'));
  expect(quote).toMatchObject({
    language: 'ru',
    translatedByModel: 'They say that the same person from […] answers 2 questions of 3.',
  });
  expect(modal).toMatch(
    /Говорят.*in Russian.*They say that the same person.*translated by the model, not evidence/,
  );
  expect((await shown(world, 'ru')).modal).not.toContain('They say that');
  expect((await world.draft({ config, model })).model.calls).toBe(0);
});

test('a name that a reviewer hides later takes away the translation, which holds it in other letters', async () => {
  const world = await voices();
  await world.draft(await translator(() => ENGLISH));
  const { db, workspace } = world;
  const ruling = { ruling: 'hide' as const, judged_by: 'U0GRACE', judged_at: NOW };
  await db
    .insertInto('judged_names')
    .values({ workspace, name: 'Говорят', ...ruling })
    .execute();
  const persona = (await loadPersona(db, workspace, 'p1'))!;
  const quote = [...persona.quotes, ...persona.said].find(({ text }) => text.includes('вопроса'))!;
  expect(quote.text).not.toContain('Говорят');
  expect(quote.translatedByModel).toBeUndefined();
});

test('without a model a quote in another language stands alone and says which language it is', async () => {
  const world = await voices();
  await world.draft();
  const { quote, modal } = await shown(world);
  expect(quote.translatedByModel).toBeUndefined();
  expect(modal).toContain('in Russian');
  expect(modal).not.toContain('translated by the model');
});

test('a quote in German says so and is translated, though its letters are those of English', async () => {
  const german = 'Der Einkauf bei Harbour Works hat nach jedem Gespräch noch 2 Rabatte verlangt.';
  const world = await voices(german);
  const { config, model, asked } = await translator(() => 'Purchasing at Customer-1 wanted 2 more rebates.');
  await world.draft({ config, model });
  expect(asked).toHaveLength(1);
  const persona = (await loadPersona(world.db, world.workspace, 'p1'))!;
  const quote = [...persona.quotes, ...persona.said].find(({ text }) => text.startsWith('Der Einkauf'))!;
  expect(quote).toMatchObject({
    language: 'de',
    translatedByModel: 'Purchasing at […] wanted 2 more rebates.',
  });
  expect(JSON.stringify(evidenceModal(persona, { named: new Map(), names: new Map() }, 'en'))).toContain(
    'in German',
  );
  expect(JSON.stringify(evidenceModal(persona, { named: new Map(), names: new Map() }, 'ru'))).toContain(
    'по-немецки',
  );
});

test.each([
  ['is no English', 'Говорят, что 2 из 3 вопросов решает один человек.'],
  ['brings a number of its own', 'They say that the same person from Customer-1 answers 2 questions of 9.'],
  ['holds a link', 'They say so on https://example.com to Customer-1, 2 of 3.'],
  ['is empty', ''],
])('a translation that %s is shown nowhere and not asked for again', async (_what, reply) => {
  const world = await voices();
  const { config, model, asked } = await translator(() => reply);
  await world.draft({ config, model });
  expect(asked).toHaveLength(2);
  expect((await shown(world)).quote.translatedByModel).toBeUndefined();
  expect((await world.draft({ config, model })).model.calls).toBe(0);
});

test('an endpoint that fails leaves the quote alone, and the next draft asks again', async () => {
  const world = await voices();
  const failing = await translator(() => 500);
  await world.draft(failing);
  expect((await shown(world)).quote.translatedByModel).toBeUndefined();
  const working = await translator(() => ENGLISH);
  await world.draft(working);
  expect((await shown(world)).quote.translatedByModel).toContain('They say');
});

test('a month whose budget is spent translates nothing', async () => {
  const world = await voices();
  const { config, model, asked } = await translator(() => ENGLISH, {
    MODEL_MONTHLY_BUDGET_USD: '0.000001',
    MODEL_PRICE_IN_USD_PER_M: '1',
    MODEL_PRICE_OUT_USD_PER_M: '1',
  });
  expect((await world.draft({ config, model })).model.calls).toBe(0);
  expect(asked).toEqual([]);
});

test('a translation is erased with the words it was made of', async () => {
  const world = await voices();
  const { config, model } = await translator(() => ENGLISH);
  await world.draft({ config, model });
  const kept = () => world.db.selectFrom('quote_translations').selectAll().execute();
  const [row] = await kept();
  const { person } = await world.db
    .selectFrom('interviews')
    .innerJoin('answers', 'answers.interview', 'interviews.id')
    .select('interviews.person')
    .where('answers.id', '=', row!.answer)
    .executeTakeFirstOrThrow();
  const scope = { db: world.db, workspace: world.workspace, now: NOW, caution: '', actor: 'U0GRACE' };
  await eraseStaff(scope, person);
  expect(await kept()).toEqual([]);
});
