import type { Config } from '../config.ts';
import type { Via } from '../database/tables.ts';
import type { Language } from '../text/language.ts';
import type { Reach } from './collateral.ts';
import type { Decision } from './review.ts';
export type DecisionConfig = Pick<
  Config,
  'reviewers' | 'requireBuyerPersona' | 'approvalsNeeded' | 'collateralShare' | 'language' | 'reviewChannel'
>;

export type DecisionRequest = {
  workspace: number;
  /** An id, or a name in any case of letters. */
  persona: string;
  /** The version the person looked at; `null`: whichever stands. */
  version: number | null;
  decision: Decision;
  by: string;
  via: Via;
  reason: string;
  /** What an approved persona is for. On the command line a default stands in. */
  use: string | null;
  /** Approve although good customers would be excluded as well: the second click. */
  acceptCollateral?: boolean;
  /** The good customers that this version's rule excludes, where they were counted before; else they are counted now. */
  weighed?: Weighed | null;
  config: DecisionConfig;
  /** The language of whoever decides, which is not always that of the channel. */
  reader?: Language;
  now: string;
};

/** What was counted for one version. */
export type Weighed = { version: number; good: Pick<Reach, 'excluded' | 'told'> | null };

export type Decided = { id: string; name: string; version: number };
