import { LLMock } from '@copilotkit/aimock';
import { expect, onTestFinished, test } from 'vitest';
import { answerAll, begin, goesOn, isAsked, PROBLEM } from '../interviewing.ts';
import { waitFor } from '../person.ts';
import { openWorld } from '../world.ts';

/** An endpoint that nobody here wrote; `answer` gets what it was sent. */
async function endpoint(answer: (user: string) => string, latencyMs = 0) {
  const mock = new LLMock({ port: 0, logLevel: 'silent', latency: latencyMs });
  mock.on({ predicate: () => true }, ({ messages }) => ({
    content: answer(String(messages.at(-1)?.content)),
  }));
  await mock.start();
  onTestFinished(async () => {
    await mock.stop();
  });
  const env = { OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_MODEL: 'test-model' };
  return { mock, env };
}

type World = Awaited<ReturnType<typeof openWorld>>;
const toWhy = async ({ anna }: World) => {
  await begin(anna, 'Sales', 'problem-customer');
  await answerAll(anna, PROBLEM, 'why');
};
const stored = ({ db }: World) =>
  db
    .selectFrom('answers')
    .innerJoin('answer_revisions', (join) =>
      join.onRef('answer', '=', 'answers.id').onRef('revision', '=', 'latest_revision'),
    )
    .select(['question', 'state', 'value', 'wording'])
    .where('question', 'like', 'why%')
    .orderBy('question')
    .execute();

test('without a model a vague answer is followed up by rule, and the follow-up is an answer of its own', async () => {
  const here = await openWorld();
  await toWhy(here);
  await here.anna.say('They were difficult');
  const asked = await isAsked(here.anna, 'why?1');
  expect(asked.message.text).toContain('What did they do? One example is enough.');
  await here.anna.say('They sent the same ticket to nine of us.');
  await goesOn(here.anna, 'why?1');
  await answerAll(here.anna, PROBLEM);
  expect(await stored(here)).toMatchObject([
    { question: 'why', value: '"They were difficult"' },
    {
      question: 'why?1',
      value: '"They sent the same ticket to nine of us."',
      wording: 'What did they do? One example is enough.',
    },
  ]);
  await here.anna.sees('They sent the same ticket to nine of us.');
});

test('a model words the follow-up without knowing names; the call is a row that keeps none of it', async () => {
  const { mock, env } = await endpoint(() => JSON.stringify({ question: 'What was the hardest day like?' }));
  const here = await openWorld({ env });
  await toWhy(here);
  await here.anna.say('Lantern Pottery was difficult');
  const asked = await isAsked(here.anna, 'why?1');
  expect(asked.message.text).toContain('What was the hardest day like?');
  const sent = mock.getRequests().map(({ body }) => JSON.stringify(body));
  expect(sent).toHaveLength(1);
  expect(sent[0]).toContain('Customer-1');
  expect(sent[0]).not.toContain('Lantern');
  const calls = await here.db.selectFrom('model_calls').selectAll().execute();
  expect(calls).toMatchObject([{ prompt: 'probe', outcome: 'used once', reply: null }]);
  await here.anna.say('They rang nine times before lunch.');
  await goesOn(here.anna, 'why?1');
  await answerAll(here.anna, PROBLEM);
  expect((await stored(here))[1]).toMatchObject({ wording: 'What was the hardest day like?' });
});

test('a model that answers nonsense, orders or not at all leaves the wording to the rule', async () => {
  const replies = ['nonsense', '{"question":"See https://evil.example?"}', '{"question":"Tell me more"}'];
  for (const reply of replies) {
    const { env } = await endpoint(() => reply);
    const here = await openWorld({ env });
    await toWhy(here);
    await here.anna.say('They were difficult');
    expect((await isAsked(here.anna, 'why?1')).message.text).toContain('What did they do?');
  }
  const here = await openWorld({ env: { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_MODEL: 'none' } });
  await toWhy(here);
  await here.anna.say('They were difficult');
  expect((await isAsked(here.anna, 'why?1')).message.text).toContain('What did they do?');
});

test('a follow-up that a stopped bot left without words is asked after the next start', async () => {
  const here = await openWorld();
  await toWhy(here);
  await here.anna.say('They were difficult');
  await isAsked(here.anna, 'why?1');
  const [row] = await here.db.selectFrom('interviews').select(['workspace', 'id']).execute();
  await here.db.deleteFrom('outbox').where('slot', 'like', '%why?1%').execute();
  await here.db
    .insertInto('probe_wordings')
    .values({ workspace: row!.workspace, interview: row!.id, question: 'why?1', follows: '1', wording: null })
    .execute();
  await here.restart();
  await waitFor('the wording', async () => {
    const { wording } = await here.db
      .selectFrom('probe_wordings')
      .select('wording')
      .executeTakeFirstOrThrow();
    return wording;
  });
  expect((await isAsked(here.anna, 'why?1')).message.text).toContain('What did they do?');
});

test('deleting what one said takes the follow-ups and their wordings along', async () => {
  const { env } = await endpoint(() => JSON.stringify({ question: 'What was the hardest day like?' }));
  const here = await openWorld({ env });
  await toWhy(here);
  await here.anna.say('They were difficult');
  await isAsked(here.anna, 'why?1');
  await here.anna.say('delete what I said');
  await here.anna.click('Delete what I said');
  await here.anna.fill({});
  await here.anna.sees('Deleted: every answer');
  // What is no longer shown is erased in short steps.
  await waitFor('the wordings to be erased', async () =>
    (await here.db.selectFrom('probe_wordings').selectAll().execute()).length === 0 ? true : null,
  );
  expect(await stored(here)).toEqual([]);
});
