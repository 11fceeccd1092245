import type { ViewOutput } from '@slack/bolt';
import { nameOf } from '../failure.ts';
import { loadPersona } from '../personas/store.ts';
import type { Listen, Turn, ViewAnswer } from '../slack/turn.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, mentionOf } from '../text/mrkdwn.ts';
import { context } from './blocks.ts';
import { candidateFor } from './candidate-store.ts';
import { collateralBlocks } from './collateral-blocks.ts';
import type { DecisionRequest } from './decision.ts';
import type { ReviewDeps } from './draft-slack.ts';
import {
  approveAnywayModal,
  approveModal,
  type Draft,
  draftOf,
  target,
  typedIn,
  weighingModal,
} from './modals.ts';
import { unjudgedNames } from './names-slack.ts';
import { namesOf } from './names-store.ts';
import { readInThread } from './reader.ts';
import { requestOf } from './request.ts';
import { type Asked, type Candidate, rule } from './review.ts';
import { decide } from './store.ts';
import { mayTurnAway } from './weigh.ts';

/** Approval in two steps at most: what it is for, and, where it turns good customers away, why it is worth it. */
export function registerApproval(listen: Listen, { databaseUrl }: Pick<ReviewDeps, 'databaseUrl'>): void {
  listen.action('review_approve', async (turn, action) =>
    askForUse(turn, target(action.action_id), databaseUrl),
  );
  listen.view('review_approve_use', submitApproval);
  listen.view('review_approve_anyway', submitAnyway);
}

async function askForUse(turn: Turn, draft: Draft, databaseUrl: string): Promise<void> {
  const texts = textsIn(turn.language).review;
  const candidate = await candidateFor(turn.db, { ...draft, workspace: turn.workspace, decision: 'approve' });
  const stored = await loadPersona(turn.db, turn.workspace, draft.persona, draft.version);
  if (candidate === null || stored === null) return turn.reply({ text: texts.evidence.gone });
  const asked: Asked = {
    decision: 'approve',
    version: draft.version,
    by: turn.person,
    reason: '',
    use: '-',
    acceptCollateral: true,
  };
  const ruling = rule(inMrkdwn(candidate), asked, turn.config, texts);
  if (ruling.ruling === 'refused') return turn.reply({ text: ruling.reasons.join('\n') });
  const unjudged = (await unjudgedNames(turn.db, turn.workspace, stored)).map(escapeMrkdwn);
  const { probable } = texts.evidence;
  const warnings = [
    ...ruling.warnings,
    ...(unjudged.length > 0 ? [probable.warning(unjudged.slice(0, 8).join(', '))] : []),
  ];
  const form = (weighed: Parameters<typeof approveModal>[2]) =>
    approveModal(stored, warnings, weighed, turn.language);
  if (!mayTurnAway(stored.body)) {
    await turn.openModal(form({ blocks: [], good: null }));
    return;
  }
  // Slack lets a form be opened for three seconds after the click, and counting may take longer.
  const opened = await turn.openModal(weighingModal(stored, turn.language));
  if (opened !== null) await turn.updateModal(opened, form(await weighed(turn, draft, databaseUrl)));
}

/** What the rule would have done to the customers there are; uncounted, it is counted with the approval. */
async function weighed(
  turn: Turn,
  draft: Draft,
  databaseUrl: string,
): Promise<Parameters<typeof approveModal>[2]> {
  const { db, workspace, config, language, log } = turn;
  try {
    const found = await readInThread({ what: 'weigh', databaseUrl, workspace, ...draft });
    if (found === null) return { blocks: [], good: null };
    const names = await namesOf(db, workspace, found.goodExcluded);
    const { excluded, told } = found.good;
    return {
      blocks: collateralBlocks(found, names, config.collateralShare, language),
      good: { excluded, told },
    };
  } catch (error) {
    log.error({ failure: nameOf(error) }, 'a rule could not be weighed');
    return { blocks: [context(textsIn(language).review.collateral.uncounted)] };
  }
}

/** The names and people that a ruling repeats, safe in a message. */
function inMrkdwn(candidate: Candidate): Candidate {
  const { name, decidedBy, parent } = candidate;
  return {
    ...candidate,
    name: escapeMrkdwn(name),
    decidedBy: decidedBy === null ? null : mentionOf(decidedBy),
    parent: parent && { ...parent, name: escapeMrkdwn(parent.name) },
  };
}

async function submitApproval(turn: Turn, view: ViewOutput): Promise<ViewAnswer> {
  const draft = { ...draftOf(view), use: typedIn(view, 'use') };
  const outcome = await turn.commit((db) => decide(db, approvalOf(turn, draft)));
  if (outcome.outcome !== 'refused') return { clear: true };
  const why = outcome.reasons.join(' ');
  return outcome.why === 'collateral'
    ? { update: approveAnywayModal(draft, escapeMrkdwn(why), turn.language) }
    : { errors: { use: why } };
}

async function submitAnyway(turn: Turn, view: ViewOutput): Promise<ViewAnswer> {
  const request = {
    ...approvalOf(turn, draftOf(view)),
    reason: typedIn(view, 'reason'),
    acceptCollateral: true,
  };
  const outcome = await turn.commit((db) => decide(db, request));
  return outcome.outcome === 'refused' ? { errors: { reason: outcome.reasons.join(' ') } } : { clear: true };
}

/** What was counted when the form was opened is what the reviewer decides about. */
function approvalOf(turn: Turn, { persona, version, use = '', good }: Draft): DecisionRequest {
  const weighed = good === undefined ? null : { version, good };
  return { ...requestOf(turn, { persona, version }, 'approve'), use, weighed };
}
