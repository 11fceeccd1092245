import type { Screen } from '../scripts/path.ts';
import type { SlackMessage } from '../slack/message.ts';
import { answeredMessage, introMessage, pausedMessage, questionMessage } from './blocks.ts';
import { isBeingWorded } from './probe.ts';
import { currentScreen, isOpen, screensOf } from './progress.ts';
import type { Interview } from './state.ts';
import { summaryMessage } from './summary-blocks.ts';

/** What one place of the conversation shows; its words are made when they are needed. */
export type Shown = { as: 'intro' | 'question' | 'pause' | 'answers' | 'summary'; message(): SlackMessage };

/** An interview on screen: what it shows by the name of the place, in the order of the conversation. */
export type Standing = { interview: Interview; places: ReadonlyMap<string, Shown> };

/**
 * What should stand in the conversation for this interview as it is now. Derived, like everything else: whoever
 * compares two of them knows which messages to post, to change and to take away.
 *
 * @param offer the script offered at the end, `null` for none
 */
export function standingOf(interview: Interview, offer: string | null): Standing {
  const places = new Map<string, Shown>();
  if (interview.status === 'withdrawn') return { interview, places };
  places.set('intro', { as: 'intro', message: () => introMessage(interview) });
  const current = isOpen(interview) ? currentScreen(interview) : null;
  for (const screen of screensOf(interview)) {
    const place = placeOf(screen);
    if (isBeingWorded(interview, screen.id)) continue;
    if (screen.id === current?.id) {
      const shown: Shown =
        interview.status === 'paused'
          ? { as: 'pause', message: () => pausedMessage(interview, screen) }
          : { as: 'question', message: () => questionMessage(interview, screen) };
      places.set(place, shown);
    } else if (screen.questions.some(({ key }) => interview.answers[key])) {
      places.set(place, { as: 'answers', message: () => answeredMessage(interview, screen) });
    }
  }
  if (!isOpen(interview))
    places.set('end', { as: 'summary', message: () => summaryMessage(interview, offer) });
  return { interview, places };
}

/** Where a screen stands in the conversation. */
export function placeOf({ id }: Pick<Screen, 'id'>): string {
  return `q.${id}`;
}

/** Whether a place reads as it did before. */
export function stays(before: Standing, after: Standing, place: string): boolean {
  const [one, other] = [before.places.get(place), after.places.get(place)];
  if (!one || one.as !== other?.as) return false;
  const drawnOfTheSame =
    (one.as === 'intro' && isIntroducedAs(before.interview, after.interview)) ||
    (one.as === 'answers' && isAnsweredAs(before.interview, after.interview, place));
  return drawnOfTheSame || JSON.stringify(one.message()) === JSON.stringify(other.message());
}

/** All that the first message is made of is the same. */
function isIntroducedAs(before: Interview, after: Interview): boolean {
  return INTRODUCED_BY.every((part) => before[part] === after[part]);
}

const INTRODUCED_BY = ['script', 'rotation', 'language', 'visibility', 'permalink'] as const;

/** The same questions with the same answers: an answer is never changed in place. */
function isAnsweredAs(before: Interview, after: Interview, place: string): boolean {
  const [was, is] = [before, after].map(
    (interview) => screensOf(interview).find((screen) => placeOf(screen) === place)?.questions ?? [],
  );
  return (
    before.customer === after.customer &&
    before.language === after.language &&
    was?.length === is?.length &&
    (is ?? []).every(({ key }, n) => was?.[n]?.key === key && before.answers[key] === after.answers[key])
  );
}
