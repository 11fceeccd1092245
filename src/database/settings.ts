import { type Config, WORKSPACE_SETTINGS, type WorkspaceSetting, withSettings } from '../config.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import type { Row } from './tables.ts';

const chosenIn = prepared((db, { workspace }: { workspace: number }) =>
  db.selectFrom('settings').select(['key', 'value']).where('workspace', '=', workspace),
);

/** The settings of one workspace: what its administrators chose over the defaults of the environment. */
export async function configOf(db: Database, workspace: number, defaults: Config): Promise<Config> {
  const { rows } = await chosenIn(db, { workspace });
  const chosen = rows.filter(({ key }) => Object.hasOwn(WORKSPACE_SETTINGS, key));
  if (chosen.length === 0) return defaults;
  return withSettings(defaults, Object.fromEntries(chosen.map(({ key, value }) => [key, value])));
}

/**
 * The defaults of a workspace of this kind: in the built-in one an invented reviewer decides, and its own channels are
 * posted to, unless the environment says otherwise.
 */
export function defaultsFor(kind: Row<'workspaces'>['kind'], environment: Config): Config {
  if (kind !== 'sandbox') return environment;
  const { reviewers, admins, reviewChannel, summaryChannel } = environment;
  return {
    ...environment,
    reviewers: reviewers.length > 0 ? reviewers : ['U0GRACE'],
    admins: admins.length > 0 ? admins : ['U0GRACE'],
    reviewChannel: reviewChannel ?? 'C0REVIEW',
    summaryChannel: summaryChannel ?? 'C0SUMMARY',
  };
}

/** Keeps what an administrator chose for a workspace, written as in the environment. */
export async function saveSetting(
  db: Database,
  workspace: number,
  { name, value, by, now }: { name: WorkspaceSetting; value: string; by: string; now: string },
): Promise<void> {
  const row = { value, updated_by: by, updated_at: now };
  await db
    .insertInto('settings')
    .values({ workspace, key: name, ...row })
    .onConflict((conflict) => conflict.columns(['workspace', 'key']).doUpdateSet(row))
    .execute();
}
