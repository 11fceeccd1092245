import { createServer } from 'node:http';
import { WebClient } from '@slack/web-api';
import { expect, onTestFinished, test } from 'vitest';
import { loadCaseTable } from '../src/cases/store.ts';
import { createLog } from '../src/log.ts';
import type { Bot, Origin } from '../src/slack/begin.ts';
import { meet } from '../src/slack/meet.ts';
import { languageOf } from '../src/slack/people.ts';
import { answerAll, asked, begin, isAsked, PROBLEM } from './interviewing.ts';
import { waitFor } from './person.ts';
import { openWorld, type World } from './world.ts';

/** What may stand in Latin letters in front of a Russian reader: commands, names, settings, time zones, the names of customers. */
const FOREIGN =
  /`[^`]*`|\b[A-Z][a-z]+\/[A-Z][a-z]+\b|:[a-z_]+:|<[^>]*>|\b(?:Slack|Mismatch|English|REVIEWERS|Lantern Pottery|SaaS|CRM|CEO)\b|\bq = /g;

/** Every text that a person reads in these blocks or this view. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    typeof part === 'string' && (key === 'text' || key === 'alt_text') ? [part] : textsOf(part),
  );
}

/** English words that the bot sent, outside commands and names. */
function englishIn(world: World): string[] {
  const sent = world.sandbox.calls.filter(({ method }) => /^(?:chat\.(?:post|update)|views\.)/.test(method));
  const read = sent.flatMap(({ args }) => {
    const parsed = Object.values(args).map((part) =>
      typeof part === 'string' && /^[[{]/.test(part) ? JSON.parse(part) : part,
    );
    return [String(args.text ?? ''), ...textsOf(parsed)];
  });
  // Quotes are kept as they were written, and so are the names of customers at the head of a line.
  const own = read
    .flatMap((text) => text.split('\n'))
    .filter((line) => !/^> ?[«“]/.test(line))
    .map((line) => line.replace(/^\*[^*]*\* · /, ''))
    // A portrait quotes within its lines, and the names of plans are the company's own.
    .map((line) => line.replace(/«[^»]*»/g, '').replace(/тариф: \w+/g, ''));
  return [...new Set(own.filter((line) => /[A-Za-z]{2,}/.test(line.replace(FOREIGN, ''))))];
}

test('somebody whose Slack is Russian is interviewed in Russian, and their words are kept as written', async () => {
  const world = await openWorld();
  const { dmitri } = world;
  await begin(dmitri, 'Поддержка');
  await dmitri.sees('С какой стороны вы видите клиентов?');
  const intro = await dmitri.sees('никогда с вашим именем');
  await dmitri.say('помощь');
  await dmitri.seesBelow(intro, 'всегда хороший ответ');
  await dmitri.say('пауза');
  await dmitri.sees('Пауза, шаг 1 из 8');
  await dmitri.say('продолжить');
  await isAsked(dmitri, 'customer');
  const why = 'После каждого звонка они заново открывали разговор о цене.';
  await answerAll(dmitri, { ...PROBLEM, why, hours_to_close: 'полтора часа', cost_money: '1 200,50' });
  expect((await asked(dmitri))?.screen).toBe('end');
  await dmitri.sees('Это всё, спасибо.');
  const rows = await world.db
    .selectFrom('answer_revisions')
    .innerJoin('answers', 'answers.id', 'answer_revisions.answer')
    .select([
      'answers.question',
      'answer_revisions.value',
      'answer_revisions.language',
      'answer_revisions.wording',
    ])
    .execute();
  const said = Object.fromEntries(rows.map((row) => [row.question, row]));
  expect(said.why).toMatchObject({ value: JSON.stringify(why), language: 'ru' });
  expect(said.why?.wording).toContain('Почему вашей команде');
  expect(said.hours_to_close?.value).toBe('1.5');
  expect(said.cost_money?.value).toBe('1200.5');
  await dmitri.command('help');
  await dmitri.sees('Что можно написать');
  await dmitri.command('privacy');
  await waitFor('what is kept', async () =>
    JSON.stringify((await dmitri.state()).modals).includes('Что хранится о вас') ? true : null,
  );
  await dmitri.command('status');
  await dmitri.home('На кого больше не тратить силы?');
  expect(englishIn(world)).toEqual([]);
  const person = await world.db
    .selectFrom('people')
    .select(['language', 'locale', 'time_zone'])
    .where('id', '=', 'U0DMITRI')
    .executeTakeFirst();
  expect(person).toEqual({ language: null, locale: 'ru-RU', time_zone: 'Europe/Moscow' });
});

test('an answer in Russian is kept as written and counts in the same tally as one in English', async () => {
  const world = await openWorld();
  const { anna, dmitri, db } = world;
  await begin(anna);
  await answerAll(anna, PROBLEM);
  await begin(dmitri, 'Поддержка');
  const why = 'После каждого звонка они заново открывали разговор о цене.';
  await answerAll(dmitri, { ...PROBLEM, customer: 'Meridian Press', why });
  const { id } = await db.selectFrom('workspaces').select('id').executeTakeFirstOrThrow();
  const { cases } = await loadCaseTable(db, id);
  const told = (one: (typeof cases)[number]) => ({
    values: one.traits.get('budget_fit')?.values,
    roles: one.sources.get('budget_fit')?.map((source) => (source.answer === null ? null : source.role)),
    text: one.texts.find(({ question }) => question === 'why')?.text,
  });
  expect(cases.map(told)).toEqual([
    { values: ['below'], roles: ['sales'], text: PROBLEM.why },
    { values: ['below'], roles: ['support'], text: why },
  ]);
});

test('the language chosen on the Home tab stands above Slack’s, until Slack is followed again', async () => {
  const { dmitri, anna, db } = await openWorld();
  const localeOf = (id: string) =>
    db.selectFrom('people').select('locale').where('id', '=', id).executeTakeFirst();
  const choose = async (words: string, value: string) => {
    await dmitri.home(words);
    // Opening the tab draws it anew: whoever chooses where the list stood a moment ago chooses again.
    await waitFor(`the choice of ${value}`, async () => {
      const { home } = await dmitri.state();
      return home && (await dmitri.useIn(home, /^home_language$/, value)).ok ? true : null;
    });
  };
  await choose('На кого больше не тратить силы?', 'en');
  await waitFor('the Home tab in English', async () =>
    JSON.stringify((await dmitri.state()).home).includes('Whom should we stop chasing?') ? true : null,
  );
  await dmitri.command('help');
  await dmitri.sees('What you can type');
  await dmitri.act({ act: 'locale', locale: 'ru-UA' });
  await waitFor('the change of the locale', async () =>
    (await localeOf('U0DMITRI'))?.locale === 'ru-UA' ? true : null,
  );
  await choose('Whom should we stop chasing?', 'slack');
  await dmitri.home('На кого больше не тратить силы?');

  await anna.act({ act: 'locale', locale: 'ru-RU' });
  await anna.command('help');
  await anna.sees('Что можно написать');
  await anna.act({ act: 'locale', locale: 'de-DE' });
  await waitFor('the change of the locale', async () =>
    (await localeOf('U0ANNA'))?.locale === 'de-DE' ? true : null,
  );
  await anna.command('privacy');
  await waitFor('what is kept', async () =>
    JSON.stringify((await anna.state()).modals).includes('What I keep about you') ? true : null,
  );
});

test('an interview keeps the language it began in', async () => {
  const { dmitri, db } = await openWorld();
  await begin(dmitri, 'Поддержка');
  await db.updateTable('people').set({ language: 'en' }).where('id', '=', 'U0DMITRI').execute();
  await dmitri.say('Lantern Pottery');
  const next = await isAsked(dmitri, 'industry');
  expect(next.message.text).toMatch(/^2 из 8/);
});

test('somebody whom Slack tells nothing about is asked about once, and reads the language of the workspace', async () => {
  let asked = 0;
  const slack = createServer((_, response) => {
    asked += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: false, error: 'missing_scope' }));
  });
  await new Promise<void>((resolve) => slack.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void slack.close());
  const { port } = slack.address() as { port: number };
  const client = new WebClient('xoxb-1', { slackApiUrl: `http://127.0.0.1:${port}/` });
  const { db, app } = await openWorld();
  const who = { workspace: app().bot.workspace, person: 'U0BEN', client } as Origin;
  for (let n = 0; n < 2; n++) await meet({ db, log: createLog('silent') } as Bot, who);
  expect(asked).toBe(1);
  expect(await languageOf(db, who, 'ru')).toBe('ru');
});

