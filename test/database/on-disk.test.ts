import { mkdtempSync, writeFileSync } from 'node:fs';
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

test('after a failure nothing is said to be on the disk any more', async () => {
  const path = join(folder(), 'log');
  const disk = onDisk(path);
  onTestFinished(() => disk.close());
  const [first, second] = [disk.sync(), disk.sync()];
  await expect(first).rejects.toMatchObject({ name: 'DiskFailed', code: 'ENOENT' });
  await expect(second).rejects.toMatchObject({ name: 'DiskFailed', code: 'ENOENT' });
  writeFileSync(path, 'words');
  await expect(disk.sync()).rejects.toMatchObject({ name: 'DiskFailed', code: 'ENOENT' });
});
