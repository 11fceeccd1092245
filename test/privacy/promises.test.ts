import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { openForMany } from '../../src/database/open.ts';
import { condemnStaff, eraseStaff } from '../../src/erasure/erasure.ts';
import { fallenBy, tellOfFallen } from '../../src/erasure/fallen.ts';
import { loadHome } from '../../src/home/store.ts';
import { advance } from '../../src/interview/interview.ts';
import { loadInterview, saveInterview } from '../../src/interview/store.ts';
import { setAvailability } from '../../src/invitations/person-store.ts';
import { quotesOf } from '../../src/personas/quoted.ts';
import { shownToAll } from '../../src/personas/shown.ts';
import { approvedPersonas, loadPersona } from '../../src/personas/store.ts';
import { asJson, asText } from '../../src/privacy/download.ts';
import { loadKept } from '../../src/privacy/kept-store.ts';
import { tellReporters } from '../../src/privacy/run.ts';
import { setHearsBack } from '../../src/privacy/wishes-store.ts';
import { rememberProfile } from '../../src/slack/people.ts';
import { en, ru } from '../../src/text/catalogue.ts';
import { config, draftedWorkspace, NOW, type World } from '../personas/world.ts';

const open: Pick<World, 'close'>[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});
const DAY_MS = 86_400_000;
const later = (days: number) => new Date(Date.parse(NOW) + days * DAY_MS).toISOString();

async function approvedWorld() {
  const world = await draftedWorkspace();
  open.push(world);
  const { db, workspace } = world;
  const persona = await world.idOf('negative');
  await world.decide({ persona });
  const tell = (now: string) => tellReporters({ db, workspace, language: 'en', timeZone: 'UTC', now });
  const slots = async (kind: string) =>
    db.selectFrom('outbox').selectAll().where('slot', 'like', `${kind}:%`).execute();
  return { ...world, persona, tell, slots };
}

test('reporters hear once a version that their answers counted, at most once a week, unless they switched it off', async () => {
  const { db, workspace, persona, tell, slots } = await approvedWorld();
  await setHearsBack(db, workspace, 'U0R1', false);
  await tell(NOW);
  await tell(later(1));
  const first = await slots('counted');
  const told = first.map(({ address }) => address).sort();
  expect(told).toContain('U0R0');
  expect(told).not.toContain('U0R1');
  expect(new Set(told).size).toBe(told.length);
  await tell(later(8));
  expect(await slots('counted')).toHaveLength(first.length);
  await setHearsBack(db, workspace, 'U0R1', true);
  await tell(later(8));
  expect((await slots('counted')).map(({ address }) => address)).toContain('U0R1');
  const loaded = await loadPersona(db, workspace, persona, 'approved');
  expect(first[0]?.wanted).toContain(loaded?.body.name ?? '-');
  // The Home tab says it at any time, and only to those whose answers it is true of.
  const home = (person: string) => loadHome(db, workspace, person, config);
  expect((await home('U0R0')).counted).toEqual([loaded?.body.name]);
  expect((await home('U0NOBODY')).counted).toEqual([]);
});

test('whoever is erased while reporters are about to be told hears nothing and leaves nothing', async () => {
  const { url, workspace } = await approvedWorld();
  const bot = openForMany(url);
  open.unshift(bot);
  const { db } = bot;
  const tell = (now = NOW) => tellReporters({ db, workspace, language: 'en', timeZone: 'UTC', now });
  // At night nobody is told, and everybody is found.
  await tell(NOW.replace('T09', 'T03'));
  let telling: Promise<void> | null = null;
  await db.transaction().execute(async (trx) => {
    await condemnStaff({ db: trx, workspace, now: NOW, actor: 'test' }, 'U0R0');
    telling = tell();
    // Until it knows whom to tell and waits for the lock.
    for (let turn = 0; turn < 100; turn++) await setImmediate();
  });
  await telling;
  await tell();
  const heard = db.selectFrom('heard_back').select('person').distinct().orderBy('person');
  const told = (await heard.execute()).map(({ person }) => person);
  expect(told).toContain('U0R1');
  expect(told).not.toContain('U0R0');
});

test('at night, on a free day, away or muted nobody hears anything; they hear it afterwards', async () => {
  const { db, workspace, tell, slots } = await approvedWorld();
  await rememberProfile(db, workspace, 'U0R0', { locale: 'en-US', timeZone: 'America/Los_Angeles' });
  await setAvailability(db, workspace, 'U0R1', { muted_until: later(2) });
  await setAvailability(db, workspace, 'U0R2', { away: 1, away_until: later(3) });
  await setAvailability(db, workspace, 'U0R3', { days: '[3,4,5]' });
  const told = async () => (await slots('counted')).map(({ address }) => address).sort();
  await tell(NOW.replace('T09', 'T03'));
  expect(await told()).toEqual([]);
  await tell(NOW);
  const first = await told();
  expect(first).toContain('U0R4');
  for (const person of ['U0R0', 'U0R1', 'U0R2', 'U0R3']) expect(first).not.toContain(person);
  await tell(NOW.replace('T09', 'T18'));
  expect(await told()).toEqual([...first, 'U0R0'].sort());
  await tell(later(3));
  expect(await told()).toEqual([...first, 'U0R0', 'U0R1', 'U0R2', 'U0R3'].sort());
});

