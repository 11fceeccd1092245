import type { BlockAction, ViewOutput } from '@slack/bolt';
import type { FindingKind } from '../cases/themes.ts';
import type { Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { typedIn } from './modals.ts';
import { mayDecide } from './review.ts';
import { nameModal, themesMessage, whereModal } from './theme-blocks.ts';
import { correctFinding, decideTheme, loadThemes, whereSaid } from './theme-store.ts';

/** `/persona themes`: reviewers decide which themes of free text count, under which name, and where they were misread. */
export function registerThemes(listen: Listen): void {
  listen.command('themes', async (turn) => {
    if (await isStranger(turn)) return;
    await turn.reply(themesMessage(await loadThemes(turn.db, turn.workspace), turn.language));
  });
  listen.action('theme_name', (turn, action) => askName(turn, codeIn(action.action_id)));
  listen.action('theme_again', async (turn, action) => {
    const chosen = action.type === 'static_select' ? action.selected_option?.value : null;
    if (chosen) await askName(turn, codeIn(`theme_again:${chosen}`));
  });
  listen.action('theme_leave', leaveOut);
  listen.action('theme_where', async (turn, action) => {
    if (await isStranger(turn)) return;
    const { kind, code } = codeIn(action.action_id);
    const said = await whereSaid(turn.db, turn.workspace, kind, code);
    await turn.openModal(whereModal(await labelOf(turn, kind, code), said, turn.language));
  });
  listen.action('theme_wrong', correct);
  listen.view('theme_named', saveName);
}

type Code = { kind: FindingKind; code: string };

/** `theme_name:theme:late_payment` -> theme, late_payment */
function codeIn(actionId: string): Code {
  const [, kind, code = ''] = actionId.split(':');
  return { kind: kind === 'signal' ? 'signal' : 'theme', code };
}

async function isStranger(turn: Turn): Promise<boolean> {
  const why = mayDecide(turn.person, turn.config, textsIn(turn.language).review);
  if (why !== null) await turn.reply({ text: why });
  return why !== null;
}

async function labelOf({ db, workspace }: Turn, kind: FindingKind, code: string): Promise<string> {
  const { waiting, decided } = await loadThemes(db, workspace);
  const known = [...waiting, ...decided].find((one) => one.kind === kind && one.code === code);
  return known?.label ?? code.replaceAll('_', ' ');
}

async function askName(turn: Turn, { kind, code }: Code): Promise<void> {
  if (await isStranger(turn)) return;
  await turn.openModal(nameModal(kind, code, await labelOf(turn, kind, code), turn.language));
}

async function saveName(turn: Turn, view: ViewOutput): Promise<ViewAnswer> {
  const { themes, review } = textsIn(turn.language);
  const stranger = mayDecide(turn.person, turn.config, review);
  if (stranger !== null) return { errors: { name: stranger } };
  const { kind, code } = JSON.parse(view.private_metadata) as Code;
  const { workspace, person: by, now } = turn;
  const label = typedIn(view, 'name');
  const fault = await turn.commit((db) => decideTheme(db, { workspace, kind, code, by, now }, label));
  return fault === null ? { clear: true } : { errors: { name: themes.faults[fault] } };
}

async function leaveOut(turn: Turn, action: BlockAction['actions'][number]): Promise<void> {
  if (await isStranger(turn)) return;
  const { kind, code } = codeIn(action.action_id);
  const { workspace, person: by, now } = turn;
  await turn.commit((db) => decideTheme(db, { workspace, kind, code, by, now }, null));
  await turn.reply({ text: textsIn(turn.language).themes.isLeftOut });
}

async function correct(turn: Turn, action: BlockAction['actions'][number], body: BlockAction): Promise<void> {
  if (await isStranger(turn)) return;
  const { kind, code } = codeIn(action.action_id);
  const [, , , answer, revision] = action.action_id.split(':');
  const found = { answer: Number(answer), revision: Number(revision), kind, code };
  const label = await labelOf(turn, kind, code);
  await turn.commit((db) => correctFinding(db, turn.workspace, found, turn.person, turn.now));
  const said = await whereSaid(turn.db, turn.workspace, kind, code);
  if (body.view) await turn.updateModal(body.view.id, whereModal(label, said, turn.language));
}
