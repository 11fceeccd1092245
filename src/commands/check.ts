import { outcome } from '../leads/blocks.ts';
import { checkLead, checkShown, loadGround } from '../leads/run.ts';
import { recordCheck } from '../leads/store.ts';
import { traitWords } from '../lookup/slack.ts';
import { textsIn } from '../text/catalogue.ts';
import type { AddCommand } from './command.ts';
import { atPlace, print, printJson, Refused } from './place.ts';
import { plainText } from './plain.ts';

type Options = { workspace?: string; json?: boolean; text?: string };

export const addCheck: AddCommand = ({ command, does }) => {
  command('check', 'check a lead against the approved negative personas')
    .argument('[trait=value...]')
    .option('--text <text>', 'a description in words')
    .option('--json', 'print one JSON value')
    .action(does(check));
};

async function check(pairs: string[], options: Options): Promise<undefined> {
  if (pairs.length === 0 && options.text === undefined) {
    throw new Refused(
      'Nothing to check: give TRAIT=VALUE pairs, for example industry=retail, or --text "retail, 8 people".',
    );
  }
  const wrong = pairs.filter((pair) => !/^[^=]+=[\s\S]+$/.test(pair));
  if (wrong.length > 0) {
    throw new Refused(
      `Write TRAIT=VALUE, for example industry=retail; use --text for words. Not understood: ${wrong.join(', ')}.`,
    );
  }
  await atPlace(options, async ({ db, workspace, config, now, scripts }) => {
    const ground = await loadGround(db, workspace, scripts());
    const { lead, result } = checkLead(ground, { pairs, text: options.text ?? '' });
    const id = await recordCheck(db, workspace, {
      lead,
      result,
      askedBy: 'command line',
      via: 'command line',
      at: now,
    });
    if (options.json) return printJson({ check: id, ...checkShown(lead, result) });
    const words = traitWords(scripts(), config.language);
    print(
      plainText(
        outcome(
          { ...ground, check: id, lead, result, words, language: config.language },
          textsIn(config.language),
        ),
      ),
    );
  });
}
