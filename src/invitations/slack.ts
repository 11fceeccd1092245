import type { Deps as InterviewDeps } from '../interview/deps.ts';
import type { Listen } from '../slack/turn.ts';
import { registerAnswersTo } from './answer-slack.ts';
import { registerPlans } from './plan-slack.ts';
import type { LookUpAt } from './run.ts';
import { registerSettings } from './settings-slack.ts';

/** Invitations in Slack: planning them, answering one, and each person's own hours. */
export function registerInvitations(listen: Listen, deps: InterviewDeps & { lookUp: LookUpAt }): void {
  registerPlans(listen, deps);
  registerAnswersTo(listen, deps);
  registerSettings(listen);
}
