import { resolve } from 'node:path';
import { Command } from 'commander';
import { lacksForesight } from '../scripts/foresight.ts';
import { readScripts, ScriptsRefused } from '../scripts/load.ts';
import { textsIn } from '../text/catalogue.ts';
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

async function checkScripts(folder: string | undefined, { json }: { json?: boolean }): Promise<number> {
  const { scriptsDir, language } = settings();
  const say = textsIn(language).scripts.check;
  try {
    const { scripts, faults, advice } = readScripts(resolve(folder ?? scriptsDir), language);
    if (faults.length + advice.length > 0) throw new ScriptsRefused([...faults, ...advice]);
    const list = scripts.map(({ id, version, questions }) => ({ id, version, questions: questions.length }));
    if (json) printJson({ scripts: list, faults: [] });
    else for (const { id, version, questions } of list) print(say.sound(id, version, questions));
    for (const { id } of scripts.filter(lacksForesight)) note(`${id}: ${say.noForesight}`);
    return 0;
  } catch (error) {
    if (!(error instanceof ScriptsRefused)) throw error;
    if (json) printJson({ scripts: [], faults: error.faults });
    throw new Refused(...error.message.split('\n'));
  }
}
