import { expect, onTestFinished, test } from 'vitest';
import { pick, seeded } from '../../src/evidence/random.ts';
import { envelopeOf } from '../../src/slack/envelope.ts';
import { begin } from '../interviewing.ts';
import { person, waitFor } from '../person.ts';
import { sentFaults } from '../world.ts';
import { mutated } from './mutate.ts';
import { INTERVIEW, type Sample, samples, TEAM } from './payloads.ts';
import { encoded, openFuzzed, registered } from './world.ts';

const LONG = process.env.MISMATCH_SOAK === 'long';
const COUNT = LONG ? 10_000 : 300;
const AT_ONCE = 12;
const PEOPLE = ['U0ANNA', 'U0BEN', 'U0CHLOE', 'U0DMITRI', 'U0ELIF', 'U0FARAH', 'U0GRACE', 'U0MARINA'];
/** What nobody waits for is looked at and not stored. */
const NOT_STORED = ['block_suggestion', 'profile', 'echo', 'other'];

/** It takes away the traces that are counted here. */
const ERASES = 'privacy_delete_all';

const ALL = samples(
  registered('action').filter((id) => id !== ERASES),
  registered('view'),
);

test('every sample is taken as it stands', async () => {
  const { sent, unanswered } = await fuzz(ALL.length, (sample) => sample.body);
  expect(sent.filter(({ status }) => status !== 200).map(({ what }) => what)).toEqual([]);
  expect(unanswered).toEqual([]);
});

test('payloads changed at random crash nothing, and none is dropped without a word', {
  timeout: LONG ? 3_600_000 : 180_000,
}, async () => {
  const random = seeded(20_261_121);
  const { unanswered } = await fuzz(COUNT, (sample) => mutated(sample.body, random));
  expect(unanswered).toEqual([]);
});

type Sent = { what: string; status: number; key: string; kind: string; team: string | null };

/** Sends so many payloads, a few at once, to a bot that interviews people, and returns those that nothing came of. */
async function fuzz(count: number, change: (sample: Sample) => Sample['body']) {
  const { sandbox, db, logged, post, everStored, close } = await openFuzzed();
  onTestFinished(close);
  const rejected: unknown[] = [];
  const onRejection = (error: unknown): void => void rejected.push(error);
  process.on('unhandledRejection', onRejection);
  onTestFinished(() => void process.off('unhandledRejection', onRejection));
  await begin(person(sandbox.url, 'U0ANNA'));
  const { id } = await db
    .selectFrom('interviews')
    .select('id')
    .where('person', '=', 'U0ANNA')
    .where('status', '=', 'in_progress')
    .executeTakeFirstOrThrow();

  const random = seeded(count);
  const sent: Sent[] = [];
  let at = 0;
  const sender = async (): Promise<void> => {
    while (at < count) {
      const n = at++;
      const sample = ALL[n % ALL.length]!;
      const user = PEOPLE[pick(random, PEOPLE.length)]!;
      const body = change(named(sample, { user, id, n }));
      const { body: text, type } = encoded(sample.sent, body);
      const status = await post(text, type);
      const { key, kind, team } = envelopeOf(received(sample.sent, body));
      sent.push({ what: sample.what, status, key, kind, team });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  await waitFor('all of it done', async () => ((await waiting()) === 0 ? true : null), 60_000, 100);

  const stored = everStored();
  expect(rejected).toEqual([]);
  expect(await sentFaults(sandbox)).toEqual([]);
  const unstored = sent.filter(
    ({ status, key, kind }) => status === 200 && !NOT_STORED.includes(kind) && !stored.has(key),
  );
  const [unanswered, foreign] = [unstored.filter(isOurs), unstored.filter((one) => !isOurs(one))];
  const dropped = logged.filter((line) => line.includes('was dropped'));
  expect(dropped.length).toBeGreaterThanOrEqual(foreign.length);
  return { sent, unanswered };

  async function waiting(): Promise<number> {
    const left = await db.selectFrom('inbox').select('key').where('state', '=', 'received').execute();
    return left.length;
  }
}

/** What names no team, or another one, is dropped with a line in the log. */
const isOurs = ({ team }: Sent): boolean => team === TEAM;

/** The sample as if this person had just sent it: everything one-time is new, and the interview is a real one. */
function named(
  { what, sent, body }: Sample,
  { user, id, n }: { user: string; id: string; n: number },
): Sample {
  const text = JSON.stringify(body)
    .replaceAll(INTERVIEW, id)
    .replaceAll('U0ANNA', user)
    .replaceAll('D0ANNA', `D${user.slice(1)}`)
    .replaceAll('.abcdef', `.${n}`)
    .replaceAll('Ev0123456789', `Ev${n}`);
  return { what, sent, body: JSON.parse(text) };
}

/** What the bot reads of it: a form's values are strings, and half a character becomes a sign of its own in UTF-8. */
function received(sent: Sample['sent'], body: Sample['body']): Sample['body'] {
  if (sent !== 'form') return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, String(value).toWellFormed()]));
}
