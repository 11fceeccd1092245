import type { Turn } from '../slack/turn.ts';
import type { DecisionRequest } from './decision.ts';
import type { Draft } from './modals.ts';
import type { Decision } from './review.ts';

/** A decision asked for in Slack. */
export function requestOf(turn: Turn, { persona, version }: Draft, decision: Decision): DecisionRequest {
  const { workspace, person: by, config, language: reader, now } = turn;
  const asked = { workspace, persona, version, decision, by, reason: '', use: null };
  return { ...asked, via: 'slack', config, reader, now };
}
