import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { copiesOf } from '../database/copies.ts';
import { isMigrated } from '../database/migrate.ts';
import { type Database, DatabaseRefused, databasePath, openDatabase } from '../database/open.ts';
import { type Finding, fault, ok, warning } from './finding.ts';

/** Less than this left on the disk, or than the database is large, and an upgrade's copy may not fit. */
const LEAST_FREE = 100 * 1024 ** 2;
const MB = 1024 ** 2;

/** `isReadable`: whether what is stored can be read as this version's. */
type Looked = { findings: Finding[]; isReadable: boolean };

/** Whether the database opens, can be written to and is sound, and what waits in it for a person. Changes nothing. */
export async function databaseFindings(url: string): Promise<Looked> {
  try {
    return await look(url);
  } catch (error) {
    const refused = error instanceof DatabaseRefused && error.cause === undefined;
    const finding = refused
      ? fault('database', error.message, null)
      : fault('database', reasonOf(error), databaseRemedy(codeOf(error)));
    return { findings: [finding], isReadable: false };
  }
}

async function look(url: string): Promise<Looked> {
  const path = databasePath(url);
  if (!existsSync(path)) return { findings: [toBeMade(path)], isReadable: true };
  const opened = openDatabase(url);
  try {
    const [check] = opened.raw.pragma('integrity_check(1)') as { integrity_check: string }[];
    if (check?.integrity_check !== 'ok') {
      const says = `${path} is damaged (${check?.integrity_check})`;
      const remedy = 'Stop the bot and restore it from a backup (docs/operations.md).';
      return { findings: [fault('database', says, remedy)], isReadable: false };
    }
    const isReadable = isMigrated(opened);
    opened.raw.exec('BEGIN IMMEDIATE; ROLLBACK');
    const sound = `${path} is sound and can be written to`;
    const older = `${sound}; an older version wrote it, and the next start or command copies it and brings it up to date`;
    const waiting = isReadable ? [...(await setAside(opened.db)), ...(await unsure(opened.db))] : [];
    const findings = [
      ok('database', isReadable ? sound : older),
      ...spaceFindings(path),
      ...copyFindings(path),
      ...waiting,
    ];
    return { findings, isReadable };
  } finally {
    await opened.close();
  }
}

/** Whether the file that is not there yet can be made. */
function toBeMade(path: string): Finding {
  let folder = dirname(path);
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is no folder`);
    accessSync(folder, constants.W_OK);
    return ok('database', `${path} does not exist yet; the first command makes it`);
  } catch {
    return fault(
      'database',
      `${path} does not exist and cannot be made in ${folder}`,
      databaseRemedy('EACCES'),
    );
  }
}

/** What failed; the remedy stands beside it. */
function reasonOf(error: unknown): string {
  const { message } = ((error as { cause?: unknown }).cause ?? error) as Error;
  return `it cannot be used (${message})`;
}

/** The code of SQLite or of the system, of an error or of what it came from. */
function codeOf(error: unknown): string | null {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause === undefined ? null : codeOf(cause);
}

/** What to do about an error of the database file, by the code of SQLite or of the system. */
export function databaseRemedy(code: string | null): string {
  if (/^SQLITE_FULL|^SQLITE_IOERR_SHMSIZE|^ENOSPC|^EDQUOT/.test(code ?? ''))
    return 'The disk is full: free some space; the bot goes on by itself.';
  if (/^SQLITE_READONLY|^SQLITE_CANTOPEN|^SQLITE_PERM|^EACCES|^EPERM|^EROFS/.test(code ?? ''))
    return 'Let the user that runs Mismatch write to the file and its folder (chown, chmod), and see that the disk is not mounted read-only.';
  if (/^SQLITE_BUSY|^SQLITE_LOCKED/.test(code ?? ''))
    return 'Another program holds its lock: wait for a running import, or stop whatever else has the file open.';
  return 'Restore it from a backup, or set DATABASE_URL to another file.';
}

function spaceFindings(path: string): Finding[] {
  const { bavail, bsize } = statfsSync(dirname(path));
  return spaceFinding(bavail * bsize, statSync(path).size);
}

/** Both in bytes. */
export function spaceFinding(free: number, size: number): Finding[] {
  if (free >= Math.max(LEAST_FREE, size)) return [];
  const remedy =
    'Free some space: an upgrade writes a copy beside the database, and a full disk stops the bot.';
  const says = `${Math.floor(free / MB)} MB are free beside a database of ${Math.ceil(size / MB)} MB`;
  return [warning('disk', says, remedy)];
}

/** The copies that upgrades made, which hold what is erased later. */
function copyFindings(path: string): Finding[] {
  return copiesOf(path).map((copy) =>
    ok('copy', `${copy} was made before an upgrade; the bot deletes it after seven days, an erasure at once`),
  );
}

/** Deliveries that failed several times, by kind and by what failed. */
async function setAside(db: Database): Promise<Finding[]> {
  const rows = await db
    .selectFrom('inbox')
    .select((eb) => [
      'kind',
      'failure',
      eb.fn.countAll<number>().as('n'),
      eb.fn.max('received_at').as('last'),
    ])
    .where('state', '=', 'set_aside')
    .groupBy(['kind', 'failure'])
    .orderBy('n', 'desc')
    .execute();
  const total = rows.reduce((sum, { n }) => sum + Number(n), 0);
  if (total === 0) return [ok('events', 'none set aside')];
  const kinds = rows
    .slice(0, 5)
    .map(
      ({ kind, failure, n, last }) => `${n} ${kind} (${failure ?? 'unknown'}, last ${last?.slice(0, 16)}Z)`,
    );
  const more = rows.length > 5 ? ', and others' : '';
  const remedy =
    'The people concerned were told: ask them to repeat what they did. The log names the place in the program; purge forgets these once they are older than RETENTION_DAYS.';
  return [warning('events', `${total} set aside after failing: ${kinds.join(', ')}${more}`, remedy)];
}

/** Summaries of which nobody knows whether they stand in the channel. */
async function unsure(db: Database): Promise<Finding[]> {
  const rows = await db.selectFrom('summaries').select('week').where('state', '=', 'unknown').execute();
  if (rows.length === 0) return [];
  const says = `${rows.map(({ week }) => week).join(', ')} may or may not stand in the channel`;
  const remedy =
    'Look there, then answer the message to the administrator, or run summary --week WEEK --post.';
  return [warning('summary', says, remedy)];
}
