import type { BlockAction } from '@slack/bolt';
import type { Database } from '../database/open.ts';
import type { Visibility } from '../database/tables.ts';
import { condemnAnswerOf, condemnOne, condemnStaff, type Ordered } from '../erasure/erasure.ts';
import { partsOf, valueIn } from '../interview/action.ts';
import { show } from '../interview/screen.ts';
import { loadInterview } from '../interview/store.ts';
import type { Script } from '../scripts/script.ts';
import { put } from '../slack/outbox.ts';
import type { Listen, Turn } from '../slack/turn.ts';
import { takeBack } from '../summary/take-back.ts';
import { textsIn } from '../text/catalogue.ts';
import { interviewModal, keptModal, noticeModal } from './blocks.ts';
import { asJson, asText } from './download.ts';
import { loadKept } from './kept-store.ts';
import { setHearsBack, setNamed, setVisibility } from './wishes-store.ts';

export type PrivacyDeps = {
  scripts: Script[];
  /** Draws a person's Home tab although nothing remembers that they opened it. */
  redrawHome(workspace: number, person: string): void;
  /** Takes what was condemned out of every count, and deletes it. */
  carryOut(workspace: number): Promise<unknown>;
};

const MESSAGE_ROOM = 2_800;

/** `/persona privacy`: everything a person said, who may read it, and taking it along or away. */
export function registerPrivacy(listen: Listen, deps: PrivacyDeps): void {
  listen.command('privacy', openKept);
  listen.action('privacy_open', openKept);
  listen.action('privacy_interview', async (turn, action) => openInterview(turn, valueIn(action) ?? ''));
  listen.action('privacy_download', download);
  listen.action('privacy_delete_all', (turn, _action, body) => deleteAll(turn, deps, body));
  listen.action('privacy_delete_interview', (turn, _action, body) => deleteInterview(turn, deps, body));
  listen.action('privacy_delete_answer', (turn, action, body) => deleteAnswer(turn, deps, action, body));
  listen.action('privacy_visibility', changeVisibility);
  listen.action('privacy_widen', widenAll);
  listen.action('privacy_hear', hear);
  listen.action('privacy_thank', thank);
  listen.action('privacy_quote', answerQuote);
}

async function keptOf({ db, workspace, person, language, config }: Turn) {
  return keptModal(await loadKept(db, workspace, person, language), config.answerVisibility, language);
}

async function openKept(turn: Turn): Promise<void> {
  await turn.openModal(await keptOf(turn));
}

async function interviewOf({ db, workspace, person, language }: Turn, id: string) {
  const { interviews } = await loadKept(db, workspace, person, language);
  const one = interviews.find((each) => each.id === id);
  return one ? interviewModal(one, await loadInterview(db, workspace, id), language) : null;
}

async function openInterview(turn: Turn, id: string): Promise<void> {
  const view = await interviewOf(turn, id);
  await turn.openModal(view ?? noticeModal(textsIn(turn.language).privacy.gone, turn.language));
}

type Action = BlockAction['actions'][number];

/** The interview that the modal shows. An imported one may be called anything, colons and all: no action id holds it. */
const shownIn = (body: BlockAction): string => body.view?.private_metadata ?? '';

/** Shows in place what became of it; a button outside a modal is answered where it stands. */
async function instead(turn: Turn, body: BlockAction, words: string): Promise<void> {
  if (body.view?.type === 'modal') await turn.updateModal(body.view.id, noticeModal(words, turn.language));
  else await turn.reply({ text: words });
}

async function download(turn: Turn): Promise<void> {
  const { db, workspace, person, language, now } = turn;
  const texts = textsIn(language).privacy;
  const kept = await loadKept(db, workspace, person, language);
  const text = asText(kept, now, texts);
  const name = `mismatch-${now.slice(0, 10)}`;
  const files = [
    { name: `${name}.json`, content: asJson(kept, now) },
    { name: `${name}.txt`, content: text },
  ];
  if (!(await turn.sendFiles(files, texts.download.sent))) {
    await turn.commit(async (trx) => {
      for (const [n, part] of [texts.download.asMessages, ...partsOfText(text)].entries()) {
        await put(trx, workspace, `privacy:${person}:${now}:${n}`, person, { text: part }, now);
      }
    });
  }
  await turn.reply({ text: texts.download.working });
}

/** Cut at line ends where a line fits into a message; code blocks, so that nothing in it is markup. */
function partsOfText(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (const line of text.split('\n').flatMap((each) => each.match(/.{1,2700}/gsu) ?? [''])) {
    if (part.length + line.length > MESSAGE_ROOM) {
      parts.push(part);
      part = '';
    }
    part += `${line}\n`;
  }
  return [...parts, part].map(
    (each) =>
      `\`\`\`\n${each.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('```', "'''")}\`\`\``,
  );
}

function orderOf({ workspace, now, person }: Turn, db: Database): Ordered {
  return { db, workspace, now, actor: person };
}

