import { valueIn } from '../interview/action.ts';
import type { Script } from '../scripts/script.ts';
import { put } from '../slack/outbox.ts';
import { chooseLanguage, languageOf } from '../slack/people.ts';
import type { Listen, Turn } from '../slack/turn.ts';
import { isLanguage } from '../text/language.ts';
import { homeView, welcomeMessage } from './blocks.ts';
import { hashOf } from './run.ts';
import { loadHome, rememberHome, rememberWelcome, wasWelcomed } from './store.ts';

/**
 * The Home tab is drawn anew every time somebody opens it, and from then on whenever it changes (run.ts). Whoever opens the direct message for the first time, and
 * has not said anything there yet, is told once what this is.
 */
export function registerHome(listen: Listen, { scripts }: { scripts: readonly Script[] }): void {
  listen.homeOpened(async (turn, tab) => {
    const { db, workspace, person, config, language, now } = turn;
    if (tab === 'home') return show(turn, scripts);
    if (await wasWelcomed(db, workspace, person)) return;
    await turn.commit(async (trx) => {
      await rememberWelcome(trx, workspace, person, now);
      await put(
        trx,
        workspace,
        `welcome:${person}`,
        person,
        welcomeMessage(config.answerVisibility, language),
        now,
      );
    });
  });
  listen.action('home_language', async (turn, action) => {
    const chosen = valueIn(action);
    const language = isLanguage(chosen) ? chosen : null;
    await turn.commit((trx) => chooseLanguage(trx, turn.workspace, turn.person, language));
    await show(turn, scripts);
  });
}

async function show(turn: Turn, scripts: readonly Script[]): Promise<void> {
  const { db, workspace, person, config, now } = turn;
  const language = await languageOf(db, turn, config.language);
  const view = homeView(await loadHome(db, workspace, person, config, scripts), language);
  await turn.publishHome(view);
  await rememberHome(db, workspace, { person, drawn: hashOf(view), now });
}
