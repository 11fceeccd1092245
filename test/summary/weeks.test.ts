import { expect, test } from 'vitest';
import { plainText } from '../../src/commands/plain.ts';
import { approvedPersonas } from '../../src/personas/store.ts';
import { summaryMessage, summaryOf } from '../../src/summary/run.ts';
import { weekBefore, weekNamed, weekOf } from '../../src/summary/week.ts';
import { messageFaults } from '../limits.ts';
import { config, NOW, sampled } from './sampled.ts';

test('golden weeks: what a manager reads, in order, after a draft, a contradiction and a clock change', async () => {
  const { db, workspace } = await sampled();
  const said = async (week = weekOf(NOW, 'UTC'), timeZone = 'UTC', language: 'en' | 'ru' = 'en') => {
    const place = { ...config, timeZone, language };
    const message = await summaryMessage(
      db,
      workspace,
      await summaryOf(db, workspace, week, place, NOW),
      place,
      language,
    );
    expect(messageFaults(message)).toEqual([]);
    return plainText(message);
  };

  const drafted = await said();
  const order = [
    'Learnt this week',
    'Waiting for a decision',
    'What it is worth',
    'Our own trouble',
    'Who has not been heard',
  ];
  const found = order.map((part) => drafted.indexOf(part));
  expect(found).toEqual(found.toSorted((a, b) => a - b));
  expect(found[0]).toBeGreaterThan(0);
  expect(drafted).toMatch(
    /\d+ of \d+ problem cases, \d+ against; \d+ of \d+ comparable ones; \d+ staff\n> “/,
  );
  expect(drafted).toContain('3 leads checked, 2 resemble a negative persona');

  const [persona] = await approvedPersonas(db, workspace);
  const card = { workspace, persona: persona!.id, version: persona!.version, since: NOW, posted_at: NOW };
  await db
    .insertInto('staleness_cards')
    .values({ ...card, cause: 'contradicted' })
    .execute();
  expect(await said()).toContain(
    `${persona!.body.name}: more good customers than problem ones fit it since it was approved`,
  );

  expect(await said(weekOf(NOW, 'UTC'), 'UTC', 'ru')).toContain('Что узнали за неделю');
  const before = weekBefore(weekOf(NOW, 'UTC'), 'UTC');
  expect(await said(before)).toContain('Thank you: ');
  const clocks = weekNamed('2026-W43', 'Europe/Berlin')!;
  expect(Date.parse(clocks.to) - Date.parse(clocks.from)).toBe((7 * 24 + 1) * 3_600_000);
  expect(await said(clocks, 'Europe/Berlin')).toContain('19 – 25 October 2026');
  await db.deleteFrom('fault_counts').execute();
  expect(await said(weekNamed('2020-W10', 'UTC')!)).toContain('2 – 8 March 2020');
});
