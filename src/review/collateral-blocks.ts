import type { KnownBlock } from '@slack/types';
import type { Language } from '../scripts/script.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { context, section } from './blocks.ts';
import { type Collateral, isTooMuch, type Reach, type Sum } from './collateral.ts';

/** Under 20 cases a percentage says more than is known (docs/method.md, section 5). */
const FEWEST_FOR_PERCENT = 20;
const MOST_NAMED = 5;

/** Whom a rule would have turned away, what that would have saved and cost, a line each. Plain text. */
export function collateralLines(found: Collateral, language: Language): string[] {
  const { collateral: texts } = textsIn(language).review;
  const { problem, good, unjudged, saved, lost } = found;
  const lines = [texts.problem(reached(problem, language)), texts.good(reached(good, language))];
  if (unjudged.told + unjudged.untold > 0) lines.push(texts.unjudged(reached(unjudged, language)));
  const sums: [(amount: string, from: string) => string, Sum][] = [
    [texts.acquisition, saved.acquisitionCost],
    [texts.hours, saved.hours],
    [texts.problemRevenue, lost.problemRevenue],
    [texts.goodRevenue, lost.goodRevenue],
  ];
  for (const [say, sum] of sums) {
    if (sum.known > 0) lines.push(say(amount(sum, language), texts.from(sum.known, sum.of)));
  }
  return lines;
}

function reached({ excluded, told, untold, share, interval }: Reach, language: Language): string {
  const { collateral: texts } = textsIn(language).review;
  if (told === 0) return untold > 0 ? texts.allUntold(untold) : texts.nobody;
  const percent = (n: number) => String(Math.round(n * 100));
  const counts =
    share === null || interval === null || told < FEWEST_FOR_PERCENT
      ? texts.counts(excluded, told)
      : texts.shares(excluded, told, percent(share), percent(interval[0]), percent(interval[1]));
  return untold === 0 ? counts : `${counts}; ${texts.untold(untold)}`;
}

function amount({ known, of, sum, total, interval }: Sum, language: Language): string {
  const { review, personas } = textsIn(language);
  if (known === of || total === null || interval === null) return personas.number(sum);
  const round = (n: number) => personas.number(Number(n.toPrecision(3)));
  return review.collateral.estimate(round(total), round(interval[0]), round(interval[1]));
}

/**
 * The same for a modal, with the names of good customers that would go.
 *
 * @param names customer key -> name
 */
export function collateralBlocks(
  found: Collateral,
  names: ReadonlyMap<string, string>,
  limit: number,
  language: Language,
): KnownBlock[] {
  const { collateral: texts } = textsIn(language).review;
  const lines = collateralLines(found, language).map((line) => `• ${escapeMrkdwn(line)}`);
  const named = found.goodExcluded.slice(0, MOST_NAMED);
  const list = named.map((key) => escapeMrkdwn(shorten(names.get(key) ?? key, 40))).join(', ');
  return [
    section([texts.title, ...lines].join('\n')),
    ...(named.length > 0 ? [context(texts.named(list, found.good.excluded - named.length))] : []),
    ...(isTooMuch(found.good, limit) ? [section(texts.tooMuch)] : []),
  ];
}
