import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import pino from 'pino';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openForMany } from '../../src/database/open.ts';
import { loadSample } from '../../src/sandbox/sample/load.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { signedHeaders } from '../../src/sandbox/sign.ts';
import { newDatabase } from '../new-database.ts';
import { scripts } from '../shipped.ts';
import { connectionTo } from '../world.ts';
import type { Sample } from './payloads.ts';

/** The bot on signed HTTP with the sample data, and what it logs. */
export async function openFuzzed() {
  const sandbox = await startSandbox({ journal: null });
  const databaseUrl = await newDatabase();
  const database = openForMany(databaseUrl);
  // An interview that is deleted takes along what its person sent and what was set aside.
  database.raw.exec(`CREATE TABLE ever_stored (key TEXT);
    CREATE TRIGGER delivery_stored AFTER INSERT ON inbox BEGIN INSERT INTO ever_stored VALUES (new.key); END`);
  const everStored = () =>
    new Set(database.raw.prepare('SELECT key FROM ever_stored').pluck().all() as string[]);
  const logged: string[] = [];
  const log = pino(
    { level: 'warn' },
    new Writable({
      write: (line, _, done) => {
        logged.push(String(line));
        done();
      },
    }),
  );
  const { signingSecret } = sandbox;
  const app = await startApp({
    config: readConfig({ PORT: '0', REVIEWERS: 'U0GRACE', ADMINS: 'U0GRACE', REVIEW_CHANNEL: 'C0REVIEW' }),
    databaseUrl,
    scripts,
    db: database.db,
    log,
    kind: 'sandbox',
    connection: connectionTo(sandbox, 'http'),
    beforeStart: async (workspace, now) => void (await loadSample(database.db, workspace, scripts, now)),
  });
  const url = `http://127.0.0.1:${app.httpPort}/slack/events`;
  sandbox.setRequestUrl(url);
  const post = async (body: string, type: string): Promise<number> => {
    const headers = { 'content-type': type, ...signedHeaders(signingSecret, Date.now(), body) };
    const response = await fetch(url, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.status;
  };
  const close = async () => {
    await app.stop();
    await database.close();
    await sandbox.close();
  };
  return { sandbox, db: database.db, logged, post, everStored, close };
}

/** The body of a request, the way Slack encodes this kind. */
export function encoded(sent: Sample['sent'], body: Sample['body']): { body: string; type: string } {
  if (sent === 'json') return { body: JSON.stringify(body), type: 'application/json' };
  const form = new URLSearchParams();
  if (sent === 'payload') form.set('payload', JSON.stringify(body));
  else for (const [key, value] of Object.entries(body)) form.set(key, String(value));
  return { body: form.toString(), type: 'application/x-www-form-urlencoded' };
}

/** The ids of all listeners of one kind, as the features register them. */
export function registered(kind: 'action' | 'view'): string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const calls = new RegExp(`listen\\.${kind}\\('([a-z_]+)'`, 'g');
  const ids = files.flatMap((file) =>
    [...readFileSync(join('src', file), 'utf8').matchAll(calls)].map(([, id]) => id!),
  );
  return [...new Set(ids)].sort();
}
