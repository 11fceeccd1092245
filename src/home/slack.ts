import type { Listen } from '../slack/turn.ts';
import { homeView } from './blocks.ts';
import { loadHome } from './store.ts';

/** The Home tab is drawn anew every time somebody opens it. */
export function registerHome(listen: Listen): void {
  listen.homeOpened(async (turn) => {
    const home = await loadHome(turn.db, turn.workspace, turn.person, turn.config);
    await turn.publishHome(homeView(home, turn.language));
  });
}
