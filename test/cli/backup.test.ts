import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { interviews, workplace } from './command.ts';

test('a backup of a database in use, put in its place, is the database as it was', async () => {
  const place = workplace();
  const file = join(place.folder, 'test.db');
  place.file('interviews.jsonl', interviews(30));
  expect((await place.run('import', 'interviews', 'interviews.jsonl')).code).toBe(0);
  expect((await place.run('draft')).code).toBe(0);
  expect((await place.run('review', 'p1', 'approve', '--by', 'U0GRACE', '--reason', 'clear')).code).toBe(0);

  // A bot that runs: its last change stands in the write-ahead log only.
  const bot = new BetterSqlite3(file);
  bot.pragma('wal_autocheckpoint = 0');
  bot.prepare("UPDATE people SET name = 'Written last' WHERE id = 'U1'").run();
  const told = async (...args: string[]) => (await place.run(...args, '--json')).out;
  const taken = place.start('backup', 'copy.db');
  expect([taken.code, taken.err]).toEqual([0, '']);
  bot.close();
  const before = [await told('personas'), await told('show', 'p1'), await told('lookup', 'negative')];

  expect((await place.run('erase', '--staff', 'U1')).code).toBe(0);
  expect(await told('show', 'p1')).not.toBe(before[1]);
  for (const name of readdirSync(place.folder).filter((each) => each.startsWith('test.db'))) {
    rmSync(join(place.folder, name));
  }
  copyFileSync(join(place.folder, 'copy.db'), file);

  expect([await told('personas'), await told('show', 'p1'), await told('lookup', 'negative')]).toEqual(
    before,
  );
  expect(JSON.parse(await told('doctor'))).toMatchObject({ ok: true });
  const restored = new BetterSqlite3(file, { readonly: true });
  const nameOf = restored.prepare('SELECT name FROM people WHERE id = ?').pluck();
  expect(nameOf.get('U1')).toBe('Written last');
  expect(restored.pragma('foreign_key_check')).toEqual([]);
  restored.close();
});
