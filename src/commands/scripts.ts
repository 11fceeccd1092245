import { resolve } from 'node:path';
import { Command } from 'commander';
import { lacksForesight } from '../interview/foresight.ts';
import { readScripts, ScriptsRefused } from '../interview/load.ts';
import type { AddCommand } from './command.ts';
import { note, print, printJson, Refused, settings } from './place.ts';

export const addScripts: AddCommand = ({ command, does }) => {
  const check = new Command('check')
    .description('look for faults: file, line, what is wrong')
    .argument('[folder]', 'default: SCRIPTS_DIR')
    .option('--json', 'print one JSON value')
    .exitOverride()
    .action(
      does(async (folder: string | undefined, options: { json?: boolean }) => checkScripts(folder, options)),
    );
  command('scripts', 'interview scripts').addCommand(check);
};

const NO_FORESIGHT =
  'no answer in it is known before the sale, so its personas could turn no lead away and could not be approved. Mark what a salesperson sees before signing with observable: before_sale, and give it level: macro.';

async function checkScripts(folder: string | undefined, { json }: { json?: boolean }): Promise<number> {
  const path = folder ?? settings().scriptsDir;
  try {
    const { scripts, faults, advice } = readScripts(resolve(path));
    if (faults.length + advice.length > 0) throw new ScriptsRefused([...faults, ...advice]);
    const list = scripts.map(({ id, version, questions }) => ({ id, version, questions: questions.length }));
    if (json) printJson({ scripts: list, faults: [] });
    else
      for (const { id, version, questions } of list)
        print(`${id}, version ${version}: ${questions} questions, no fault`);
    for (const { id } of scripts.filter(lacksForesight)) note(`${id}: ${NO_FORESIGHT}`);
    return 0;
  } catch (error) {
    if (!(error instanceof ScriptsRefused)) throw error;
    if (json) printJson({ scripts: [], faults: error.faults });
    throw new Refused(...error.message.split('\n'));
  }
}
