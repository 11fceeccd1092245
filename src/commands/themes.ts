import { Argument, Option } from 'commander';
import { type FindingKind, findingKinds } from '../cases/themes.ts';
import { decideTheme, loadThemes, type Theme, type Themes } from '../review/theme-store.ts';
import { textsIn } from '../text/catalogue.ts';
import { type AddCommand, Misused } from './command.ts';
import { atPlace, print, printJson, Refused } from './place.ts';
import { mustReview } from './reviewer.ts';

type Options = { workspace?: string; by?: string; as?: string; kind?: FindingKind; json?: boolean };
type Choice = 'confirm' | 'reject';

/** `themes`, `themes CODE confirm --by USER [--as NAME]`, `themes CODE reject --by USER`. */
export const addThemes: AddCommand = ({ command, does }) => {
  command('themes', 'what a model found in free text: list it, or say what counts')
    .argument('[code]', 'a code of the list; none lists them')
    .addArgument(new Argument('[decision]').choices(['confirm', 'reject']))
    .option('--by <user>', 'the Slack id of the reviewer who decides')
    .option('--as <name>', 'the name that it counts under; themes with one name count as one')
    .addOption(new Option('--kind <kind>', 'where a theme and a signal share a code').choices(findingKinds))
    .option('--json', 'print one JSON value')
    .action(
      does(async (code: string | undefined, decision: Choice | undefined, options: Options) => {
        if (code === undefined) return list(options);
        if (decision === undefined || options.by === undefined)
          throw new Misused('themes CODE confirm|reject --by USER');
        return decide(code, decision, { ...options, by: options.by });
      }),
    );
};

async function list(options: Options): Promise<undefined> {
  await atPlace(options, async ({ db, workspace }) => {
    const found = await loadThemes(db, workspace);
    if (options.json) printJson(found);
    else print(listed(found));
  });
}

function listed({ waiting, decided, dropped }: Themes): string {
  const texts = textsIn('en').themes;
  const lines = [
    ...waiting.map((theme) => `${line(theme)}\n  ${theme.example.replaceAll('\n', ' ')}`),
    ...decided.map(({ kind, code, label, state }) =>
      state === 'confirmed' ? `${code}  ${kind}, counts as ${label}` : `${code}  ${kind}, rejected`,
    ),
    ...(dropped.length > 0 ? [texts.dropped(dropped.length)] : []),
    ...dropped.map(({ said, why }) => `  “${said}”: ${texts.whyDropped[why]}`),
  ];
  return lines.length === 0 ? texts.nothing : lines.join('\n');
}

function line({ kind, code, label, customers, people }: Theme): string {
  return `${code}  ${kind}, waits: ${label} (customers: ${customers}, people: ${people})`;
}

async function decide(
  code: string,
  decision: Choice,
  { by, as, kind, json, ...place }: Options & { by: string },
): Promise<undefined> {
  await atPlace(place, async ({ db, workspace, config, now }) => {
    const { themes } = textsIn('en');
    mustReview(by, config);
    const { waiting, decided } = await loadThemes(db, workspace);
    const known = [...waiting, ...decided].filter(
      (one) => one.code === code && (kind === undefined || one.kind === kind),
    );
    const [theme, other] = known;
    if (!theme) throw new Refused(`There is no theme "${code}": mismatch themes lists them.`);
    if (other) throw new Refused(`${code} is a theme and a signal: say which with --kind.`);
    const label = decision === 'reject' ? null : (as ?? theme.label);
    const deciding = { workspace, kind: theme.kind, code, by, now, via: 'command line' } as const;
    const fault = await db.transaction().execute((trx) => decideTheme(trx, deciding, label));
    if (fault !== null) throw new Refused(themes.faults[fault]);
    if (json) printJson({ kind: theme.kind, code, state: label === null ? 'left_out' : 'confirmed', label });
    else
      print(
        label === null ? `${code} counts nowhere.` : `${code} counts as ${label} from the next draft on.`,
      );
  });
}
