import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { onDisk } from '../../src/database/on-disk.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'mismatch-disk-'));

test('what is asked for while the disk works is done after that, once for all', async () => {
  const path = join(folder(), 'log');
  writeFileSync(path, 'words');
  const disk = onDisk(path);
  onTestFinished(() => disk.close());
  const done: string[] = [];
  const first = disk.sync().then(() => done.push('first'));
  const [second, third] = [disk.sync(), disk.sync()];
  expect(second).toBe(third);
  void second.then(() => done.push('second'));
  await Promise.all([first, second]);
  await disk.sync();
  expect(done).toEqual(['first', 'second']);
  expect(disk.failure()).toBeNull();
});

test('what is asked for just after one has ended waits with those that are to come', async () => {
  const path = join(folder(), 'log');
  writeFileSync(path, 'words');
  const disk = onDisk(path);
  const first = disk.sync();
  const second = disk.sync();
  const third = first.then(() => disk.sync());
  await Promise.all([second, third]);
  await disk.close();
  expect(disk.failure()).toBeNull();
});

test('after a failure nothing is said to be on the disk any more', async () => {
  // A device that takes no fsync.
  const disk = onDisk('/dev/null');
  onTestFinished(() => disk.close());
  const [first, second] = [disk.sync(), disk.sync()];
  const told = { name: 'DiskFailed', code: 'EINVAL' };
  await expect(first).rejects.toMatchObject(told);
  await expect(second).rejects.toMatchObject(told);
  await expect(disk.sync()).rejects.toMatchObject(told);
  expect(disk.failure()).toMatchObject(told);
  expect(await disk.failed).toBe(disk.failure());
});

test.each([
  ['deleted', (log: string) => rmSync(log)],
  ['moved', (log: string) => renameSync(log, `${log}.away`)],
  [
    'replaced',
    (log: string) => {
      rmSync(log);
      writeFileSync(log, '');
    },
  ],
  ['left behind by its database', (log: string) => rmSync(`${log}.db`)],
])('where the log is %s, nothing is said to be stored', async (_, happens) => {
  const log = join(folder(), 'log');
  for (const file of [log, `${log}.db`]) writeFileSync(file, 'words');
  const disk = onDisk(log, [`${log}.db`]);
  onTestFinished(() => disk.close());
  await disk.sync();
  happens(log);
  await expect(disk.sync()).rejects.toThrow(
    'The database was moved or deleted while it was open: nothing is',
  );
  expect(await disk.failed).toBe(disk.failure());
});