/** Hidden and committed at once; the rest takes seconds where many customers are counted, and `carryOut` ends with it. */
async function deleteAll(turn: Turn, deps: PrivacyDeps, body: BlockAction): Promise<void> {
  const { workspace, person, language, config, now } = turn;
  await turn.commit(async (db) => {
    await condemnStaff({ ...orderOf(turn, db), actor: 'erased' }, person);
    await takeBack(db, workspace, config, now);
  });
  await deps.carryOut(workspace);
  deps.redrawHome(workspace, person);
  turn.log.info({ workspace }, 'a person deleted everything about them');
  await instead(turn, body, textsIn(language).privacy.deletedAll);
}

async function deleteInterview(turn: Turn, deps: PrivacyDeps, body: BlockAction): Promise<void> {
  const { workspace, config, now } = turn;
  const texts = textsIn(turn.language).privacy;
  const id = shownIn(body);
  const done = await turn.commit(async (db) => {
    const interview = await loadInterview(db, workspace, id);
    if (interview?.person !== turn.person) return false;
    await condemnOne(orderOf(turn, db), id);
    await takeBack(db, workspace, config, now);
    return true;
  });
  if (done) await deps.carryOut(workspace);
  await instead(turn, body, done ? texts.deletedInterview : texts.gone);
}

async function deleteAnswer(turn: Turn, deps: PrivacyDeps, action: Action, body: BlockAction): Promise<void> {
  const { workspace, config, now } = turn;
  const texts = textsIn(turn.language).privacy;
  const id = shownIn(body);
  const [question = ''] = partsOf(action);
  const done = await turn.commit(async (db) => {
    const before = await loadInterview(db, workspace, id);
    if (before?.person !== turn.person || !before.answers[question]) return false;
    await condemnAnswerOf(orderOf(turn, db), id, question);
    await takeBack(db, workspace, config, now);
    const after = await loadInterview(db, workspace, id);
    if (after) await show(db, turn, before, after, deps.scripts);
    return true;
  });
  if (done) await deps.carryOut(workspace);
  const view = done ? await interviewOf(turn, id) : null;
  if (view && body.view?.type === 'modal') return turn.updateModal(body.view.id, view);
  await instead(turn, body, done ? texts.deletedAnswer : texts.gone);
}

async function changeVisibility(turn: Turn, action: Action, body: BlockAction): Promise<void> {
  const { workspace, person, now } = turn;
  const interview = shownIn(body);
  const visibility = visibilityIn(valueIn(action));
  if (visibility === null) return;
  await turn.commit((db) => setVisibility(db, workspace, { person, interview, visibility, now }));
  const view = await interviewOf(turn, interview);
  if (view && body.view?.type === 'modal') await turn.updateModal(body.view.id, view);
}

async function widenAll(turn: Turn, action: Action, body: BlockAction): Promise<void> {
  const { workspace, person, now } = turn;
  const visibility = visibilityIn(partsOf(action)[0] ?? null);
  if (visibility === null) return;
  await turn.commit((db) => setVisibility(db, workspace, { person, interview: null, visibility, now }));
  if (body.view?.type === 'modal') await turn.updateModal(body.view.id, await keptOf(turn));
}

function visibilityIn(value: string | null): Visibility | null {
  return value === 'aggregates' || value === 'reviewers' || value === 'all' ? value : null;
}

async function hear(turn: Turn, action: Action, body: BlockAction): Promise<void> {
  const { workspace, person, language } = turn;
  const on = partsOf(action)[0] === 'on';
  await turn.commit((db) => setHearsBack(db, workspace, person, on));
  if (body.view?.type === 'modal') return turn.updateModal(body.view.id, await keptOf(turn));
  await turn.reply({ text: textsIn(language).privacy.hearSaved(on) });
}

/** A name that is taken back leaves the summaries that were posted, too. */
async function thank(turn: Turn, action: Action, body: BlockAction): Promise<void> {
  const { workspace, person, language, config, now } = turn;
  const on = partsOf(action)[0] === 'on';
  await turn.commit(async (db) => {
    await setNamed(db, workspace, person, on);
    await takeBack(db, workspace, config, now);
  });
  if (body.view?.type === 'modal') return turn.updateModal(body.view.id, await keptOf(turn));
  await turn.reply({ text: textsIn(language).privacy.thanked(on) });
}

/** Yes or no to one quote; the other may be pressed later, as long as the quote is there. */
async function answerQuote(turn: Turn, action: Action): Promise<void> {
  const { workspace, person, language, now } = turn;
  const texts = textsIn(language).privacy;
  const [word, answer, revision, start, end] = partsOf(action);
  const state = word === 'yes' ? 'yes' : 'no';
  const done = await turn.commit(async (db) => {
    const { numUpdatedRows } = await db
      .updateTable('quote_consents')
      .set({ state, decided_at: now })
      .where('workspace', '=', workspace)
      .where('person', '=', person)
      .where('answer', '=', Number(answer))
      .where('revision', '=', Number(revision))
      .where('start_unit', '=', Number(start))
      .where('end_unit', '=', Number(end))
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  });
  await turn.reply({ text: done ? (state === 'yes' ? texts.saidYes : texts.saidNo) : texts.gone });
}
