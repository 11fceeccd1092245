import type { BlockAction } from '@slack/bolt';
import type { Role } from '../scripts/script.ts';
import type { Listen, Turn } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { partsOf, valueIn } from './action.ts';
import {
  beginAbout,
  beginInterview,
  chooseInterview,
  goOn,
  sayBroken,
  sayWhere,
  startAndShow,
} from './begin.ts';
import { isFor, scriptFor } from './choose.ts';
import { byId, resolve, take, takeInput } from './conversation.ts';
import { searchCustomers } from './customer-store.ts';
import type { Deps } from './deps.ts';
import { customerAnswer, customerOptions } from './form.ts';
import { registerForms } from './form-slack.ts';
import { decide, type Input } from './interview.ts';
import { registerMessages } from './message-slack.ts';
import { deleteView, noticeView } from './modals.ts';
import { roleOf } from './people-store.ts';
import { say, wordsFor } from './replies.ts';
import { clear } from './screen.ts';
import { loadInterview, openInterviewOf } from './store.ts';

const CUSTOMERS_SHOWN = 99;
const SCREEN_MOVES = ['dont_know', 'skip', 'back', 'forward'] as const;
const STATUS_MOVES = ['pause', 'resume', 'stop'] as const;

/**
 * Everything a person can do in an interview. Called once at start.
 *
 * Other features start one with a button `interview_start:<script id, or problem, or comparison>` and resume one with
 * `interview_resume:<interview id>`.
 */
export function registerInterview(listen: Listen, deps: Deps): void {
  registerStarts(listen, deps);
  registerAnswers(listen, deps);
  registerForms(listen, deps);
  registerMessages(listen, deps);
}

function registerStarts(listen: Listen, deps: Deps): void {
  listen.command('interview', async (turn, text) => {
    await (text.trim() === '' ? chooseInterview(turn, deps) : start(turn, deps, text));
  });
  listen.globalShortcut('start_interview', async (turn) => void (await chooseInterview(turn, deps)));
  listen.action('interview_start', async (turn, action, body) => {
    if (await start(turn, deps, partsOf(action)[0] ?? '')) await sayInView(turn, body);
  });
  listen.action('interview_role', async (turn, action, body) => {
    const [script = '', role] = partsOf(action);
    const begun =
      script === '' ? chooseInterview(turn, deps, role as Role) : start(turn, deps, script, role as Role);
    if (await begun) await sayInView(turn, body);
  });
  listen.action('interview_about', (turn, action) => beginAbout(turn, deps, valueIn(action) ?? ''));
  listen.action('interview_resume', async (turn, action, body) => {
    const [id = ''] = partsOf(action);
    const outcome = await turn.commit(async (db) => {
      const interview = await loadInterview(db, turn.workspace, id);
      if (interview?.person !== turn.person) return { decision: { kind: 'gone' as const }, interview: null };
      return goOn(db, turn, deps, interview);
    });
    if (wordsFor(outcome, turn.language) !== null) return say(turn, outcome);
    await sayWhere(turn);
    await sayInView(turn, body);
  });
  listen.action('interview_switch', async (turn, action, body) => {
    const [id = '', next] = partsOf(action);
    const script = next === undefined ? null : scriptFor(deps, next);
    const outcome = await turn.commit(async (db) => {
      const open = await loadInterview(db, turn.workspace, id);
      if (open?.person !== turn.person) return { decision: { kind: 'gone' as const }, interview: null };
      const stopped = await takeInput(db, turn, deps, open, { kind: 'stop' });
      const another = await openInterviewOf(db, turn.workspace, turn.person);
      if (!script || another) return stopped;
      const interview = await startAndShow(db, turn, deps, script, open.role, null);
      return { decision: decide(interview), interview };
    });
    if (wordsFor(outcome, turn.language) !== null) return say(turn, outcome);
    await sayWhere(turn);
    await sayInView(turn, body);
  });
}

/** On the Home tab and in a modal nothing would be seen to happen: the conversation is behind it. */
async function sayInView(turn: Turn, body: BlockAction): Promise<void> {
  if (!body.view) return;
  const texts = textsIn(turn.language).interview;
  await turn.openModal(noticeView(texts.startedTitle, texts.startedFromHome, turn.language));
}

async function start(turn: Turn, deps: Deps, wanted: string, role: Role | null = null): Promise<boolean> {
  const known = role ?? (await roleOf(turn.db, turn.workspace, turn.person));
  const own = deps.scripts.filter((one) => known === null || isFor(one, known));
  const script = scriptFor({ ...deps, scripts: own }, wanted) ?? scriptFor(deps, wanted);
  if (script) return beginInterview(turn, deps, script, role);
  if (await sayBroken(turn, deps, wanted)) return false;
  const all = deps.scripts.map(({ id }) => `\`${id}\``).join(', ');
  await turn.reply({
    text: textsIn(turn.language).interview.noScript(escapeMrkdwn(shorten(wanted, 100)), all),
  });
  return false;
}

function registerAnswers(listen: Listen, deps: Deps): void {
  listen.action('interview_answer', async (turn, action) => {
    const [id = '', screen = '', key = ''] = partsOf(action);
    const value = valueIn(action);
    if (value === null) return;
    const input: Input = { kind: 'answer', screen, answers: { [key]: { state: 'answered', value } } };
    await say(turn, await take(turn, deps, byId(turn, id), async () => input));
  });
  listen.action('interview_customer', async (turn, action) => {
    const [id = '', screen = '', key = ''] = partsOf(action);
    const value = valueIn(action);
    if (value === null || screen === 'form') return;
    const outcome = await take(turn, deps, byId(turn, id), async (db) => {
      const answers = await resolve(db, turn.workspace, { [key]: customerAnswer(value) });
      return answers === 'name_too_long' ? answers : { kind: 'answer', screen, answers };
    });
    await say(turn, outcome);
  });
  listen.action('interview_named', async (turn, action) => {
    const [id = '', key = '', , messageTs = ''] = partsOf(action);
    const outcome = await take(turn, deps, byId(turn, id), async (db) => {
      await clear(db, turn, id, 'which');
      const answers = await resolve(db, turn.workspace, { [key]: customerAnswer(valueIn(action) ?? '') });
      return answers === 'name_too_long' ? answers : { kind: 'form', answers, messageTs };
    });
    await say(turn, outcome);
  });
  listen.options('interview_customer', async (turn, query) => {
    const known = await searchCustomers(turn.db, turn.workspace, query, CUSTOMERS_SHOWN);
    return customerOptions(known, query, textsIn(turn.language).interview);
  });
  listen.action('interview_undo', async (turn, action) => {
    const [id = '', key = ''] = partsOf(action);
    await say(turn, await take(turn, deps, byId(turn, id), async () => ({ kind: 'undo', key })));
  });
  listen.action('interview_move', async (turn, action) => {
    const [id = '', screen = ''] = partsOf(action);
    const verb = valueIn(action) ?? '';
    if (verb === 'delete') {
      await turn.openModal(deleteView(id, turn.language));
      return;
    }
    const input = moveInput(verb, screen);
    if (input) await say(turn, await take(turn, deps, byId(turn, id), async () => input));
  });
}

function moveInput(verb: string, screen: string): Input | null {
  const onScreen = SCREEN_MOVES.find((known) => known === verb);
  if (onScreen) return { kind: onScreen, screen };
  const kind = STATUS_MOVES.find((known) => known === verb);
  return kind ? { kind } : null;
}
