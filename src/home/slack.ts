import { put } from '../slack/outbox.ts';
import type { Listen } from '../slack/turn.ts';
import { homeView, welcomeMessage } from './blocks.ts';
import { loadHome, rememberWelcome, wasWelcomed } from './store.ts';

/**
 * The Home tab is drawn anew every time somebody opens it. Whoever opens the direct message for the first time, and
 * has not said anything there yet, is told once what this is.
 */
export function registerHome(listen: Listen): void {
  listen.homeOpened(async (turn, tab) => {
    const { db, workspace, person, config, language, now } = turn;
    if (tab === 'home') {
      const home = await loadHome(db, workspace, person, config);
      return turn.publishHome(homeView(home, language));
    }
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
}
