import type { Database } from '../database/open.ts';
import { findersFor } from '../model/identities.ts';
import { judgeName, loadRulings, type Ruling, unjudgedIn } from '../model/judged.ts';
import { audit } from '../personas/audit.ts';
import type { StoredPersona } from '../personas/store.ts';
import type { Listen, Turn } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn } from '../text/mrkdwn.ts';
import { mayDecide } from './review.ts';

/** Words in a persona's quotes that read like names and that nobody has judged. */
export async function unjudgedNames(
  db: Database,
  workspace: number,
  { quotes }: StoredPersona,
): Promise<string[]> {
  const known = await findersFor(db, workspace);
  const rulings = await loadRulings(db, workspace);
  return [...new Set(quotes.flatMap(({ text }) => unjudgedIn(text, known, rulings)))];
}

/** The buttons under Evidence: a probable name is hidden everywhere, or cleared for good. */
export function registerNames(
  listen: Listen,
  reopen: (turn: Turn, persona: string, version: number, view: string) => Promise<void>,
): void {
  listen.action('review_name', async (turn, action, body) => {
    const { review } = textsIn(turn.language);
    const stranger = mayDecide(turn.person, turn.config, review);
    if (stranger !== null) return turn.reply({ text: stranger });
    const [, ruled, persona = '', version, ...rest] = action.action_id.split(':');
    const ruling: Ruling = ruled === 'clear' ? 'clear' : 'hide';
    const name = rest.join(':');
    const { workspace, person: by, now } = turn;
    await turn.commit(async (db) => {
      await judgeName(db, workspace, { name, ruling, by, now });
      // The log says that somebody judged, never the name.
      await audit(db, workspace, {
        at: now,
        actor: by,
        action: 'name judged',
        subject: persona,
        detail: { ruling },
      });
    });
    if (body.view) await reopen(turn, persona, Number(version), body.view.id);
    else
      await turn.reply({
        text: review.evidence.probable[ruling === 'hide' ? 'hidden' : 'cleared'](escapeMrkdwn(name)),
      });
  });
}
