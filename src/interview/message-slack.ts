import type { Listen, Turn } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { goOn } from './begin.ts';
import { brokenFor, scriptFor } from './choose.ts';
import { byId, take } from './conversation.ts';
import type { Deps } from './deps.ts';
import type { Input } from './interview.ts';
import { deleteMessage, oneOpenMessage, startMessage } from './modals.ts';
import { currentScreen } from './progress.ts';
import { saysUnknown } from './reading.ts';
import { say } from './replies.ts';
import { askedIn } from './screen.ts';
import type { Interview } from './state.ts';
import { interviewOfMessage, openInterviewOf, openPlaceOf } from './store.ts';

/** Words that steer, alone in a message, in either language. */
const WORDS: [RegExp, 'pause' | 'resume' | 'stop' | 'skip' | 'back' | 'delete' | 'help'][] = [
  [/^(?:pause|пауза)[.!]?$/iu, 'pause'],
  [/^(?:resume|continue|продолжить|продолжим|дальше)[.!]?$/iu, 'resume'],
  [/^(?:stop|стоп|хватит)[.!]?$/iu, 'stop'],
  [/^(?:skip|пропустить|пропусти)[.!]?$/iu, 'skip'],
  [/^(?:(?:go )?back|назад|вернуться(?: назад)?|вернись)[.!]?$/iu, 'back'],
  [/^(?:help|помощь|справка)[.!?]?$/iu, 'help'],
  [
    /^(?:delete what i said|delete everything|удалить (?:всё|все|сказанное)(?:, что я сказал[аи]?)?)[.!]?$/iu,
    'delete',
  ],
];

/** What people write to the bot: answers, changes to them, and everything else. */
export function registerMessages(listen: Listen, deps: Deps): void {
  listen.directMessage(async (turn, message) => {
    if (message.deleted) return forget(turn, deps, message.ts);
    const text = message.text ?? '';
    if (message.edited) return change(turn, deps, text, message.ts);
    if (message.files > 0) await turn.reply({ text: textsIn(turn.language).interview.noFiles });
    if (message.files > 0 && text.trim() === '') return;
    await hear(turn, deps, text, message.ts);
  });
}

/**
 * An edit of an answer changes it. A message that was written to the open question and not taken, a number with a
 * slip for example, is heard again. An edit of any other message is ignored on purpose.
 */
async function change(turn: Turn, deps: Deps, text: string, messageTs: string): Promise<void> {
  const load = (db: Turn['db']) => interviewOfMessage(db, turn.workspace, turn.person, messageTs);
  if (!(await load(turn.db))) {
    const open = await openInterviewOf(turn.db, turn.workspace, turn.person);
    const asked = open?.status === 'in_progress' ? await askedIn(turn.db, turn.workspace, open) : null;
    if (asked !== null && Number(messageTs) > Number(asked)) await hear(turn, deps, text, messageTs);
    return;
  }
  await say(turn, await take(turn, deps, load, async () => ({ kind: 'edited_message', text, messageTs })));
}

async function forget(turn: Turn, deps: Deps, messageTs: string): Promise<void> {
  const load = (db: Turn['db']) => interviewOfMessage(db, turn.workspace, turn.person, messageTs);
  if (!(await load(turn.db))) return;
  await take(turn, deps, load, async () => ({ kind: 'deleted_message', messageTs }));
}

async function hear(turn: Turn, deps: Deps, text: string, ts: string): Promise<void> {
  const texts = textsIn(turn.language).interview;
  const wish = WORDS.find(([pattern]) => pattern.test(text.trim()))?.[1] ?? null;
  const open = await openPlaceOf(turn.db, turn.workspace, turn.person);
  if (!open) {
    const words = wish === null || wish === 'help' ? texts.hint : texts.noOpenQuestion;
    return turn.reply(startMessage(words, scriptFor(deps, '')?.id ?? brokenFor(deps, ''), turn.language));
  }
  if (wish === 'help') return turn.reply({ text: texts.howTo });
  if (wish === 'delete') return turn.reply(deleteMessage(open.id, turn.language));
  if (open.status === 'paused' && wish === 'resume') {
    await turn.commit(async (db) => {
      const paused = await openInterviewOf(db, turn.workspace, turn.person);
      if (paused) await goOn(db, turn, deps, paused);
    });
    return;
  }
  const outcome = await take(turn, deps, byId(turn, open.id), async (_, interview) =>
    inputFor(interview, wish, text, ts),
  );
  const { decision, interview } = outcome;
  // Paused, or a word that steers nowhere from here, such as "back" on the first screen: they hear where they are.
  const isIdle =
    (decision.kind === 'paused' && wish !== 'pause') || (decision.kind === 'nothing' && wish !== null);
  if (isIdle && interview) return turn.reply(oneOpenMessage(interview, null, turn.language));
  await say(turn, outcome);
}

function inputFor(
  interview: Interview,
  wish: (typeof WORDS)[number][1] | null,
  text: string,
  messageTs: string,
): Input {
  const screen = currentScreen(interview);
  if (wish === 'pause' || wish === 'resume' || wish === 'stop') return { kind: wish };
  if ((wish === 'skip' || wish === 'back') && screen) return { kind: wish, screen: screen.id };
  if (screen && screen.questions.length > 1 && saysUnknown(text))
    return { kind: 'dont_know', screen: screen.id };
  return { kind: 'text', text, messageTs };
}
