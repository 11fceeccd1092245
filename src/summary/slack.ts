import type { Database } from '../database/open.ts';
import { put, slotOf } from '../slack/outbox.ts';
import type { Listen, Turn } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { reckonedMessage } from './blocks.ts';
import { summaryMessage, summaryOf } from './run.ts';
import { sourcesModal } from './source-blocks.ts';
import { tracedOf } from './source-store.ts';
import { markPosted, releaseWeek, requestPost, storedSummary } from './store.ts';
import type { Summary } from './summary.ts';
import { reachesBack } from './too-old.ts';
import { lastCompleteWeek, weekNamed, weekOf } from './week.ts';

/** `/persona summary preview`, what stands behind a summary, and the question whether one was posted. */
export function registerSummary(listen: Listen): void {
  listen.command('summary', preview);
  listen.action('summary_reckoned', reckon);
  listen.action('summary_sources', sources);
  listen.action('summary_again', (turn, action) => settle(turn, weekIn(action), 'again'));
  listen.action('summary_there', (turn, action) => settle(turn, weekIn(action), 'there'));
}

/** The week that is posted next: the last complete one, and the current one so far once that is posted. */
async function preview(turn: Turn, text: string): Promise<void> {
  const texts = textsIn(turn.language).summary;
  if (!/^(preview)?$/i.test(text)) return turn.reply({ text: texts.noSuchCommand });
  const { db, workspace, config, now } = turn;
  const last = lastCompleteWeek(now, config.timeZone);
  const isPosted = (await storedSummary(db, workspace, last.name)) !== null;
  const week = isPosted ? weekOf(now, config.timeZone) : last;
  const summary = await summaryOf(db, workspace, week, config, now);
  const message = await summaryMessage(db, workspace, summary, config, turn.language);
  const note = isPosted ? `${texts.preview} ${texts.soFar}` : texts.preview;
  return turn.reply({
    text: message.text,
    blocks: [...(message.blocks ?? []), { type: 'context', elements: [{ type: 'mrkdwn', text: note }] }],
  });
}

/** For everybody who reads the summary: it names no customer. */
async function reckon(turn: Turn, action: object): Promise<void> {
  const texts = textsIn(turn.language).summary;
  const summary = await named(turn, weekIn(action));
  await turn.reply(summary ? reckonedMessage(summary, texts, turn.language) : { text: texts.sources.gone });
}

/** For those who may see cases. */
async function sources(turn: Turn, action: object): Promise<void> {
  const { db, workspace, config, person } = turn;
  const texts = textsIn(turn.language).summary;
  if (!config.reviewers.includes(person) && !config.admins.includes(person)) {
    return turn.reply({ text: texts.sources.notYours });
  }
  const summary = await named(turn, weekIn(action));
  if (!summary) return turn.reply({ text: texts.sources.gone });
  const isCut = reachesBack(summary, config.retentionDays, turn.now);
  await turn.openModal(sourcesModal(summary, await tracedOf(db, workspace, summary), texts, isCut));
}

async function named({ db, workspace, config, now }: Turn, name: string): Promise<Summary | null> {
  const week = weekNamed(name, config.timeZone);
  return week === null ? null : summaryOf(db, workspace, week, config, now);
}

function weekIn(action: object): string {
  return 'value' in action && typeof action.value === 'string' ? action.value : '';
}

async function settle(turn: Turn, week: string, answer: 'again' | 'there'): Promise<void> {
  const texts = textsIn(turn.language).summary.unknown;
  const { workspace, person, config, now } = turn;
  if (!config.admins.includes(person)) return turn.reply({ text: texts.notYours });
  const done = answer === 'again' ? texts.willPost(week) : texts.noted(week);
  const settled = await turn.commit(async (db) => {
    if (!(await (answer === 'again' ? again(db, turn, week) : there(db, turn, week)))) return false;
    const { channel, messageTs } = turn;
    const slot = channel && messageTs ? await slotOf(db, workspace, channel, messageTs) : null;
    if (slot) await put(db, workspace, slot, person, { text: done }, now);
    return true;
  });
  return turn.reply({ text: settled ? done : texts.settled });
}

async function again(db: Database, { workspace, person, now }: Turn, week: string): Promise<boolean> {
  if (!(await releaseWeek(db, workspace, week, 'unknown'))) return false;
  await requestPost(db, workspace, week, person, now);
  return true;
}

async function there(db: Database, { workspace, now }: Turn, week: string): Promise<boolean> {
  const stored = await storedSummary(db, workspace, week);
  return stored?.state === 'unknown' && markPosted(db, workspace, week, { channel: null, ts: null }, now);
}
