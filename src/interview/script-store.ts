import type { Database } from '../database/open.ts';
import type { Script } from './script.ts';

/**
 * Stores scripts under their id and version, so that a running interview stays on the one it began with.
 *
 * @returns one sentence for each script that was changed without a new version; such a script is not stored
 */
export async function storeScripts(
  db: Database,
  workspace: number,
  scripts: readonly Script[],
  now: string,
): Promise<string[]> {
  const faults: string[] = [];
  for (const script of scripts) {
    const stored = await storedBody(db, workspace, script.id, script.version);
    const body = JSON.stringify(script);
    if (stored === null) await insert(db, workspace, script, body, now);
    else if (stored !== body) {
      faults.push(
        `The script "${script.id}" was changed, but interviews were already taken with its version ${script.version}: raise the version to ${script.version + 1}.`,
      );
    }
  }
  return faults;
}

/** Makes sure that an interview has a row to point at, and gives back the script as it was first stored. */
export async function pinScript(
  db: Database,
  workspace: number,
  script: Script,
  now: string,
): Promise<Script> {
  const stored = await storedBody(db, workspace, script.id, script.version);
  if (stored !== null) return JSON.parse(stored) as Script;
  await insert(db, workspace, script, JSON.stringify(script), now);
  return script;
}

async function storedBody(
  db: Database,
  workspace: number,
  id: string,
  version: number,
): Promise<string | null> {
  const row = await db
    .selectFrom('scripts')
    .select('body')
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.body ?? null;
}

async function insert(
  db: Database,
  workspace: number,
  { id, version }: Script,
  body: string,
  now: string,
): Promise<void> {
  await db.insertInto('scripts').values({ workspace, id, version, body, stored_at: now }).execute();
}
