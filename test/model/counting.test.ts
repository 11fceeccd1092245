import { expect, onTestFinished, test } from 'vitest';
import { answerAll, begin, PROBLEM } from '../interviewing.ts';
import { waitFor } from '../person.ts';
import { openWorld } from '../world.ts';
import { completion, endpointThat, json } from './endpoint.ts';

test('through the bot: a first draft asks for each answer and persona, a second for nothing, one more interview for its own and what it changed', async () => {
  const count = { read: 0, worded: 0, asked: 0 };
  const suggestions = [{ team: 'sales', text: 'Keep a friendly note.' }];
  const wording = { name: '', subtitle: '', sentences: [], suggestions };
  const endpoint = await endpointThat((body, response) => {
    const text = body.messages.at(-1)?.content ?? '';
    const what = text.includes('"said"') ? 'asked' : text.includes('"question"') ? 'read' : 'worded';
    count[what] += 1;
    const reply = { asked: { question: 'Which part was it?' }, read: { findings: [] }, worded: wording };
    json(response, 200, completion(reply[what]));
  });
  onTestFinished(endpoint.close);
  const env = { OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: 'm' };
  const { anna, grace, db } = await openWorld({ sample: true, env });
  const runs = async () => {
    const rows = await db.selectFrom('draft_runs').select('result').where('outcome', '=', 'done').execute();
    return rows.map(({ result }) => JSON.parse(result ?? '{}') as Kept);
  };
  type Kept = { personas: { change: string }[]; model: { calls: number } };
  const draft = async () => {
    const before = (await runs()).length;
    await grace.command('draft');
    const done = await waitFor('a draft', async () => (await runs())[before] ?? null);
    return { ...done, changed: done.personas.filter(({ change }) => change !== 'unchanged').length };
  };
  const keys = async () => (await db.selectFrom('read_answers').select('key').distinct().execute()).length;

  const first = await draft();
  expect(count).toEqual({ read: await keys(), worded: first.changed, asked: 0 });
  expect(first.model.calls).toBe(count.read + count.worded);
  const { read, worded } = count;
  expect((await draft()).model.calls).toBe(0);
  expect(count).toEqual({ read, worded, asked: 0 });

  await begin(anna);
  await answerAll(anna, PROBLEM);
  const third = await draft();
  expect(count.read - read).toBe(1);
  // A persona whose words would be asked for as before has its reply kept.
  const again = count.worded - worded;
  expect(again).toBeGreaterThan(0);
  expect(again).toBeLessThanOrEqual(third.changed);
  expect(third.model.calls).toBe(1 + again);
  expect((await draft()).model.calls).toBe(0);
});
