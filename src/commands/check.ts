import { Argument } from 'commander';
import { outcome } from '../leads/blocks.ts';
import { results } from '../leads/made.ts';
import { checkLead, checkShown, loadGround } from '../leads/run.ts';
import { ownCheck, recordCheck } from '../leads/store.ts';
import { traitWords } from '../lookup/traits.ts';
import { reportOutcome } from '../personas/outcomes.ts';
import { textsIn } from '../text/catalogue.ts';
import { type AddCommand, Misused } from './command.ts';
import { atPlace, note, print, printJson, Refused } from './place.ts';
import { plainText } from './plain.ts';

/** Who asks and by which way, where there is no Slack id. */
const BY = 'command line' as const;

type Options = { workspace?: string; json?: boolean; text?: string };

export const addCheck: AddCommand = ({ command, does }) => {
  command('check', 'check a lead against the approved negative personas')
    .argument('[trait=value...]')
    .option('--text <text>', 'a description in words')
    .option('--json', 'print one JSON value')
    .action(does(check));
  command('outcome', 'say what became of a lead that was checked on the command line')
    .argument('<check>', 'the number that check printed')
    .addArgument(new Argument('<result>').choices(results))
    .option('--json', 'print one JSON value')
    .action(does(report));
};

async function report(check: string, result: (typeof results)[number], options: Options): Promise<undefined> {
  const number = Number(check);
  await atPlace(options, async ({ db, workspace, config, now }) => {
    const own = Number.isSafeInteger(number) ? await ownCheck(db, workspace, BY, number) : null;
    if (!own)
      throw new Refused(
        `No check "${check}" was made on the command line: whoever made one elsewhere reports it there.`,
      );
    const outcome = { check: number, result, by: BY, via: BY, at: now };
    await db.transaction().execute((trx) => reportOutcome(trx, workspace, outcome));
    if (options.json) return printJson({ check: number, result, personas: own.matched });
    const { noted } = textsIn(config.language).leads.outcomes;
    print(own.matched.length === 0 ? noted.none : noted[result](own.matched.join(', ')));
  });
}

async function check(pairs: string[], options: Options): Promise<undefined> {
  if (pairs.length === 0 && options.text === undefined) {
    throw new Misused(
      'nothing to check: give TRAIT=VALUE pairs, for example industry=retail, or --text "retail, 8 people".',
    );
  }
  const wrong = pairs.filter((pair) => !/^[^=]+=[\s\S]+$/.test(pair));
  if (wrong.length > 0) {
    throw new Misused(
      `write TRAIT=VALUE, for example industry=retail; use --text for words. Not understood: ${wrong.join(', ')}.`,
    );
  }
  await atPlace(options, async ({ db, workspace, config, now, scripts }) => {
    const ground = await loadGround(db, workspace, scripts());
    const { lead, result } = checkLead(ground, { pairs, text: options.text ?? '' });
    const made = { lead, result, askedBy: BY, via: BY, at: now };
    const id = await db.transaction().execute((trx) => recordCheck(trx, workspace, made));
    if (options.json) return printJson({ check: id, ...checkShown(ground, lead, result) });
    const words = traitWords(scripts(), config.language);
    const view = { ...ground, check: id, lead, result, words, language: config.language };
    print(plainText(outcome(view, textsIn(config.language))));
    note(`What became of this lead: mismatch outcome ${id} ${results.join('|')}`);
  });
}
