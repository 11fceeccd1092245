import type { BlockAction } from '@slack/bolt';
import { loadPersona } from '../personas/store.ts';
import type { Listen, Turn } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { answersModal, interviewModal } from './answers-blocks.ts';
import { reportOf, reportsBehind } from './answers-store.ts';
import { claimTitle } from './blocks.ts';
import { mayDecide } from './review.ts';

type Action = BlockAction['actions'][number];

/** From the evidence to the answers themselves: what stands behind a claim, and one interview whole. */
export function registerAnswers(listen: Listen): void {
  listen.action('review_answers', (turn, action) => showAnswers(turn, action, null));
  listen.action('review_answers_page', (turn, action, body) =>
    showAnswers(turn, action, body.view?.id ?? null),
  );
  listen.action('review_interview', (turn, action) => showInterview(turn, action, null));
  listen.action('review_interview_page', (turn, action, body) =>
    showInterview(turn, action, body.view?.id ?? null),
  );
}

/** `review_answers:p1:2:c3`, with the page in its value. */
async function showAnswers(turn: Turn, action: Action, inView: string | null): Promise<void> {
  const { db, workspace, language } = turn;
  const { evidence } = textsIn(language).review;
  if (isStranger(turn)) return turn.reply({ text: evidence.only });
  const [, persona = '', version, claim = ''] = action.action_id.split(':');
  const page = Number(valueIn(action)) || 0;
  const stored = await loadPersona(db, workspace, persona, Number(version));
  const counted = stored?.claims.find(({ id }) => id === claim);
  const described = stored?.body.descriptions.find(({ id }) => id === claim);
  if (!stored || (!counted && !described)) return turn.reply({ text: evidence.gone });
  const title = counted ? claimTitle(stored, counted) : (described?.text ?? '');
  const behind = { persona, version: stored.version, claim };
  const found = await reportsBehind(db, workspace, behind, page, language);
  const actionId = () => `review_answers_page:${persona}:${stored.version}:${claim}`;
  await show(turn, inView, answersModal({ title, actionId }, found, page, language));
}

async function showInterview(turn: Turn, action: Action, inView: string | null): Promise<void> {
  const { db, workspace, language } = turn;
  const { evidence, answers } = textsIn(language).review;
  if (isStranger(turn)) return turn.reply({ text: evidence.only });
  const [interview, page] = JSON.parse(valueIn(action) || '[]') as [string?, number?];
  const report = interview === undefined ? null : await reportOf(db, workspace, interview, language);
  if (!report) return turn.reply({ text: answers.gone });
  await show(turn, inView, interviewModal(report, page ?? 0, language));
}

async function show(turn: Turn, inView: string | null, view: Parameters<Turn['openModal']>[0]) {
  if (inView === null) await turn.openModal(view);
  else await turn.updateModal(inView, view);
}

function isStranger(turn: Turn): boolean {
  return mayDecide(turn.person, turn.config, textsIn(turn.language).review) !== null;
}

const valueIn = (action: Action): string => ('value' in action ? String(action.value ?? '') : '');
