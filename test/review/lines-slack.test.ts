import type { ModalView } from '@slack/types';
import { expect, test } from 'vitest';
import { drafted } from './desk.ts';

const words = (view: ModalView | undefined) => JSON.stringify(view);

test('a form for one line stands on top of the list, and the list shows what was saved', async () => {
  const bot = await drafted();
  await bot.click('U0GRACE', 'review_edit:p1:1');
  await bot.pressAs('U0GRACE', 'review_lines:p1:1', '', 'V1');
  expect(words(bot.heard.modals[0])).toContain('review_line:p1:1:story.0');
  await bot.choose('U0GRACE', 'review_line:p1:1:actions.sales.0', 'reword');
  const form = bot.heard.modals[1]!;
  expect(bot.heard.modals).toHaveLength(2);
  const onTop = { ...form, previous_view_id: 'V1' } as ModalView;
  expect(await bot.submit('U0GRACE', onTop, { text: 'Ask 99 of them.' })).toMatchObject({
    errors: { text: expect.stringContaining('99') },
  });
  expect(await bot.submit('U0GRACE', onTop, { text: 'Ask who pays.' })).toBeNull();
  expect(words(bot.heard.modals[0])).toContain('Saved as draft 2.');
  expect(words(bot.heard.modals[0])).toContain('Ask who pays.');
  await bot.choose('U0GRACE', 'review_line:p1:2:actions.sales.0', 'drop');
  expect(words(bot.heard.modals[2])).toContain('Ask who pays.');
});
