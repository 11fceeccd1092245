import pino from 'pino';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { importCustomers } from '../../src/imports/customers.ts';
import { importInterviews } from '../../src/imports/interviews.ts';
import { listPersonas } from '../../src/personas/store.ts';
import { summaryMessage, summaryOf } from '../../src/summary/run.ts';
import { weekOf } from '../../src/summary/week.ts';
import { answerAll, begin, PROBLEM } from '../interviewing.ts';
import { scripts } from '../shipped.ts';
import { openWorld } from '../world.ts';
import { type Body, completion, endpointThat, json } from './endpoint.ts';

/** What the database knows, and what leads to somebody whoever it is; none of it may go anywhere. */
const leaks = [
  'Canarybird GmbH let Zebulon Quist and Aurelia Ostrowski write from mole@secret.example about the budget and the price.',
  'Call +49 (30) 998-7765, 8 916 123-45-67 or 555.201.3344 about the price, said QUIST of canarybird.',
  'Pay DE89 3704 0044 0532 0130 00 or card 4111 1111 1111 1111, wrote <@U0123ABCDE> (U0123ABCDE) at https://crm.secret.example/?token=tok3n.',
  'Ромашковому Двору и Аграфене Тютькиной цена опять не понравилась, Тютькину мы уговаривали, с Ромашковым Двором расстались.',
  'Бюджет считала Степанида Воробьянинова, Степаниде Воробьяниновой писали на krot@тайна.рф и в @krot_secret.',
];
const canaries = [
  /canarybird/i,
  /zebulon|quist/i,
  /aurelia|ostrowski/i,
  /mole@|krot/i,
  /998-7765|123-45-67|201\.3344/,
  /DE89|4111|0532/,
  /U0123ABCDE/,
  /tok3n|crm\.secret/,
  /ромашков|двор(?:а|у|ом|е)?(?!\p{L})/iu,
  /аграфен|тютькин/iu,
  /степанид|воробьянинов/iu,
];
const foundIn = (text: string) => canaries.filter((canary) => canary.test(text)).map(String);

const customers = [
  'key,name,first_name,last_name,email,good',
  'k0,Canarybird GmbH,Zebulon,Quist,mole@secret.example,no',
  'k1,ООО «Ромашковый Двор»,Аграфена,Тютькина,krot@тайна.рф,no',
].join('\n');

const NAMES = ['Canarybird GmbH', 'ООО «Ромашковый Двор»'];

function pastInterviews(): string {
  const lines = Array.from({ length: 15 }, (_, i) => ({
    id: `past-${i}`,
    case: { key: `k${i}`, name: NAMES[i] ?? `Number ${i} Works`, kind: 'problem' },
    reporter: { id: `U0R${i % 4}`, role: 'sales' },
    script: 'problem-customer',
    at: '2026-05-04T09:30:00Z',
    answers: {
      industry: 'agency',
      budget_fit: 'below',
      contact_role: 'owner',
      company_size: '1-10',
      misfit: 'no_budget',
      fault: 'theirs',
      why: `${leaks[i % leaks.length]} It was call ${'abcdefghijklmno'[i]}.`,
    },
  }));
  return lines.map((line) => JSON.stringify(line)).join('\n');
}

/** It hands back whatever it was given, wherever it may write. */
function echoing({ messages }: Body) {
  const text = messages.at(-1)?.content.split('\n\nYour last answer')[0] ?? '';
  const given = JSON.parse(text) as {
    said?: string[];
    sentences?: { id: string; place: string; text: string }[];
  };
  const sentences = given.sentences ?? [];
  if (given.said) return { question: `What did they mean by ${given.said[0]?.slice(0, 80)}?` };
  const words = sentences.map((one) => one.text);
  if (sentences[0]?.id) return { findings: words.map((label) => ({ kind: 'theme', label, sentence: 's1' })) };
  const suggestions = [...text.matchAll(/(?:Customer|Person|Contact)-\d+/g)].slice(0, 3);
  return {
    name: 'Person-1 Pete',
    subtitle: words[0] ?? '',
    sentences: sentences.map(({ place, text: own }) => ({ place, text: `${own} So Person-1 said.` })),
    suggestions: suggestions.map(([alias]) => ({ team: 'sales', text: `Ask ${alias} about the budget.` })),
  };
}

test('from an import and an interview to the summary, no canary is in a request, a log line, a kept reply or a persona', async ({
  onTestFinished,
}) => {
  const endpoint = await endpointThat((body, response) => json(response, 200, completion(echoing(body))));
  onTestFinished(endpoint.close);
  const lines: string[] = [];
  // Without the redaction of the program's own log: nothing may depend on it.
  const log = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
  const env = { OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: 'echo' };
  const { anna, grace, db, app, sandbox } = await openWorld({ env, log });
  const { workspace } = app().bot;
  const bytes = (text: string) =>
    async function* () {
      yield Buffer.from(text);
    };
  const now = new Date().toISOString();
  const place = { db, workspace, now };
  await importCustomers({ ...place, file: bytes(customers) });
  const past = { ...place, scripts, file: bytes(pastInterviews()), visibility: 'aggregates' as const };
  expect((await importInterviews(past)).outcome).toBe('done');
  const colleagues = { U0R0: 'Aurelia Ostrowski', U0R1: 'Степанида Воробьянинова' };
  for (const [id, name] of Object.entries(colleagues)) {
    const known = await db.updateTable('people').set({ name }).where('id', '=', id).executeTakeFirst();
    if (known.numUpdatedRows === 0n) await db.insertInto('people').values({ workspace, id, name }).execute();
  }

  await begin(anna);
  await answerAll(anna, { ...PROBLEM, why: `${leaks[0]} ${leaks[3]}` });
  // What fails is logged at more length than what goes well.
  sandbox.faults.once('http_500', 'chat.postMessage');
  sandbox.faults.once('rate_limited', 'chat.update');
  await grace.command('draft');
  await grace.sees(/ready for review/);
  await grace.command('themes');
  await grace.sees(/theme/i);
  await grace.command('status');
  // The summary tells of the week before: the message itself is what counts here.
  const week = weekOf(now, 'UTC');
  const config = readConfig(env);
  const summary = await summaryOf(db, workspace, week, config, new Date().toISOString());
  expect(summary.model?.calls).toBeGreaterThan(15);
  const said = JSON.stringify(await summaryMessage(db, workspace, summary, config, 'en'));

  expect(endpoint.bodies.length).toBeGreaterThan(15);
  expect(endpoint.bodies.join('')).toContain('Person-1');
  for (const body of endpoint.bodies) expect(foundIn(body)).toEqual([]);
  expect(foundIn(said)).toEqual([]);
  expect(lines.length).toBeGreaterThan(0);
  expect(foundIn(lines.join(''))).toEqual([]);
  const personas = await listPersonas(db, workspace);
  expect(personas.length).toBeGreaterThan(0);
  expect(foundIn(JSON.stringify(personas))).toEqual([]);
  const kept = [
    await db.selectFrom('model_calls').selectAll().execute(),
    await db.selectFrom('findings').selectAll().execute(),
    await db.selectFrom('read_answers').select('dropped').execute(),
    await db.selectFrom('audit_log').selectAll().execute(),
  ];
  expect(foundIn(JSON.stringify(kept))).toEqual([]);
});
