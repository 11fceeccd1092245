import type { ViewOutput } from '@slack/bolt';
import { WORKSPACE_SETTINGS, type WorkspaceSetting } from '../config.ts';
import { saveSetting } from '../database/settings.ts';
import { audit } from '../personas/audit.ts';
import type { Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { noticeModal, settingsModal } from './blocks.ts';
import { changesIn, type FormValues, SUMMARY_TIME } from './form.ts';

const NAMES = Object.keys(WORKSPACE_SETTINGS) as WorkspaceSetting[];

/** Administrators change the settings of their workspace; `/persona settings` and the Home tab open the form. */
export function registerWorkspaceSettings(listen: Listen): void {
  listen.command('settings', open);
  listen.action('settings_open', open);
  listen.view('settings', save);
}

async function open(turn: Turn): Promise<void> {
  const { config, person, language } = turn;
  if (!config.admins.includes(person)) return turn.reply({ text: textsIn(language).settings.notYours });
  await turn.openModal(settingsModal(config, language));
}

/** Whoever lost the right while the form stood open changes nothing. */
async function save(turn: Turn, view: ViewOutput): Promise<ViewAnswer> {
  const { config, person, workspace, now, language } = turn;
  const texts = textsIn(language).settings;
  if (!config.admins.includes(person)) return { update: noticeModal(texts.notYours, language) };
  const { changes, wrong } = changesIn(view.state.values as FormValues, config, NAMES);
  if (wrong.length > 0) {
    const sentences: Record<string, string> = texts.wrong;
    const inputOf = (name: string) => (name === 'SUMMARY_AT' ? SUMMARY_TIME : name);
    const errors = wrong.map((name) => [inputOf(name), sentences[name] ?? texts.wrong.other]);
    return { errors: Object.fromEntries(errors) };
  }
  if (changes.length === 0) return { update: noticeModal(texts.unchanged, language) };
  await turn.commit(async (db) => {
    for (const { name, from, to } of changes) {
      await saveSetting(db, workspace, { name, value: to, by: person, now });
      await audit(db, workspace, {
        ...{ at: now, actor: person, action: 'setting changed', subject: name },
        detail: { from, to },
      });
    }
  });
  const labels: Record<string, string> = { ...texts.labels, SUMMARY_AT: texts.summaryTime };
  return { update: noticeModal(texts.saved(changes.map(({ name }) => labels[name] ?? name)), language) };
}
