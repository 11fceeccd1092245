import type { BlockAction, ViewOutput } from '@slack/bolt';
import { linesOf } from '../personas/edits.ts';
import type { Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { draftFor } from './current.ts';
import { type EditOutcome, gatherNames } from './edit.ts';
import { assumeModal, type LineDraft, lineModal, linesModal } from './line-modals.ts';
import { claimWords, editAgain, editLine, offeredLine } from './lines.ts';
import type { Draft } from './modals.ts';

/** Edits claim by claim: a form for one line stands on top of the list, so that whoever leaves it is back in the list. */
export function registerLines(listen: Listen): void {
  listen.action('review_lines', async (turn, action, body) => {
    const found = await draftFor(turn, targetOf(action.action_id));
    if (found) await show(turn, body, linesModal(found, null, turn.language));
  });
  listen.action('review_line', openLine);
  listen.action('review_assume', async (turn, action) => {
    const draft = targetOf(action.action_id);
    if (await draftFor(turn, draft)) await turn.openModal(assumeModal(draft, turn.language));
  });
  listen.view('review_line_changed', saveLine);
  listen.action('review_again', applyAgain);
}

/** `review_line:p1:2:story.0` -> p1, 2, story.0 */
function targetOf(actionId: string): Draft & { place: string } {
  const [, persona = '', version = '', place = ''] = actionId.split(':');
  return { persona, version: Number(version), place };
}

/** In the window the click came from; a new one where it came from a message. */
async function show(turn: Turn, body: BlockAction, view: Parameters<Turn['openModal']>[0]): Promise<void> {
  if (body.view) await turn.updateModal(body.view.id, view);
  else await turn.openModal(view);
}

/** One click keeps the earlier change; words that no longer agree with the counts are put into a form instead. */
async function applyAgain(turn: Turn, action: BlockAction['actions'][number]): Promise<void> {
  const { place: index, ...draft } = targetOf(action.action_id);
  const found = await draftFor(turn, draft);
  if (found === null) return;
  const { workspace, person: by, config, language: reader, now } = turn;
  await gatherNames(turn);
  const outcome = await turn.commit((db) =>
    editAgain(db, { workspace, ...draft, index: Number(index), by, config, reader, now }),
  );
  const { lines, evidence } = textsIn(reader).review;
  if (outcome.outcome === 'saved') return turn.reply({ text: lines.saved(outcome.persona.version) });
  if (outcome.outcome === 'refused') return turn.reply({ text: outcome.reason });
  const offered = offeredLine(found, Number(index));
  if (outcome.outcome === 'unchanged' || offered === null) return turn.reply({ text: evidence.gone });
  const { line, offer } = offered;
  const form = { ...draft, place: line.place, what: offer.what };
  const why = Object.values(outcome.faults).join(' ');
  await turn.openModal(lineModal(form, line, reader, { text: offer.text, why }));
}

async function openLine(
  turn: Turn,
  action: BlockAction['actions'][number],
  body: BlockAction,
): Promise<void> {
  const draft = targetOf(action.action_id);
  const chosen = action.type === 'overflow' ? action.selected_option.value : null;
  const what = (['reword', 'drop', 'not_disqualifier', 'first'] as const).find((one) => one === chosen);
  const found = await draftFor(turn, draft);
  if (found === null || what === undefined) return;
  const line = linesOf(found, (claim) => claimWords(found, claim)).find(({ place }) => place === draft.place);
  if (line === undefined) return turn.reply({ text: textsIn(turn.language).review.evidence.gone });
  if (what !== 'first') {
    await turn.openModal(lineModal({ ...draft, what }, line, turn.language));
    return;
  }
  const outcome = await change(turn, { ...draft, what }, '', '');
  const next = listAfter(turn, outcome);
  if (next) await show(turn, body, next);
}

async function saveLine(turn: Turn, view: ViewOutput): Promise<ViewAnswer> {
  const draft = JSON.parse(view.private_metadata) as LineDraft;
  const field = (id: string) => view.state.values[id]?.value;
  const chosen = field('place')?.selected_option?.value;
  const place = chosen ? `${chosen}.0` : draft.place;
  const outcome = await change(
    turn,
    { ...draft, place },
    field('text')?.value ?? '',
    field('reason')?.value ?? '',
  );
  const next = listAfter(turn, outcome);
  if (next) {
    const list = view.previous_view_id;
    if (!list) return { update: next };
    await turn.updateModal(list, next);
    return null;
  }
  const at = view.state.values.text ? 'text' : 'reason';
  if (outcome.outcome === 'faults') return { errors: outcome.faults };
  const why = outcome.outcome === 'refused' ? outcome.reason : textsIn(turn.language).review.edit.unchanged;
  return { errors: { [at]: why } };
}

async function change(turn: Turn, draft: LineDraft, text: string, reason: string): Promise<EditOutcome> {
  const { workspace, person: by, config, language: reader, now } = turn;
  const { persona, version, place, what } = draft;
  await gatherNames(turn);
  return turn.commit((db) =>
    editLine(db, { workspace, persona, version, place, what, text, reason, by, config, reader, now }),
  );
}

function listAfter(turn: Turn, outcome: EditOutcome) {
  if (outcome.outcome !== 'saved') return null;
  const { lines } = textsIn(turn.language).review;
  return linesModal(outcome.persona, lines.saved(outcome.persona.version), turn.language);
}
