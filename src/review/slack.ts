import type { ViewOutput } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { loadDropped } from '../cases/theme-store.ts';
import type { Reason } from '../database/tables.ts';
import { requestEvidence } from '../invitations/request-store.ts';
import { audit } from '../personas/audit.ts';
import { isByHand } from '../personas/by-hand.ts';
import { casesOf } from '../personas/customers.ts';
import { listPersonas, loadPersona, type StoredPersona } from '../personas/store.ts';
import type { Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn } from '../text/mrkdwn.ts';
import { registerAnswers } from './answers-slack.ts';
import { registerApproval } from './approve-slack.ts';
import { reviewMessage } from './blocks.ts';
import { registerByHand, rewriteModal } from './by-hand-slack.ts';
import { draftFor } from './current.ts';
import { type ReviewDeps, registerDrafting } from './draft-slack.ts';
import { gatherNames } from './edit.ts';
import { evidenceModal, MOST_NAMES } from './evidence-blocks.ts';
import { registerLines } from './line-slack.ts';
import { type Draft, draftOf, editModal, type ReasonFor, reasonModal, target, typedIn } from './modals.ts';
import { registerNames, unjudgedNames } from './names-slack.ts';
import { countingOf } from './names-store.ts';
import { parentName } from './post.ts';
import { queueMessage } from './queue-blocks.ts';
import { registerRegroup } from './regroup-slack.ts';
import { requestOf } from './request.ts';
import { type Decision, mayDecide } from './review.ts';
import { decide } from './store.ts';
import { registerThemes } from './theme-slack.ts';
import { edit } from './words.ts';

/** Review in Slack: evidence, approve, edit and reject on each draft, the queue, and starting a draft. */
export function registerReview(listen: Listen, deps: ReviewDeps): void {
  registerByHand(listen);
  registerLines(listen);
  registerThemes(listen);
  registerAnswers(listen);
  registerNames(listen, (turn, persona, version, view) => showEvidence(turn, { persona, version }, view));
  listen.action('review_evidence', async (turn, action) => showEvidence(turn, target(action.action_id)));
  listen.action('review_reject', async (turn, action) =>
    openFor(turn, target(action.action_id), reasonFor('reject')),
  );
  listen.action('review_edit', async (turn, action) =>
    openFor(turn, target(action.action_id), (persona, language) =>
      (isByHand(persona.body) ? rewriteModal : editModal)(persona, language),
    ),
  );
  listen.action('review_fresh', async (turn, action) => askForMore(turn, target(action.action_id), 'stale'));
  listen.action('review_more', async (turn, action) => askForMore(turn, target(action.action_id)));
  listen.action('review_open', async (turn, action) => openDraft(turn, target(action.action_id)));
  listen.view('review_reject_reason', reasonGiven('reject'));
  for (const [id, what, decision] of onApproved) {
    listen.action(`review_${id}`, async (turn, action) => openApproved(turn, target(action.action_id), what));
    listen.view(`review_${id}_reason`, reasonGiven(decision));
  }
  listen.view('review_edit_words', saveWords);
  listen.command('review', showQueue);
  registerApproval(listen, deps);
  registerDrafting(listen, deps);
  registerRegroup(listen, deps);
}

/** What can be decided about a persona that is in use: by a button, with a reason. */
const onApproved: [string, ReasonFor, Decision][] = [
  ['retire', 'retire', 'retire'],
  ['positive', 'turnPositive', 'turn_positive'],
  ['confirm', 'confirm', 'confirm'],
];
const reasonFor =
  (what: ReasonFor): Modal =>
  (persona, language) =>
    reasonModal(persona, what, language);

async function showEvidence(
  turn: Turn,
  { persona, version }: Draft,
  inView: string | null = null,
): Promise<void> {
  const { evidence } = textsIn(turn.language).review;
  if (mayDecide(turn.person, turn.config, textsIn(turn.language).review) !== null) {
    return turn.reply({ text: evidence.only });
  }
  const stored = await loadPersona(turn.db, turn.workspace, persona, version);
  if (stored === null) return turn.reply({ text: evidence.gone });
  const counting = await countingOf(turn, stored, MOST_NAMES);
  const unjudged = await unjudgedNames(turn.db, turn.workspace, stored);
  const found = await loadDropped(turn.db, turn.workspace, await casesOf(turn.db, turn.workspace, stored));
  const view = evidenceModal(stored, counting, turn.language, unjudged, found);
  if (inView === null) await turn.openModal(view);
  else await turn.updateModal(inView, view);
}

