import type { Config } from '../config.ts';
import { textsIn } from '../text/catalogue.ts';
import { Refused } from './place.ts';

/**
 * Under the same rule as in Slack: a reviewer decides.
 *
 * @throws Refused naming those who may
 */
export function mustReview(by: string, { reviewers }: Pick<Config, 'reviewers'>): void {
  if (reviewers.includes(by)) return;
  if (reviewers.length === 0) throw new Refused(textsIn('en').review.refused.nobodyReviews);
  throw new Refused(
    `${by || 'Nobody'} is no reviewer (REVIEWERS is ${reviewers.join(', ')}): name one of them with --by, or add the id there.`,
  );
}