test('a quote behind which one person stands alone is shown outside review only after their yes', async () => {
  const { db, workspace, persona, tell, slots } = await approvedWorld();
  const alone = async () => {
    const row = await db
      .selectFrom('persona_versions')
      .select(['body', 'version'])
      .where('persona', '=', persona)
      .executeTakeFirstOrThrow();
    await db
      .updateTable('persona_versions')
      .set({ body: JSON.stringify({ ...JSON.parse(row.body), reporters: 1 }) })
      .where('persona', '=', persona)
      .execute();
  };
  await alone();
  const shown = async () => {
    const [one] = await approvedPersonas(db, workspace);
    return one ? (await quotesOf(db, workspace, one, (quote) => shownToAll(one, quote))).quotes.length : -1;
  };
  expect(await shown()).toBe(0);
  await tell(NOW);
  await tell(NOW);
  const asked = await slots('quote');
  expect(asked.length).toBeGreaterThan(0);
  expect(await shown()).toBe(0);
  await db.updateTable('quote_consents').set({ state: 'no', decided_at: NOW }).execute();
  expect(await shown()).toBe(0);
  await db.updateTable('quote_consents').set({ state: 'yes', decided_at: NOW }).execute();
  expect(await shown()).toBe(asked.length);
});

test('when evidence goes its claims are unsupported, the persona leaves look-up, and who approved it is told', async () => {
  const { db, workspace, persona, slots } = await approvedWorld();
  const scope = { db, workspace, now: NOW, caution: 'Counted again.', actor: 'command line' };
  const fallen: { id: string; name: string }[] = [];
  for (const person of ['U0R0', 'U0R1', 'U0R2', 'U0R3', 'U0R4']) {
    fallen.push(...((await eraseStaff(scope, person))?.fallen ?? []));
  }
  expect(fallen.map(({ id }) => id)).toEqual([persona]);
  expect(await approvedPersonas(db, workspace)).toEqual([]);
  const left = await loadPersona(db, workspace, persona, 'approved');
  const rule = left?.body.disqualifiers.flatMap(({ evidence }) => evidence) ?? [];
  const claims = left?.claims.filter(({ id }) => rule.includes(id)) ?? [];
  expect(claims.some(({ unsupported, strength }) => unsupported && strength === 'hypothesis')).toBe(true);
  await tellOfFallen(db, workspace, fallen, config, NOW);
  const told = await slots('fallen');
  expect(told.map(({ address }) => address).sort()).toEqual(['C0REVIEW', 'U0GRACE']);
});

test('answers that are changed, not deleted, take a persona out of look-up and who approved it is told as well', async () => {
  const { db, workspace, persona, slots } = await approvedWorld();
  const rows = await db.selectFrom('interviews').select('id').where('case_kind', '=', 'problem').execute();
  const { fallen } = await fallenBy(db, workspace, async () => {
    for (const { id } of rows) {
      const interview = await loadInterview(db, workspace, id);
      if (!interview) continue;
      const unsaid = Object.keys(interview.answers).map((key) => [key, { state: 'dont_know' }] as const);
      const step = advance(interview, { kind: 'form', answers: Object.fromEntries(unsaid) }, NOW);
      await saveInterview(db, workspace, interview, step.interview, NOW);
    }
  });
  expect(fallen.map(({ id }) => id)).toEqual([persona]);
  await tellOfFallen(db, workspace, fallen, config, NOW);
  expect((await slots('fallen')).map(({ address }) => address).sort()).toEqual(['C0REVIEW', 'U0GRACE']);
});

test('the download holds every wording of every answer, in both languages, and nothing of anybody else', async () => {
  const { db, workspace } = await approvedWorld();
  await setAvailability(db, workspace, 'U0R0', { consent: 'never', quiet_from: '16:45' });
  const kept = await loadKept(db, workspace, 'U0R0', 'en');
  const answers = await db
    .selectFrom('answers')
    .innerJoin('interviews', 'interviews.id', 'answers.interview')
    .select('answers.id')
    .where('person', '=', 'U0R0')
    .execute();
  expect(kept.interviews.flatMap((one) => one.answers)).toHaveLength(answers.length);
  const json = asJson(kept, NOW);
  expect(JSON.parse(json)).toMatchObject({ generatedAt: NOW, person: 'U0R0' });
  expect(json).not.toMatch(/U0R[1-5]/);
  for (const texts of [en.privacy, ru.privacy]) {
    expect(asText(kept, NOW, texts)).toContain('16:45');
    expect(asText(kept, NOW, texts)).toContain('They asked for a discount before they had seen the product.');
  }
});
