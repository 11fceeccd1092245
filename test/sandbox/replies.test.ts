import { expect, test } from 'vitest';
import { personAt, plain, until, withBolt } from './harness.ts';

/** Runs the command and gives the address to answer it at. */
async function commanded(now: () => number = Date.now) {
  let url = '';
  const setup = await withBolt(
    (app) => {
      app.command('/persona', async ({ ack, body }) => {
        url = body.response_url;
        await ack();
      });
    },
    { now },
  );
  const anna = personAt(setup.sandbox, 'U0ANNA');
  await anna.act({ act: 'command', channel: 'C0SALES', command: '/persona', text: '' });
  await until(() => url !== '');
  const answer = async (body: object): Promise<[number, unknown]> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return [response.status, await response.json()];
  };
  return { ...setup, anna, answer };
}

test('a response URL takes five answers', async () => {
  const { anna, answer, stop } = await commanded();
  for (const text of ['1', '2', '3', '4', '5']) expect((await answer({ text }))[0]).toBe(200);
  expect(await answer({ text: '6' })).toEqual([404, { ok: false, error: 'expired_url' }]);
  const shown = (await anna.messages('C0SALES')).filter((message) => message.ephemeral);
  expect(shown.map((message) => message.text)).toEqual(['1', '2', '3', '4', '5']);
  await stop();
});

test('a response URL lives half an hour', async () => {
  let late = 0;
  const { answer, stop } = await commanded(() => Date.now() + late);
  late = 1_790_000;
  expect((await answer({ text: 'in time' }))[0]).toBe(200);
  late = 1_801_000;
  expect((await answer({ text: 'late' }))[0]).toBe(404);
  await stop();
});

test('an answer in the channel is seen by everybody, and bad blocks are refused', async () => {
  const { sandbox, answer, stop } = await commanded();
  await answer({ text: 'for all', response_type: 'in_channel' });
  expect((await personAt(sandbox, 'U0BEN').messages('C0SALES')).at(-1)?.text).toBe('for all');
  expect(await answer({ blocks: [{ type: 'header', text: plain('') }] })).toMatchObject([
    400,
    { ok: false, error: 'invalid_blocks' },
  ]);
  await stop();
});