type Modal = (persona: StoredPersona, language: Language) => ModalView;

/** Opens a modal on a draft for somebody who may decide about it. */
async function openFor(turn: Turn, draft: Draft, modal: Modal): Promise<void> {
  const found = await draftFor(turn, draft);
  if (found) await turn.openModal(modal(found, turn.language));
}

/** The button may stand on a Home tab or a queue from before somebody left the reviewers. */
async function openDraft(turn: Turn, { persona, version }: Draft): Promise<void> {
  const texts = textsIn(turn.language).review;
  const stranger = mayDecide(turn.person, turn.config, texts);
  if (stranger !== null) return turn.reply({ text: stranger });
  const stored = await loadPersona(turn.db, turn.workspace, persona, version);
  if (stored === null) return turn.reply({ text: texts.evidence.gone });
  await turn.reply(reviewMessage(stored, await parentName(turn.db, turn.workspace, stored), turn.language));
}

function reasonGiven(decision: Decision) {
  return async (turn: Turn, view: ViewOutput): Promise<ViewAnswer> => {
    const request = { ...requestOf(turn, draftOf(view), decision), reason: typedIn(view, 'reason') };
    const outcome = await turn.commit((db) => decide(db, request));
    return outcome.outcome === 'refused'
      ? { errors: { reason: outcome.reasons.join(' ') } }
      : { clear: true };
  };
}

/** Opens a form on the version that is in use, however long ago the message with the button was written. */
async function openApproved(turn: Turn, { persona }: Draft, what: ReasonFor): Promise<void> {
  const texts = textsIn(turn.language).review;
  const stranger = mayDecide(turn.person, turn.config, texts);
  if (stranger !== null) return turn.reply({ text: stranger });
  const approved = await loadPersona(turn.db, turn.workspace, persona, 'approved');
  if (approved === null) {
    const known = await loadPersona(turn.db, turn.workspace, persona);
    const name = escapeMrkdwn(known?.body.name ?? persona);
    return turn.reply({ text: texts.refused.notApproved(name) });
  }
  await turn.openModal(reasonModal(approved, what, turn.language));
}

/** More answers on a persona are wanted: whoever agreed to be asked is invited in their own time. */
async function askForMore(turn: Turn, { persona }: Draft, reason: Reason = 'more_evidence'): Promise<void> {
  const texts = textsIn(turn.language).review;
  const stranger = mayDecide(turn.person, turn.config, texts);
  if (stranger !== null) return turn.reply({ text: stranger });
  const stored = await loadPersona(turn.db, turn.workspace, persona);
  if (stored === null) return turn.reply({ text: texts.evidence.gone });
  const { workspace, person: askedBy, now } = turn;
  const { outcome } = await turn.commit(async (db) => {
    const noted = await requestEvidence(db, { workspace, reason, subject: stored.id, askedBy, now });
    const entry = { at: now, actor: askedBy, action: 'more evidence wanted', subject: stored.id };
    await audit(db, workspace, { ...entry, detail: { request: noted.id } });
    return noted;
  });
  await turn.reply({ text: texts.moreEvidence[outcome](escapeMrkdwn(stored.body.name)) });
}

async function saveWords(turn: Turn, view: ViewOutput): Promise<ViewAnswer> {
  const words = Object.fromEntries(
    Object.keys(view.state.values).map((field) => [field, typedIn(view, field)]),
  );
  const request = { workspace: turn.workspace, ...draftOf(view), words, by: turn.person };
  await gatherNames(turn);
  const outcome = await turn.commit((db) =>
    edit(db, { ...request, config: turn.config, reader: turn.language, now: turn.now }),
  );
  switch (outcome.outcome) {
    case 'faults':
      return { errors: outcome.faults };
    case 'refused':
      return { errors: { name: outcome.reason } };
    case 'unchanged':
      return { errors: { name: textsIn(turn.language).review.edit.unchanged } };
    case 'saved':
      return { clear: true };
  }
}

async function showQueue(turn: Turn): Promise<void> {
  const texts = textsIn(turn.language).review;
  if (mayDecide(turn.person, turn.config, texts) !== null) return turn.reply({ text: texts.queue.only });
  const waiting = await listPersonas(turn.db, turn.workspace, 'draft');
  const inUse = await listPersonas(turn.db, turn.workspace, 'approved');
  await turn.reply(queueMessage(waiting, inUse, turn.language));
}
