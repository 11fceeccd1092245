import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { samples } from '../fuzz/payloads.ts';
import { answer, begin, isAsked, PROBLEM } from '../interviewing.ts';
import { waitFor } from '../person.ts';
import { openWorld, type World } from '../world.ts';

type Json = Record<string, unknown>;
const ALL = samples(['id'], ['id']);
/** What Slack leaves out where there is nothing to say. */
const OPTIONAL = ['message.subtype', 'view.bot_id', 'message.bot_id'];

/** Every payload that the bot stores from now on, also once it is done with it. */
async function recorded({ db }: World) {
  await sql`CREATE TABLE payloads (payload TEXT)`.execute(db);
  await sql`CREATE TRIGGER payload_stored AFTER INSERT ON inbox BEGIN INSERT INTO payloads VALUES (new.payload); END`.execute(
    db,
  );
  return async (is: (body: Json) => boolean): Promise<Json | null> => {
    const { rows } = await sql<{ payload: string }>`SELECT payload FROM payloads`.execute(db);
    return rows.map(({ payload }) => JSON.parse(payload) as Json).find(is) ?? null;
  };
}

/** The names of a payload's parts, two levels deep: deeper ones depend on what is said. */
function keysOf(body: Json): string[] {
  return Object.entries(body)
    .flatMap(([key, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? [key, ...Object.keys(value).map((inner) => `${key}.${inner}`)]
        : [key],
    )
    .filter((key) => !OPTIONAL.includes(key) && !key.startsWith('values'))
    .sort();
}

function sampleOf(what: string): string[] {
  const found = ALL.find((one) => one.what === what);
  if (!found) throw new Error(`there is no sample called ${what}`);
  return keysOf(found.body);
}

test('the built-in workspace sends payloads with every key that Slack’s have, as Bolt types them', async () => {
  const world = await openWorld();
  const { anna } = world;
  const sent = await recorded(world);
  await begin(anna);
  await anna.say(PROBLEM.customer ?? '');
  const open = await isAsked(anna, 'industry');
  await answer(anna, open, PROBLEM);
  await isAsked(anna, 'main_trouble');
  const mine = (await anna.messages()).findLast(({ user }) => user === 'U0ANNA');
  const channel = await anna.direct();
  await anna.act({ act: 'message_shortcut', callbackId: 'check_lead', channel, ts: mine?.ts ?? '' });
  await anna.act({ act: 'shortcut', callbackId: 'start_interview' });
  const kinds: [string, (body: Json) => boolean][] = [
    ['block_actions: id', (body) => body.type === 'block_actions' && 'message' in body],
    ['view_submission: id', (body) => body.type === 'view_submission'],
    ['message', (body) => (body.event as Json | undefined)?.type === 'message'],
    ['message_action', (body) => body.type === 'message_action'],
    ['shortcut', (body) => body.type === 'shortcut'],
    ['command: help', (body) => 'command' in body],
  ];
  for (const [what, is] of kinds) {
    const body = await waitFor(what, () => sent(is));
    expect(
      sampleOf(what).filter((key) => !keysOf(body).includes(key)),
      what,
    ).toEqual([]);
  }
});
