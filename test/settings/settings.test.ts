import type { InputBlock } from '@slack/types';
import { expect, test } from 'vitest';
import { readConfig, settingText, WORKSPACE_SETTINGS, type WorkspaceSetting } from '../../src/config.ts';
import { configOf, saveSetting } from '../../src/database/settings.ts';
import { settingsModal } from '../../src/settings/blocks.ts';
import { changesIn, type FormValues } from '../../src/settings/form.ts';
import { viewFaults } from '../limits.ts';
import { type Person, waitFor } from '../person.ts';
import { openWorld } from '../world.ts';

const NAMES = Object.keys(WORKSPACE_SETTINGS) as WorkspaceSetting[];
const NOW = '2026-11-16T09:00:00.000Z';
const config = readConfig({
  ...{ REVIEWERS: 'U1,U2', ADMINS: 'U1', REVIEW_CHANNEL: 'C1', SUMMARY_CHANNEL: 'C2', RETENTION_DAYS: '400' },
  ...{ SUMMARY_AT: 'Fri 16:30', TIMEZONE: 'Europe/Moscow', KEEP_MARGIN: '0.125', LANGUAGE: 'ru' },
});

/** What Slack sends back for a form that nobody touched. */
function untouched(view: ReturnType<typeof settingsModal>): FormValues {
  const values: FormValues = {};
  for (const block of view.blocks as InputBlock[]) {
    if (block.type !== 'input' || !block.block_id) continue;
    const element = block.element as unknown as Record<string, unknown>;
    values[block.block_id] = {
      value: {
        ...(element.type === 'plain_text_input' ? { value: (element.initial_value as string) ?? null } : {}),
        ...(element.type === 'multi_users_select'
          ? { selected_users: (element.initial_users as string[]) ?? [] }
          : {}),
        ...(element.type === 'conversations_select'
          ? { selected_conversation: (element.initial_conversation as string) ?? null }
          : {}),
        ...(element.type === 'static_select'
          ? { selected_option: element.initial_option as { value: string } }
          : {}),
        ...(element.type === 'timepicker' ? { selected_time: element.initial_time as string } : {}),
      },
    };
  }
  return values;
}

test.for([
  'en',
  'ru',
] as const)('the form holds every setting; submitted untouched it changes nothing (%s)', (language) => {
  for (const one of [config, readConfig({ ADMINS: 'U1' })]) {
    const view = settingsModal(one, language);
    expect(viewFaults(view as unknown as Record<string, unknown>)).toEqual([]);
    expect(changesIn(untouched(view), one, NAMES)).toEqual({ changes: [], wrong: [] });
  }
});

test('what was written is read like the environment, and what cannot be is named', () => {
  const values = untouched(settingsModal(config, 'en'));
  const text = (value: string) => ({ value: { value } });
  const read = (more: FormValues) => changesIn({ ...values, ...more }, config, NAMES);
  expect(read({ KEEP_MARGIN: text('33,5'), TIMEZONE: text(' Europe/Berlin ') }).changes).toEqual([
    { name: 'TIMEZONE', from: 'Europe/Moscow', to: 'Europe/Berlin' },
    { name: 'KEEP_MARGIN', from: '0.125', to: '0.335' },
  ]);
  expect(read({ RETENTION_DAYS: text('') }).changes).toEqual([
    { name: 'RETENTION_DAYS', from: '400', to: '' },
  ]);
  expect(
    read({
      ...{ ADMINS: { value: { selected_users: [] } }, TIMEZONE: text('Mars/Base'), KEEP_MARGIN: text('101') },
      ...{ COLLATERAL_SHARE: text('much'), RETENTION_DAYS: text('0') },
    }).wrong,
  ).toEqual(['ADMINS', 'TIMEZONE', 'KEEP_MARGIN', 'COLLATERAL_SHARE', 'RETENTION_DAYS']);
});

test('a workspace’s own values stand over the defaults, each setting by itself; one that cannot be used leaves its default', async () => {
  const { db, app } = await openWorld();
  const { workspace } = app().bot;
  for (const [name, value] of [
    ['REVIEWERS', 'U7,U8'],
    ['LANGUAGE', 'xx'],
    ['REVIEW_CHANNEL', ''],
  ] as const) {
    await saveSetting(db, workspace, { name, value, by: 'U1', now: NOW });
  }
  const own = await configOf(db, workspace, config);
  expect(own).toMatchObject({
    reviewers: ['U7', 'U8'],
    language: 'ru',
    reviewChannel: null,
    summaryChannel: 'C2',
  });
  expect(settingText(own, 'REVIEWERS')).toBe('U7,U8');
});

const openSettings = async (who: Person) => {
  const home = await who.home('For administrators');
  await who.clickIn(home, 'Settings…');
  return who.modal('REVIEWERS');
};

test('an administrator changes a setting from the Home tab; it holds at once, and who, when, old and new are written down', async () => {
  const { db, grace, ben } = await openWorld();
  await ben.command('customers');
  await ben.sees('Customers are merged by reviewers');
  const view = await openSettings(grace);
  const state = structuredClone(view.state) as Record<string, Record<string, Record<string, unknown>>>;
  state.REVIEWERS = { value: { type: 'multi_users_select', selected_users: ['U0GRACE', 'U0BEN'] } };
  expect(await grace.act({ act: 'submit', view: view.id, state })).toMatchObject({ ok: true });
  await grace.modal(/^Saved: .*Who reviews drafts/);
  const [line] = await db
    .selectFrom('audit_log')
    .selectAll()
    .where('action', '=', 'setting changed')
    .execute();
  expect(line).toMatchObject({ actor: 'U0GRACE', subject: 'REVIEWERS', at: expect.stringMatching(/Z$/) });
  expect(JSON.parse(line?.detail ?? '')).toEqual({ from: 'U0GRACE', to: 'U0GRACE,U0BEN' });
  const before = (await ben.messages()).length;
  await ben.command('customers');
  await waitFor('another answer', async () => ((await ben.messages()).length > before ? true : null));
  expect(JSON.stringify((await ben.messages()).slice(before))).not.toContain('merged by reviewers');
});

test('nobody else changes a setting, and the last administrator stays', async () => {
  const { db, grace, anna } = await openWorld();
  await anna.command('settings');
  await anna.sees('Only administrators change the settings');
  const view = await openSettings(grace);
  const state = structuredClone(view.state) as Record<string, Record<string, Record<string, unknown>>>;
  state.ADMINS = { value: { type: 'multi_users_select', selected_users: [] } };
  expect(await grace.act({ act: 'submit', view: view.id, state })).toMatchObject({
    ok: false,
    errors: { ADMINS: expect.stringContaining('at least one person') },
  });
  expect(await db.selectFrom('settings').selectAll().where('key', '=', 'ADMINS').execute()).toEqual([]);
});
