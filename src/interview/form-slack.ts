import type { ViewOutput } from '@slack/bolt';
import type { Role } from '../scripts/script.ts';
import { put } from '../slack/outbox.ts';
import type { Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { partsOf, valueIn } from './action.ts';
import { sayBroken, startAndShow } from './begin.ts';
import { scriptFor } from './choose.ts';
import { byId, type Outcome, resolve, take, takeInput } from './conversation.ts';
import { NAME_AT_MOST } from './customer.ts';
import { customerByKey } from './customer-store.ts';
import type { Deps } from './deps.ts';
import { blockOf, type FormNote, formView, readForm } from './form.ts';
import { advance } from './interview.ts';
import { noticeView, oneOpenMessage, type ReportNote, reportView } from './modals.ts';
import { roleOf } from './people-store.ts';
import { questionOf } from './probe.ts';
import { customerOf, screensOf } from './progress.ts';
import { refusalText, say, wordsFor } from './replies.ts';
import { loadInterview, openInterviewOf } from './store.ts';

/** Forms: several answers at once, changes to earlier ones, the deletion and the message shortcut. */
export function registerForms(listen: Listen, deps: Deps): void {
  listen.action('interview_form', async (turn, action) => {
    const isChosen = action.type === 'static_select';
    const [id = '', screen = '', key] = isChosen
      ? [...partsOf(action), ...(valueIn(action) ?? '').split(':')]
      : partsOf(action);
    await openForm(turn, id || (valueIn(action) ?? ''), screen, key ?? null);
  });
  listen.view('interview_form', (turn, view) => submitForm(turn, deps, view));
  listen.view('interview_delete', (turn, view) => erase(turn, deps, view.private_metadata));
  listen.messageShortcut('report_problem_customer', async (turn, shortcut) => {
    const script = scriptFor(deps, 'problem');
    if (!script) {
      if (await sayBroken(turn, deps, 'problem')) return;
      return turn.reply({ text: textsIn(turn.language).interview.noScript('problem', '') });
    }
    const open = await openInterviewOf(turn.db, turn.workspace, turn.person);
    if (open) return turn.reply(oneOpenMessage(open, null, turn.language));
    const askRole = (await roleOf(turn.db, turn.workspace, turn.person)) === null;
    const { channel, message, message_ts: messageTs } = shortcut;
    const note = { script: script.id, channel: channel.id, messageTs, author: message.user ?? null };
    await turn.openModal(reportView(note, message.text ?? '', askRole, turn.language));
  });
  listen.view('interview_report', (turn, view) => submitReport(turn, deps, view));
}

/** @param key one question alone, `null` for the whole screen */
async function openForm(turn: Turn, id: string, screen: string, key: string | null): Promise<void> {
  const interview = await loadInterview(turn.db, turn.workspace, id);
  if (interview?.person !== turn.person) return say(turn, { decision: { kind: 'gone' }, interview: null });
  const shown = screensOf(interview).find((one) => one.id === screen)?.questions ?? [];
  const questions = key === null ? shown : shown.filter((question) => question.key === key);
  if (questions.length === 0) return say(turn, { decision: { kind: 'stale' }, interview });
  const customer = customerOf(interview);
  const record = customer ? await customerByKey(turn.db, turn.workspace, customer.key) : null;
  await turn.openModal(formView(interview, questions, record?.record ?? null));
}

async function submitForm(turn: Turn, deps: Deps, view: ViewOutput): Promise<ViewAnswer> {
  const note = JSON.parse(view.private_metadata) as FormNote;
  const outcome = await take(turn, deps, byId(turn, note.interview), async (db) => {
    const answers = await resolve(db, turn.workspace, readForm(view.state.values, note));
    return answers === 'name_too_long' ? answers : { kind: 'form', answers };
  });
  return formAnswer(turn, outcome, note.keys);
}

/** Faults under their inputs; what no longer fits is said in place of the form. */
function formAnswer(turn: Turn, { decision, interview }: Outcome, keys: string[]): ViewAnswer {
  const texts = textsIn(turn.language).interview;
  if (decision.kind === 'refused') {
    const typeOf = (key: string) => (interview ? questionOf(interview, key)?.type : null) ?? 'text';
    return {
      errors: Object.fromEntries(
        decision.refusals.map(({ key, refusal }) => [
          blockOf(key),
          refusalText(refusal, typeOf(key), turn.language),
        ]),
      ),
    };
  }
  if (decision.kind === 'name_too_long') {
    const customer =
      interview?.script.questions.find(({ type }) => type === 'customer')?.key ?? keys[0] ?? '';
    return { errors: { [blockOf(`${customer}.new`)]: texts.nameTooLong(NAME_AT_MOST) } };
  }
  if (decision.kind !== 'gone' && decision.kind !== 'stale') return null;
  const words = wordsFor({ decision, interview } as Outcome, turn.language) ?? texts.stale;
  return { update: noticeView(texts.formTitle, words, turn.language) };
}

/** Deletes what was said, and the bot's messages that repeat it. */
async function erase(turn: Turn, deps: Deps, id: string): Promise<ViewAnswer> {
  const texts = textsIn(turn.language).interview;
  const erased = await turn.commit(async (db) => {
    const interview = await loadInterview(db, turn.workspace, id);
    if (interview?.person !== turn.person) return false;
    if (advance(interview, { kind: 'delete_all' }, turn.now).decision.kind !== 'withdrawn') return false;
    await deps.erase(db, turn, id);
    await put(db, turn.workspace, `erased:${id}`, turn.person, { text: texts.deleted }, turn.now);
    return true;
  });
  if (erased) deps.erased(turn.workspace);
  return erased ? { clear: true } : { update: noticeView(texts.formTitle, texts.gone, turn.language) };
}

/** Starts the interview with what the reporter wrote about a colleague's message. */
async function submitReport(turn: Turn, deps: Deps, view: ViewOutput): Promise<ViewAnswer> {
  const texts = textsIn(turn.language).interview;
  const note = JSON.parse(view.private_metadata) as ReportNote;
  const script = scriptFor(deps, note.script);
  const given = readForm(view.state.values, { keys: ['customer', 'why', 'role'], keep: [] });
  const said = given.role?.state === 'answered' ? (given.role.value as Role) : null;
  const role = said ?? (await roleOf(turn.db, turn.workspace, turn.person));
  if (!script || role === null) return { update: noticeView(texts.reportTitle, texts.gone, turn.language) };
  const customer = script.questions.find(({ type }) => type === 'customer')?.key;
  const why = script.questions.find(({ type }) => type === 'text')?.key;
  const permalink = await turn.permalinkOf(note.channel, note.messageTs);
  const answer = await turn.commit(async (db): Promise<ViewAnswer> => {
    const answers = await resolve(db, turn.workspace, {
      ...(customer && given.customer?.state !== 'skipped' && given.customer
        ? { [customer]: given.customer }
        : {}),
      ...(why && given.why?.state === 'answered' ? { [why]: given.why } : {}),
    });
    if (answers === 'name_too_long')
      return { errors: { [blockOf('customer.new')]: texts.nameTooLong(NAME_AT_MOST) } };
    const open = await openInterviewOf(db, turn.workspace, turn.person);
    if (open) {
      const { text } = oneOpenMessage(open, null, turn.language);
      return { update: noticeView(texts.reportTitle, text, turn.language) };
    }
    const interview = await startAndShow(db, turn, deps, script, role, permalink);
    await takeInput(db, turn, deps, interview, { kind: 'form', answers });
    const named = customer ? answers[customer] : undefined;
    if (named?.state === 'customer' && note.author !== null && note.author !== turn.person) {
      await deps.reported(db, turn, { customer: named.key, author: note.author });
    }
    return null;
  });
  if (deps.probes.asks) deps.probes.wake();
  return answer;
}
