import type { SlackMessage } from '../slack/message.ts';
import { answeredMessage, introMessage, pausedMessage, questionMessage } from './blocks.ts';
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
 */
export function messagesOf(interview: Interview, offer: string | null): Standing {
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
      standing.set(place, answeredMessage(interview, screen));
    }
  }
  if (!isOpen(interview)) standing.set('end', summaryMessage(interview, offer));
  return standing;
}
