import fc from 'fast-check';
import { expect, test } from 'vitest';
import { directMessageOf } from '../../src/slack/direct.ts';
import { envelopeOf } from '../../src/slack/envelope.ts';
import { createRegistry } from '../../src/slack/listen.ts';

test('an event is known by its event_id, a click by its trigger_id', () => {
  const event = { event_id: 'Ev1', team_id: 'T1', event: { type: 'message', user: 'U1' } };
  expect(envelopeOf(event)).toEqual({
    ...{ kind: 'event', key: 'event:Ev1', team: 'T1', person: 'U1', isOutsider: false },
  });
  const click = {
    type: 'block_actions',
    trigger_id: '1.2',
    team: { id: 'T1' },
    user: { id: 'U1' },
    actions: [],
  };
  expect(envelopeOf(click)).toEqual({
    kind: 'block_actions',
    key: 'block_actions:1.2',
    team: 'T1',
    person: 'U1',
    isOutsider: false,
  });
  const command = { command: '/persona', trigger_id: '3.4', team_id: 'T1', user_id: 'U1' };
  expect(envelopeOf(command)).toMatchObject({ kind: 'command', key: 'command:3.4', person: 'U1' });
});

test('whoever belongs to another team is an outsider, in a click and in a shared channel; an organisation is none', () => {
  const click = (team_id?: string) => ({
    type: 'block_actions',
    team: { id: 'T1' },
    user: { id: 'U1', team_id },
  });
  const said = (team: string, is_ext_shared_channel?: boolean) => ({
    ...{ type: 'event_callback', event_id: 'Ev', is_ext_shared_channel, team_id: team },
    authorizations: [{ team_id: 'T1' }],
    event: { type: 'app_mention', user: 'U1', user_team: team },
  });
  const outside = [click('T2'), said('T2', true)];
  const inside = [
    { ...click('T2'), enterprise: { id: 'E1' } },
    click('T1'),
    click('E1'),
    click(),
    said('T1', true),
    said('T2', false),
    said('T2'),
    said('E1', true),
  ];
  expect(outside.map((body) => envelopeOf(body).isOutsider)).toEqual([true, true]);
  expect(inside.filter((body) => envelopeOf(body).isOutsider)).toEqual([]);
});

test('ids that the database could not tell apart are none: the payload itself stands in', () => {
  const click = (trigger_id: string) =>
    envelopeOf({ type: 'block_actions', trigger_id, team: { id: 'T1' }, user: { id: 'U1' } }).key;
  const keys = [click('\ud800'), click('\udc00')];
  expect(new Set(keys.map((key) => Buffer.from(key).toString())).size).toBe(2);
});

test('an edited message belongs to the person who wrote it', () => {
  const event = { type: 'message', subtype: 'message_changed', message: { user: 'U7', ts: '1' } };
  expect(envelopeOf({ event_id: 'Ev2', team_id: 'T1', event }).person).toBe('U7');
});

test('any payload at all gets an envelope, the same one each time', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
      expect(envelopeOf(body)).toEqual(envelopeOf(structuredClone(body)));
    }),
  );
});

const base = {
  type: 'message',
  channel: 'D1',
  channel_type: 'im',
  user: 'U1',
  ts: '1.1',
  text: 'a &lt;b&gt; &amp; c',
};

test('a direct message is read as it was typed', () => {
  expect(directMessageOf(base, 'UBOT')).toMatchObject({ text: 'a <b> & c', edited: false, files: 0 });
});

test("a bot's words, our own updates, joins and other channels are ignored", () => {
  const ignored = [
    { ...base, bot_id: 'B1' },
    { ...base, user: 'UBOT' },
    { ...base, channel_type: 'channel' },
    { ...base, subtype: 'channel_join' },
    { ...base, subtype: 'message_changed', message: { ...base, bot_id: 'B1' }, previous_message: base },
    { ...base, subtype: 'message_changed', message: base, previous_message: base },
    { ...base, subtype: 'message_deleted', deleted_ts: '1', previous_message: { ...base, user: 'UBOT' } },
  ];
  for (const event of ignored) expect(directMessageOf(event, 'UBOT')).toBeNull();
});

test('an edit brings the new words, a deletion none', () => {
  const changed = {
    ...base,
    subtype: 'message_changed',
    message: { ...base, text: 'new' },
    previous_message: base,
  };
  expect(directMessageOf(changed, 'UBOT')).toMatchObject({ text: 'new', edited: true, ts: '1.1' });
  const deleted = { ...base, subtype: 'message_deleted', deleted_ts: '1.1', previous_message: base };
  expect(directMessageOf(deleted, 'UBOT')).toMatchObject({ text: null, deleted: true, ts: '1.1' });
});

test('a sub-command gets the words behind it, everything else goes to look-up whole', async () => {
  const registry = createRegistry();
  const interview = async () => {};
  const any = async () => {};
  registry.command('interview', interview);
  registry.command('*', any);
  expect(registry.find.command('Interview  now')).toEqual({ handler: interview, text: 'now' });
  expect(registry.find.command('* interview')).toEqual({ handler: any, text: '* interview' });
  expect(registry.find.command(' bargain hunter ')).toEqual({ handler: any, text: 'bargain hunter' });
  expect(() => registry.command('interview', any)).toThrow(/twice/);
});
