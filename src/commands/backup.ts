import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { AddCommand } from './command.ts';
import { atPlace, print, Refused } from './place.ts';

export const addBackup: AddCommand = ({ command, does }) => {
  command('backup', 'copy the live database, also while the bot runs')
    .argument('<file>')
    .action(does(backup));
};

async function backup(file: string, options: { workspace?: string }): Promise<undefined> {
  const target = resolve(file);
  if (existsSync(target)) {
    throw new Refused(`${file} exists already: name a new file, so that no older copy is lost.`);
  }
  await atPlace(options, async ({ raw, path }) => {
    if (path === ':memory:')
      throw new Refused('A database in memory cannot be copied: set DATABASE_URL to a file.');
    mkdirSync(dirname(target), { recursive: true });
    await raw.backup(target);
    print(`Copied ${path} to ${target}.`);
  });
}
