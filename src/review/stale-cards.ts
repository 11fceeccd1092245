import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import type { Cause } from '../personas/staleness.ts';
import type { Stale } from '../personas/staleness-store.ts';
import type { SlackMessage } from '../slack/message.ts';
import { put } from '../slack/outbox.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn } from '../text/mrkdwn.ts';
import { button, section } from './blocks.ts';

type CardConfig = Pick<Config, 'reviewers' | 'reviewChannel' | 'language'>;

/**
 * Asks the owner of each persona that has grown stale whether it still holds: one card a cause, until it is confirmed.
 * Each card is claimed and put in a transaction of its own.
 *
 * @param found by personas/staleness-store.ts
 * @returns how many cards were put
 */
export async function askAboutStale(
  db: Database,
  workspace: number,
  config: CardConfig,
  now: string,
  found: readonly Stale[],
): Promise<number> {
  let asked = 0;
  for (const stale of found) {
    const address = addressFor(stale, config);
    if (address === null) continue;
    const put = await db.transaction().execute((trx) => askOnce(trx, workspace, stale, address, config, now));
    if (put) asked += 1;
  }
  return asked;
}

/** The owner, while they still review; else the review channel, else the first reviewer. */
function addressFor({ owner }: Stale, { reviewers, reviewChannel }: CardConfig): string | null {
  if (owner !== null && reviewers.includes(owner)) return owner;
  return reviewChannel ?? reviewers[0] ?? null;
}

async function askOnce(
  db: Database,
  workspace: number,
  stale: Stale,
  address: string,
  { language }: CardConfig,
  now: string,
): Promise<boolean> {
  const { persona, since } = stale;
  const { id, version } = persona;
  const rows = stale.causes.map(({ cause }) => ({
    ...{ workspace, persona: id, version, cause, since, posted_at: now },
  }));
  const fresh = await db
    .insertInto('staleness_cards')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('cause')
    .execute();
  const causes = stale.causes.filter(({ cause }) => fresh.some((row) => row.cause === cause));
  if (causes.length === 0) return false;
  const slot = `stale:${id}:${version}:${causes[0]!.cause}:${since}`;
  await put(db, workspace, slot, address, staleCard({ ...stale, causes }, language), now);
  return true;
}

/** Why it may no longer hold, and what can be done about it. */
export function staleCard(
  { persona, causes }: Pick<Stale, 'persona' | 'causes'>,
  language: Language,
): SlackMessage {
  const { stale: texts, buttons } = textsIn(language).review;
  const { id, version, body } = persona;
  const heading = texts.heading(escapeMrkdwn(body.name));
  return {
    text: heading,
    blocks: [
      section([heading, ...causes.map((cause) => `• ${causeLine(cause, language)}`), texts.next].join('\n')),
      {
        type: 'actions',
        elements: [
          button('review_confirm', id, version, buttons.stillTrue, 'primary'),
          button('draft_personas', id, version, buttons.draftAgain),
          button('review_fresh', id, version, buttons.moreEvidence),
          button('review_retire', id, version, buttons.retire, 'danger'),
        ],
      },
    ],
  };
}

function causeLine(cause: Cause, language: Language): string {
  const { stale: texts } = textsIn(language).review;
  switch (cause.cause) {
    case 'old':
      return texts.old(cause.newest.slice(0, 10));
    case 'mostly_old':
      return texts.mostlyOld(cause.old, cause.of);
    case 'contradicted':
      return texts.contradicted(cause.good, cause.problem);
    case 'outcomes':
      return texts.outcomes(cause.well, cause.badly);
  }
}
