import { expect, test } from 'vitest';
import { loadCaseTable } from '../../src/cases/store.ts';
import { saveRead } from '../../src/cases/theme-store.ts';
import { codeOf, sentencesIn } from '../../src/cases/themes.ts';
import { themes as texts } from '../../src/text/en/themes.ts';
import { draftedWorkspace, NOW, type World } from '../personas/world.ts';
import { desk } from './desk.ts';

/** A workspace whose answers were read: each tells the one theme by its first sentence. */
async function readWorkspace(labels: string[]): Promise<World> {
  const world = await draftedWorkspace();
  const table = await loadCaseTable(world.db, world.workspace);
  const told = table.cases.flatMap((one) => one.texts);
  const reads = told.map(({ answer, revision, text }, i) => {
    const label = labels[i % labels.length] ?? '';
    const [span] = sentencesIn(text);
    const findings = [{ kind: 'theme' as const, code: codeOf(label), label, ...span! }];
    return { answer, revision, key: 'k', findings, dropped: [] };
  });
  await saveRead(world.db, world.workspace, reads, NOW);
  return world;
}

test('themes wait for a reviewer with counts and the answer’s own words, within the limits', async () => {
  const bot = await desk(
    readWorkspace(Array.from({ length: 14 }, (_, i) => `Theme ${'abcdefghijklmno'[i]}x`)),
  );
  await bot.command('U0GRACE', 'themes');
  expect(bot.heard.replies.at(-1)).toContain('14 themes');
  expect(bot.heard.replies.at(-1)).toContain('and 4 more');
  expect(bot.heard.replies.at(-1)).toContain('told by');
  await bot.command('U0ANNA', 'themes');
  expect(bot.heard.replies.at(-1)).not.toContain('14 themes');
});

test('a theme that is used under another’s name counts with it', async () => {
  const bot = await desk(readWorkspace(['Price pressure', 'Haggling']));
  for (const code of ['price_pressure', 'haggling']) {
    await bot.click('U0GRACE', `theme_name:theme:${code}`);
    expect(await bot.submit('U0GRACE', bot.heard.modals.at(-1)!, { name: 'Haggling' })).toEqual({
      clear: true,
    });
  }
  const table = await loadCaseTable(bot.db, bot.workspace);
  expect(table.dimensions.said_theme?.values.map(({ value }) => value)).toEqual(['haggling']);
  const holders = table.cases.filter(({ traits }) => traits.get('said_theme')?.values?.includes('haggling'));
  expect(holders.length).toBe(table.cases.filter(({ texts: told }) => told.length > 0).length);
  await bot.command('U0GRACE', 'themes');
  expect(bot.heard.replies.at(-1)).toContain('In use: Haggling');
});

test('a name that insults, protects or identifies is refused under the input', async () => {
  const bot = await desk(readWorkspace(['Price pressure']));
  await bot.click('U0GRACE', 'theme_name:theme:price_pressure');
  const modal = bot.heard.modals.at(-1)!;
  const faults = {
    '9 of 10': 'shape',
    'Greedy idiots': 'insult',
    'Elderly people': 'protected',
    'Tower1 Works': 'shape',
  } as const;
  for (const [name, fault] of Object.entries(faults)) {
    expect(await bot.submit('U0GRACE', modal, { name })).toEqual({ errors: { name: texts.faults[fault] } });
  }
});

test('what is left out is not asked again, and can be taken back', async () => {
  const bot = await desk(readWorkspace(['Price pressure']));
  await bot.click('U0GRACE', 'theme_leave:theme:price_pressure');
  await bot.command('U0GRACE', 'themes');
  expect(bot.heard.replies.at(-1)).toContain('No theme waits');
  expect(bot.heard.replies.at(-1)).toContain('left out');
  expect((await loadCaseTable(bot.db, bot.workspace)).dimensions.said_theme).toBeUndefined();
});

test('an answer that was misread no longer counts, and the others do', async () => {
  const bot = await desk(readWorkspace(['Price pressure']));
  await bot.click('U0GRACE', 'theme_name:theme:price_pressure');
  await bot.submit('U0GRACE', bot.heard.modals.at(-1)!, { name: 'Price pressure' });
  const holders = async () => {
    const { cases } = await loadCaseTable(bot.db, bot.workspace);
    return cases.filter(({ traits }) => traits.get('said_theme')?.values?.includes('price_pressure')).length;
  };
  const before = await holders();
  await bot.click('U0GRACE', 'theme_where:theme:price_pressure');
  const wrong = /theme_wrong:[^"]+/.exec(JSON.stringify(bot.heard.modals.at(-1)))?.[0] ?? '';
  await bot.click('U0GRACE', wrong);
  expect(await holders()).toBe(before - 1);
});
