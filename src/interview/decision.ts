import type { InterviewStatus } from '../database/tables.ts';
import type { Screen } from '../scripts/path.ts';
import type { Refusal } from './reading.ts';
import type { Interview } from './state.ts';
/** What comes next. Refusals name the question and the reason; nothing was changed. */
export type Decision =
  | { kind: 'ask'; screen: Screen; at: number; of: number }
  | { kind: 'refused'; refusals: { key: string; refusal: Refusal }[] }
  /** Several questions stand on the screen: words alone cannot tell which one is meant. */
  | { kind: 'use_form'; screen: Screen }
  /** A customer's name was typed; whoever knows the customers turns it into a key. */
  | { kind: 'which_customer'; key: string; text: string; messageTs: string }
  | { kind: 'answer_withdrawn'; key: string }
  /** An answer was changed after the end. */
  | { kind: 'summary' }
  | { kind: 'finished'; status: InterviewStatus }
  | { kind: 'paused' }
  | { kind: 'withdrawn' }
  /** It came from a message that is out of date. */
  | { kind: 'stale' }
  /** It changes nothing and needs no word: the second click of a double click. */
  | { kind: 'nothing' };

export type Step = { interview: Interview; decision: Decision };
