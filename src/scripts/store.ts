import type { Database } from '../database/open.ts';
import { prepared } from '../database/prepared.ts';
import type { Script } from './script.ts';

/** A script that was changed on disk while its version stayed. */
export type Unversioned = { id: string; version: number };

/**
 * The scripts as the bot runs them. Interviews were taken with each version as it is stored, so a script that was changed
 * without a new version is run as it is stored, in every workspace.
 */
export async function scriptsInForce(
  db: Database,
  scripts: readonly Script[],
): Promise<{ scripts: Script[]; unversioned: Unversioned[] }> {
  const unversioned: Unversioned[] = [];
  const inForce: Script[] = [];
  for (const script of scripts) {
    const { id, version } = script;
    const stored = await db
      .selectFrom('scripts')
      .select('body')
      .where('id', '=', id)
      .where('version', '=', version)
      .orderBy('stored_at')
      .limit(1)
      .executeTakeFirst();
    const isChanged = stored !== undefined && stored.body !== JSON.stringify(script);
    if (isChanged) unversioned.push({ id, version });
    inForce.push(isChanged ? (JSON.parse(stored.body) as Script) : script);
  }
  return { scripts: inForce, unversioned };
}

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
  if (stored !== null) return read(stored);
  await insert(db, workspace, script, JSON.stringify(script), now);
  return script;
}

/** The script that an interview is pinned to. */
export async function loadScript(
  db: Database,
  workspace: number,
  id: string,
  version: number,
): Promise<Script> {
  const body = await storedBody(db, workspace, id, version);
  if (body === null) throw new Error(`the script ${id}, version ${version}, of an interview is not stored`);
  return read(body);
}

/** Every step of an interview reads its script: the last few are kept by their text, so no other version is ever taken. */
const known = new Map<string, Script>();
const KNOWN_AT_MOST = 50;

function read(body: string): Script {
  const script = known.get(body) ?? (JSON.parse(body) as Script);
  known.delete(body);
  known.set(body, script);
  const [oldest] = known.keys();
  if (known.size > KNOWN_AT_MOST && oldest !== undefined) known.delete(oldest);
  return script;
}

async function storedBody(
  db: Database,
  workspace: number,
  id: string,
  version: number,
): Promise<string | null> {
  const { rows } = await bodyOf(db, { workspace, id, version });
  return rows[0]?.body ?? null;
}

type Place = { workspace: number; id: string; version: number };

const bodyOf = prepared((db, { workspace, id, version }: Place) =>
  db
    .selectFrom('scripts')
    .select('body')
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('version', '=', version),
);

async function insert(
  db: Database,
  workspace: number,
  { id, version }: Script,
  body: string,
  now: string,
): Promise<void> {
  await db.insertInto('scripts').values({ workspace, id, version, body, stored_at: now }).execute();
}
