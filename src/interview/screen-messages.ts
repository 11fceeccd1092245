import type { SlackMessage } from '../slack/message.ts';
import { answeredMessage, introMessage, pausedMessage, questionMessage } from './blocks.ts';
import type { Screen } from './path.ts';
import { isBeingWorded } from './probe.ts';
import { currentScreen, type Interview, isOpen, screensOf } from './progress.ts';
import { summaryMessage } from './summary-blocks.ts';

/** The messages of one interview, by the name of the place where each stands, in the order of the conversation. */
export type Standing = Map<string, SlackMessage>;

/**
 * What should stand in the conversation for this interview as it is now. Derived, like everything else: whoever
 * compares two of them knows which messages to post, to change and to take away.
 *
 * @param offer the script offered at the end, `null` for none
 * @param former the interview before this step, and its messages: what says the same is taken from there as it is
 */
export function messagesOf(
  interview: Interview,
  offer: string | null,
  former: { interview: Interview; standing: Standing } | null = null,
): Standing {
  const standing: Standing = new Map();
  if (interview.status === 'withdrawn') return standing;
  standing.set('intro', introMessage(interview));
  const current = isOpen(interview) ? currentScreen(interview) : null;
  for (const screen of screensOf(interview)) {
    const place = `q.${screen.id}`;
    if (isBeingWorded(interview, screen.id)) continue;
    if (screen.id === current?.id) {
      const paused = interview.status === 'paused';
      standing.set(place, paused ? pausedMessage(interview, screen) : questionMessage(interview, screen));
    } else if (screen.questions.some(({ key }) => interview.answers[key])) {
      const same = former && saysTheSame(former.interview, interview, screen);
      standing.set(place, (same && former.standing.get(place)) || answeredMessage(interview, screen));
    }
  }
  if (!isOpen(interview)) standing.set('end', summaryMessage(interview, offer));
  return standing;
}

/** Whether an answered screen looks as it did before: an answer is never changed in place. */
function saysTheSame(before: Interview, after: Interview, { id, questions }: Screen): boolean {
  const asked = screensOf(before).find((screen) => screen.id === id)?.questions ?? [];
  return (
    currentScreen(before)?.id !== id &&
    before.customer === after.customer &&
    before.language === after.language &&
    asked.length === questions.length &&
    questions.every(({ key }, n) => asked[n]?.key === key && before.answers[key] === after.answers[key])
  );
}
