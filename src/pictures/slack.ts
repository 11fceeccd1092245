import { traitWords } from '../lookup/traits.ts';
import { approvedPersonas } from '../personas/store.ts';
import type { Script } from '../scripts/script.ts';
import type { Listen } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { cardPicture } from './card.ts';
import { toPng } from './run.ts';

export type PictureDeps = { scripts: readonly Script[] };

/** The button on a card that draws it: the picture goes to the person's own direct message. */
export function registerPictures(listen: Listen, { scripts }: PictureDeps): void {
  listen.action('picture_card', async (turn, { action_id }) => {
    const texts = textsIn(turn.language);
    const personas = await approvedPersonas(turn.db, turn.workspace);
    const persona = personas.find(({ id }) => id === action_id.split(':')[1]);
    if (!persona) return turn.reply({ text: texts.lookup.gone });
    const picture = cardPicture(persona, traitWords(scripts, turn.language), texts);
    const { title, alt } = picture;
    const file = { name: `${picture.name}.png`, title, content: await toPng(picture), alt };
    const sent = await turn.sendFiles([file], texts.pictures.card(title));
    await turn.reply({ text: sent ? texts.pictures.sent : texts.pictures.noScope });
  });
}
