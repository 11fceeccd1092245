import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { sql } from 'kysely';
import type { Config } from '../config.ts';
import type { Database } from '../database/open.ts';
import { configOf } from '../database/settings.ts';
import { nameOf } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Script } from '../scripts/script.ts';
import { languageOf } from '../slack/people.ts';
import { homeView } from './blocks.ts';
import { loadHome } from './store.ts';

export type RedrawOptions = {
  db: Database;
  config: Config;
  scripts: readonly Script[];
  log: Log;
  /** `null` where the bot has not connected, or is installed no more: nothing is drawn then. */
  clientOf(workspace: number): Promise<WebClient | null>;
  background(work: () => Promise<void>): void;
};

export type Redraw = {
  /** Somebody did something: their tab is looked at soon, and everybody's where what all see has changed. */
  touch(workspace: number, person: string | null): void;
  /** Draws a tab that nothing remembers any more: its person has just deleted everything. */
  drawOnce(workspace: number, person: string): void;
};

/** Changes that come close together are drawn once. */
const GATHER_MS = 150;

/**
 * Keeps the Home tabs true that somebody has opened: after a change they are made anew, and published where they came
 * out different. What fails is tried again with the next change or when the tab is opened.
 */
export function createRedraw(options: RedrawOptions): Redraw {
  const touched = new Map<number, Set<string>>();
  const seen = new Map<number, string>();
  const draw = async (workspace: number): Promise<void> => {
    await sleep(GATHER_MS);
    const people = touched.get(workspace);
    touched.delete(workspace);
    const client = await options.clientOf(workspace);
    if (client === null) return;
    const shared = await sharedState(options.db, workspace);
    const opened = await openedHomes(options.db, workspace);
    const isSame = shared === seen.get(workspace);
    seen.set(workspace, shared);
    const due = isSame ? opened.filter(({ person }) => people?.has(person)) : opened;
    for (const { person, drawn } of due) {
      await drawFor(options, { workspace, client }, person, drawn).catch((error: unknown) => {
        // Whom Slack refuses, such as somebody who has left, keeps nobody else's as it was.
        if (!(error instanceof WebAPIPlatformError)) throw error;
        options.log.warn({ failure: nameOf(error) }, 'a Home tab could not be drawn');
      });
    }
  };
  const later = (work: () => Promise<void>) =>
    options.background(() =>
      work().catch((error: unknown) =>
        options.log.warn({ failure: nameOf(error) }, 'a Home tab could not be drawn'),
      ),
    );
  return {
    touch: (workspace, person) => {
      const isGathering = touched.has(workspace);
      const people = touched.get(workspace) ?? new Set();
      if (person !== null) people.add(person);
      touched.set(workspace, people);
      if (!isGathering) later(() => draw(workspace));
    },
    drawOnce: (workspace, person) =>
      later(async () => {
        const client = await options.clientOf(workspace);
        if (client === null) return;
        const view = await viewFor(options, { workspace, client }, person);
        await client.views.publish({ user_id: person, view });
      }),
  };
}

type Bot = { workspace: number; client: WebClient };

async function drawFor(options: RedrawOptions, bot: Bot, person: string, drawn: string): Promise<void> {
  const view = await viewFor(options, bot, person);
  const hash = hashOf(view);
  if (hash === drawn) return;
  await bot.client.views.publish({ user_id: person, view });
  await options.db
    .updateTable('homes')
    .set({ drawn: hash })
    .where('workspace', '=', bot.workspace)
    .where('person', '=', person)
    .execute();
}

async function viewFor({ db, scripts, ...rest }: RedrawOptions, { workspace }: Bot, person: string) {
  const config = await configOf(db, workspace, rest.config);
  const language = await languageOf(db, { workspace, person }, config.language);
  return homeView(await loadHome(db, workspace, person, config, scripts), language);
}

/** Tells one content of a tab from another. */
export function hashOf(view: unknown): string {
  return createHash('sha256').update(JSON.stringify(view)).digest('base64url');
}

/** Changes whenever what everybody's tab shows may have: personas, decisions, erasures, merges. */
async function sharedState(db: Database, workspace: number): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    SELECT (SELECT count(*) || ' ' || coalesce(max(drafted_at), '') || ' ' || coalesce(max(decided_at), '')
      FROM persona_versions WHERE workspace = ${workspace}) || ' ' ||
      (SELECT coalesce(max(id), 0) FROM audit_log WHERE workspace = ${workspace}) AS state`.execute(db);
  return rows[0]?.state ?? '';
}

async function openedHomes(db: Database, workspace: number): Promise<{ person: string; drawn: string }[]> {
  return db.selectFrom('homes').select(['person', 'drawn']).where('workspace', '=', workspace).execute();
}
