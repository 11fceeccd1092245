import type { Readings } from '../cases/theme-run.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import type { Usage } from '../model/budget.ts';
import type { Model } from '../model/model.ts';
/** What a run is going to ask a model, before it asks: an upper bound of its calls unless an answer has to be repaired. */
export type Estimate = { calls: number; tokens: Usage; usd: number | null };

export type DraftConfig = Pick<Config, 'keepMargin' | 'language' | 'timeZone' | 'model'>;
export type DraftProgress = {
  stage: 'reading' | 'counting' | 'listening' | 'wording' | 'saving';
  share: number;
  /** What the model is about to cost, said before the first call. */
  estimate?: Estimate;
};

export type DraftJob = {
  db: Database;
  workspace: number;
  config: DraftConfig;
  now: string;
  /** `null`: the embedded drafter writes. */
  model: Model | null;
  askedBy: string;
  onProgress?: (progress: DraftProgress) => void;
};

/**
 * `counts`: what was read changes what reviewers confirmed, so the cases have to be counted again. `themes`: how many wait
 * for a reviewer, where this reading found one that was not known; they are told of once.
 */
export type Listened = Readings & { counts: boolean; themes: number };
