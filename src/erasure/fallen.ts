import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { put } from '../slack/outbox.ts';
import { languageOf } from '../slack/people.ts';
import { textsIn } from '../text/catalogue.ts';
import { escapeMrkdwn } from '../text/mrkdwn.ts';
import type { Erased } from './erasure.ts';

/** Tells the reviewers which approved personas no longer stand; the running bot posts it. Call it in a transaction. */
export async function tellOfFallen(
  db: Database,
  workspace: number,
  fallen: Erased['fallen'],
  config: Pick<Config, 'reviewChannel' | 'reviewers' | 'language'>,
  now: string,
): Promise<void> {
  const address = config.reviewChannel ?? config.reviewers[0];
  if (address === undefined) return;
  // A reviewer reads their own language, a channel the workspace's.
  const language = await languageOf(db, { workspace, person: address }, config.language);
  const texts = textsIn(language).review;
  for (const { id, name } of fallen) {
    await put(db, workspace, `fallen:${id}:${now}`, address, { text: texts.fallen(escapeMrkdwn(name)) }, now);
  }
}