test('where the workspace speaks Russian, drafts, decisions, look-up and the summary hold no English sentence', async () => {
  const world = await openWorld({ sample: true, env: { LANGUAGE: 'ru' } });
  const { grace } = world;
  await grace.act({ act: 'locale', locale: 'ru-RU' });
  await grace.command('draft');
  await grace.sees(/^Готово/);
  const card = await waitFor('a negative draft', async () => {
    const cards = await grace.messages('C0REVIEW');
    return cards.find(({ text }) => text.endsWith('(Негативная персона)')) ?? null;
  });
  const name = /^Черновик на рассмотрение: (.*) \(/.exec(card.text)?.[1] ?? '';
  expect(name).toMatch(/^(\p{Lu})\S* \1/u);
  await grace.clickAt(card, 'Утвердить');
  await grace.modal('Если бы это правило уже действовало');
  await grace.fill({ 'Для чего она нужна?': 'проверка лидов' });
  await grace.sees('утверждена', 'C0REVIEW');
  for (const words of ['review', 'status', 'summary preview', name, 'check розница', 'privacy', 'help'])
    await grace.command(words);
  await grace.sees('Как идут дела');
  await grace.sees('Что можно написать');
  await grace.home('Действующие персоны');
  expect(englishIn(world)).toEqual([]);
});
