import type { BlockAction, ViewOutput } from '@slack/bolt';
import type { Trait } from '../evidence/evidence.ts';
import { loadPersona } from '../personas/store.ts';
import type { Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { draftFor } from './current.ts';
import { announceDrafting, goOnDrafting, type ReviewDeps } from './draft-slack.ts';
import { draftOf, target, typedIn } from './modals.ts';
import { customersOf } from './names-store.ts';
import { mergeable, regroupAsked, type Wish, type WishOutcome } from './regroup.ts';
import { mergeModal, splitModal, undoModal } from './regroup-modals.ts';

/** Slack takes 75 characters of an option's text, and 100 options. */
const OPTION = 75;
const MOST = 100;

/** Two drafts made one, one made two, and either taken back; a draft counts it all anew afterwards. */
export function registerRegroup(listen: Listen, deps: ReviewDeps): void {
  listen.action('review_group', openForm);
  listen.options('review_cases', findCases);
  listen.view('review_merge', async (turn, view) => {
    const chosen = view.state.values.with?.value?.selected_option?.value ?? '';
    return submit(turn, deps, view, { kind: 'merge', with: chosen });
  });
  listen.view('review_split', async (turn, view) => {
    const by = await divisionIn(turn, view);
    return 'errors' in by ? by : submit(turn, deps, view, { kind: 'split', by });
  });
  listen.view('review_undo', (turn, view) => submit(turn, deps, view, { kind: 'undo' }));
}

async function openForm(turn: Turn, action: BlockAction['actions'][number]): Promise<void> {
  const chosen = action.type === 'overflow' ? action.selected_option.value : '';
  const found = await draftFor(turn, target(action.action_id));
  if (found === null) return;
  const { regroup } = textsIn(turn.language).review;
  if (chosen !== 'merge') {
    await turn.openModal((chosen === 'split' ? splitModal : undoModal)(found, turn.language));
    return;
  }
  const others = await mergeable(turn.db, turn.workspace, found);
  if (others.length === 0) return turn.reply({ text: regroup.noOther(escapeMrkdwn(found.body.name)) });
  await turn.openModal(mergeModal(found, others, turn.language));
}

/** The customers of one draft by a part of their name, for reviewers only. */
async function findCases(turn: Turn, query: string, actionId: string) {
  const { db, workspace, person, config } = turn;
  if (!config.reviewers.includes(person)) return [];
  const wanted = query.trim().toLowerCase();
  const all = await customersOf(db, workspace, target(actionId));
  return all
    .filter(({ key, name }) => key.length <= OPTION && `${name}\n${key}`.toLowerCase().includes(wanted))
    .slice(0, MOST)
    .map(({ key, name }) => ({ text: shorten(name, OPTION), value: key }));
}

/** What a filled split form says: exactly one of a trait and customers. */
async function divisionIn(
  turn: Turn,
  view: ViewOutput,
): Promise<Trait | { customers: string[] } | { errors: Record<string, string> }> {
  const { split } = textsIn(turn.language).review.regroup;
  const { persona, version } = draftOf(view);
  const { values } = view.state;
  const index = values.trait?.value?.selected_option?.value;
  const picked = Object.values(values.customers ?? {})[0]?.selected_options ?? [];
  const customers = picked.map(({ value }) => value);
  if ((index === undefined) === (customers.length === 0)) {
    return { errors: { customers: index === undefined ? split.neither : split.both } };
  }
  if (index === undefined) return { customers };
  const stored = await loadPersona(turn.db, turn.workspace, persona, version);
  const division = stored?.body.divisions[Number(index)];
  if (division === undefined) return { errors: { trait: textsIn(turn.language).review.evidence.gone } };
  return { dimension: division.dimension, value: division.value };
}

async function submit(turn: Turn, deps: ReviewDeps, view: ViewOutput, wish: Wish): Promise<ViewAnswer> {
  const { workspace, person: by, config, language: reader, now } = turn;
  const asked = { workspace, ...draftOf(view), wish, by, reason: typedIn(view, 'reason') };
  const outcome = await turn.commit(async (db): Promise<WishOutcome> => {
    const noted = await regroupAsked(db, { ...asked, via: 'slack', config, reader, now });
    if (noted.outcome === 'noted') await announceDrafting(db, turn);
    return noted;
  });
  if (outcome.outcome === 'refused') {
    const by = view.state.values.trait ? 'trait' : 'customers';
    return { errors: { [outcome.field === 'by' ? by : outcome.field]: outcome.reason } };
  }
  goOnDrafting(turn, deps);
  return { clear: true };
}
