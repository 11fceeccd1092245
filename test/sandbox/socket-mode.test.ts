import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { personAt, plain, until, withBolt } from './harness.ts';

test('a message in the app conversation reaches a real Bolt app, whose answer reaches the person', async () => {
  const { sandbox, stop } = await withBolt((app) => {
    app.message('hello', async ({ message, say }) => {
      if (message.subtype === undefined) await say(`You said: ${message.text}`);
    });
  });
  const anna = personAt(sandbox, 'U0ANNA');
  const said = await anna.act({ act: 'say', channel: 'D0ANNA', text: 'hello & <b>' });
  expect(said.ok).toBe(true);
  const answer = await until(async () => (await anna.messages('D0ANNA'))[1]);
  expect(answer).toMatchObject({ user: null, text: 'You said: hello &amp; &lt;b&gt;' });
  await stop();
});

test('a command opens a modal, and its submission comes back with what was typed', async () => {
  const submitted: unknown[] = [];
  const { sandbox, stop } = await withBolt((app) => {
    app.command('/persona', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'why',
          title: plain('Why'),
          submit: plain('Save'),
          blocks: [
            {
              type: 'input',
              block_id: 'why',
              label: plain('Why?'),
              element: { type: 'plain_text_input', action_id: 'text' },
            },
          ],
        },
      });
    });
    app.view('why', async ({ ack, view }) => {
      submitted.push(view.state.values);
      await ack();
    });
  });
  const ben = personAt(sandbox, 'U0BEN');
  expect(await ben.act({ act: 'command', channel: 'C0SALES', command: '/persona', text: 'student' })).toEqual(
    { ok: true },
  );
  const modal = await until(async () => (await ben.state()).modals[0]);
  const missing = await ben.act({ act: 'submit', view: modal.id, state: {} });
  expect(missing).toMatchObject({ ok: false, errors: { why: 'Please complete this required field.' } });
  const state = { why: { text: { value: 'Too slow' } } };
  expect(await ben.act({ act: 'submit', view: modal.id, state })).toEqual({ ok: true });
  expect(submitted).toEqual([{ why: { text: { type: 'plain_text_input', value: 'Too slow' } } }]);
  expect((await ben.state()).modals).toEqual([]);
  await stop();
});

test('a click on a button reaches the app with the message, and the app replaces it', async () => {
  const { sandbox, app, stop } = await withBolt((bolt) => {
    bolt.action('yes', async ({ ack, respond, body }) => {
      await ack();
      await respond({ replace_original: true, text: `Thanks, ${body.user.id}` });
    });
  });
  await app.client.chat.postMessage({
    channel: 'U0ELIF',
    text: 'Again?',
    blocks: [
      {
        type: 'actions',
        block_id: 'again',
        elements: [{ type: 'button', action_id: 'yes', text: plain('Yes'), value: '1' }],
      },
    ],
  });
  const elif = personAt(sandbox, 'U0ELIF');
  const [asked] = await elif.messages('D0ELIF');
  const click = {
    act: 'block_action',
    channel: 'D0ELIF',
    ts: asked?.ts ?? '',
    blockId: 'again',
    actionId: 'yes',
  } as const;
  expect(await elif.act(click)).toEqual({ ok: true });
  const replaced = await until(async () => (await elif.messages('D0ELIF')).find((one) => one.edited));
  expect(replaced).toMatchObject({ ts: asked?.ts, text: 'Thanks, U0ELIF' });
  await stop();
});

test('a file that the app uploads is shown to the person and can be fetched', async () => {
  const parsed = JSON.parse(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8'));
  parsed.oauth_config.scopes.bot.push('files:write');
  const { sandbox, app, stop } = await withBolt(() => {}, { manifest: parsed });
  const content = Buffer.from('persona;count\n');
  await app.client.filesUploadV2({ channel_id: 'C0REVIEW', file: content, filename: 'export.csv' });
  const [message] = (await personAt(sandbox, 'U0GRACE').messages('C0REVIEW')).slice(-1);
  expect(message?.files).toEqual([
    { name: 'export.csv', title: 'export.csv', size: content.length, alt: '', picture: null },
  ]);
  const id = sandbox.calls.at(-1)?.args.files as { id: string }[];
  const file = await fetch(`${sandbox.url}/files/${id[0]?.id}`);
  expect(await file.text()).toBe('persona;count\n');
  await stop();
});
