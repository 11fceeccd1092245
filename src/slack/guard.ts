import { isPassing } from '../database/passing.ts';
import { nameOf, placeOf } from '../failure.ts';
import { textsIn } from '../text/catalogue.ts';
import { type BegunTurn, type Bot, logFailure, type Origin } from './begin.ts';
import { ATTEMPTS, fail } from './inbox.ts';
import type { Turn } from './turn.ts';

/** Pauses before the second and the third attempt, in milliseconds. */
const PAUSES_MS = [200, 1_000];

/**
 * Runs a listener so that nobody gets silence: what fails is tried again, and after the third time set aside and the
 * person told. What was committed is never run twice, and nobody is told that it was lost.
 * @throws what the database does not take just now: that is no fault of the delivery, and durable.ts waits for it
 */
export async function guarded(
  bot: Bot,
  origin: Origin,
  beginTurn: () => Promise<BegunTurn>,
  work: (turn: Turn) => Promise<void>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    let begun: BegunTurn | null = null;
    try {
      begun = await beginTurn();
      await work(begun.turn);
      return;
    } catch (error) {
      if (isPassing(error) && !begun?.committed()) throw error;
      logFailure(
        bot.log,
        `a ${origin.delivery?.key.split(':', 1)[0] ?? 'request'} failed`,
        error,
        placeOf(error),
      );
      if (begun?.committed()) return tell(bot, begun.turn, 'halfDone');
      if (await givenUp(bot, origin, error)) return tell(bot, begun?.turn, 'setAside');
      if (attempt >= ATTEMPTS) return tell(bot, begun?.turn, 'failed');
      await new Promise((resolve) => setTimeout(resolve, PAUSES_MS[attempt - 1] ?? 0));
    }
  }
}

async function givenUp(bot: Bot, origin: Origin, error: unknown): Promise<boolean> {
  if (origin.delivery === null) return true;
  return (await fail(bot.db, origin.workspace, origin.delivery.key, nameOf(error))) === 'set aside';
}

/** Without a turn there is no way to reach the person; what they sent is kept with the others that were set aside. */
async function tell(
  bot: Bot,
  turn: Turn | undefined,
  what: 'failed' | 'halfDone' | 'setAside',
): Promise<void> {
  try {
    await turn?.reply({ text: textsIn(turn.language).slack[what] });
  } catch (error) {
    logFailure(bot.log, 'a person could not be told of a failure', error, placeOf(error));
  }
}
