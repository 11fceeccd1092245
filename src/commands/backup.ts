import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { copyTo } from '../database/copies.ts';
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
    makeFolder(dirname(target));
    await copyTo(raw, target).catch((error) => refuseFile(target, error));
    print(`Copied ${path} to ${target}.`);
  });
}

/** The last folder of the way only: a way that is missing altogether is more likely a slip. */
function makeFolder(folder: string): void {
  try {
    if (!existsSync(folder)) mkdirSync(folder);
  } catch (error) {
    refuseFile(folder, error);
  }
}

function refuseFile(path: string, error: unknown): never {
  const reason = error instanceof Error ? error.message.replace(/,.*/s, '') : String(error);
  throw new Refused(`${path} cannot be written (${reason}): name another file.`);
}
