import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { personAt, until, withBolt } from './harness.ts';

type Event = { type: string; subtype?: string; text?: string; message?: { text?: string } };

/** A workspace whose app writes down every event it gets. */
async function listening() {
  const events: Event[] = [];
  const setup = await withBolt((app) => {
    app.use(async ({ body, next }) => {
      if ('event' in body) events.push(body.event as Event);
      await next();
    });
    app.shortcut('report_problem_customer', async ({ ack, shortcut }) => {
      await ack();
      if (shortcut.type === 'message_action') {
        events.push({ type: 'shortcut', text: shortcut.message.text ?? '' });
      }
    });
  });
  return { ...setup, events };
}

test('saying, editing, deleting and uploading raise the events that Slack raises', async () => {
  const { sandbox, stop, events } = await listening();
  const anna = personAt(sandbox, 'U0ANNA');
  const channel = 'D0ANNA';
  const said = await anna.act({
    act: 'say',
    channel,
    text: 'first, see https://example.com/a or me@mismatch.example',
  });
  const ts = said.ok ? (said.ts ?? '') : '';
  await anna.act({ act: 'edit', channel, ts, text: 'second' });
  await anna.act({ act: 'delete', channel, ts });
  await anna.act({ act: 'upload', channel, name: 'notes.txt', text: 'notes' });
  await until(() => events.length === 4);
  expect(events.map((event) => [event.subtype, event.message?.text ?? event.text])).toEqual([
    [undefined, 'first, see <https://example.com/a> or <mailto:me@mismatch.example|me@mismatch.example>'],
    ['message_changed', 'second'],
    ['message_deleted', undefined],
    ['file_share', 'notes'],
  ]);
  await stop();
});

test('a mention in a channel the app is in raises app_mention, other talk there does not reach it', async () => {
  const { sandbox, stop, events } = await listening();
  const grace = personAt(sandbox, 'U0GRACE');
  await grace.act({ act: 'say', channel: 'C0REVIEW', text: 'nothing for you' });
  await grace.act({ act: 'say', channel: 'C0REVIEW', text: '@Mismatch help' });
  await grace.act({ act: 'say', channel: 'C0SALES', text: '@Mismatch help' });
  await until(() => events.length === 1);
  expect(events).toMatchObject([{ type: 'app_mention', text: '<@U0MISMATCH> help' }]);
  await stop();
});

test('markup that somebody types stays text', async () => {
  const { sandbox, stop, events } = await listening();
  await personAt(sandbox, 'U0ANNA').act({ act: 'say', channel: 'D0ANNA', text: '<!channel> & *x*' });
  expect((await until(() => events[0])).text).toBe('&lt;!channel&gt; &amp; *x*');
  await stop();
});

test('the message shortcut brings the message', async () => {
  const { sandbox, stop, events } = await listening();
  const ben = personAt(sandbox, 'U0BEN');
  const [sample] = await ben.messages('C0SALES');
  const place = { channel: 'C0SALES', ts: sample?.ts ?? '' };
  const callbackId = 'report_problem_customer';
  expect(await ben.act({ act: 'message_shortcut', callbackId, ...place })).toEqual({ ok: true });
  expect(events).toEqual([{ type: 'shortcut', text: sample?.text }]);
  expect(await ben.act({ act: 'shortcut', callbackId })).toMatchObject({ code: 'unknown_shortcut' });
  await stop();
});

test('a person can do only what Slack would let them do', async () => {
  const sandbox = await startSandbox();
  const anna = personAt(sandbox, 'U0ANNA');
  const [sample] = await anna.messages('C0GENERAL');
  const ts = sample?.ts ?? '';
  const refusals = [
    await personAt(sandbox, 'U0OLD').act({ act: 'say', channel: 'C0SALES', text: 'hello' }),
    await personAt(sandbox, 'U0NOBODY').act({ act: 'say', channel: 'C0SALES', text: 'hello' }),
    await anna.act({ act: 'say', channel: 'D0BEN', text: 'hello' }),
    await anna.act({ act: 'say', channel: 'C0SALES', text: '  ' }),
    await anna.act({ act: 'say', channel: 'C0SALES', text: 'x'.repeat(40_001) }),
    await anna.act({ act: 'edit', channel: 'C0GENERAL', ts, text: 'mine now' }),
    await anna.act({ act: 'delete', channel: 'C0GENERAL', ts }),
    await anna.act({ act: 'command', channel: 'C0SALES', command: '/other', text: '' }),
    await anna.act({ act: 'say', channel: 'C0SALES' } as never),
    await anna.act({ act: 'submit', view: 'V1', state: { a: null } } as never),
    await anna.act({ act: 'constructor' } as never),
  ];
  expect(refusals.map((answer) => (answer.ok ? 'ok' : answer.code))).toEqual([
    'account_inactive',
    'user_not_found',
    'channel_not_found',
    'no_text',
    'msg_too_long',
    'cant_update_message',
    'cant_update_message',
    'unknown_command',
    'invalid_act',
    'invalid_act',
    'invalid_act',
  ]);
  await sandbox.close();
});

test('reading clears what is unread', async () => {
  const sandbox = await startSandbox();
  await personAt(sandbox, 'U0BEN').act({ act: 'say', channel: 'C0SALES', text: 'hello' });
  const anna = personAt(sandbox, 'U0ANNA');
  const unread = async () => (await anna.state()).conversations.map((one) => [one.id, one.unread]);
  expect(await unread()).toContainEqual(['C0SALES', 1]);
  await anna.act({ act: 'read', channel: 'C0SALES' });
  expect(await unread()).toContainEqual(['C0SALES', 0]);
  await sandbox.close();
});

test('the page is told what to read again', async () => {
  const sandbox = await startSandbox();
  const stream = await fetch(`${sandbox.url}/sandbox/changes?user=U0ANNA`);
  const reader = stream.body!.getReader();
  await reader.read();
  await personAt(sandbox, 'U0BEN').act({ act: 'say', channel: 'C0SALES', text: 'hello' });
  const { value } = await reader.read();
  expect(new TextDecoder().decode(value)).toContain('data: {"kind":"messages","channel":"C0SALES"}');
  await reader.cancel();
  await sandbox.close();
});
