import { Option } from 'commander';
import { loadDropped } from '../cases/theme-store.ts';
import type { Database } from '../database/open.ts';
import type { PersonaStatus } from '../database/tables.ts';
import { shownPersona } from '../drafting/result.ts';
import { loadLinks } from '../exports/store.ts';
import { answer } from '../lookup/answer.ts';
import { entryOf } from '../lookup/entry.ts';
import { lookup } from '../lookup/lookup.ts';
import { readingIn } from '../lookup/store.ts';
import { synonymsIn } from '../lookup/traits.ts';
import { casesOf, inFull } from '../personas/customers.ts';
import { approvedPersonas, historyOf, listPersonas, loadPersona } from '../personas/store.ts';
import { collateralLines } from '../review/collateral-blocks.ts';
import { weighVersion } from '../review/weigh.ts';
import type { AddCommand } from './command.ts';
import { personaPage } from './persona-page.ts';
import { atPlace, noPersona, print, printJson } from './place.ts';
import { plainText } from './plain.ts';

type Options = { workspace?: string; json?: boolean; status?: PersonaStatus };
const STATUSES: PersonaStatus[] = ['draft', 'approved', 'rejected', 'retired', 'superseded'];

/** `lookup`, `personas` and `show`. */
export const addLookup: AddCommand = ({ command, does }) => {
  command('lookup', 'what /persona TEXT shows: approved personas only')
    .argument('[text...]')
    .option('--json', 'print one JSON value')
    .action(does(find));
  command('personas', 'every persona in its newest version')
    .addOption(new Option('--status <status>', 'only these').choices(STATUSES))
    .option('--json', 'print one JSON value')
    .action(does(list));
  command('show', 'one persona with its evidence, by id or name')
    .argument('<name...>')
    .option('--json', 'print one JSON value')
    .action(does(show));
};

async function find(words: string[], options: Options): Promise<undefined> {
  const query = words.join(' ');
  await atPlace(options, async ({ db, workspace, config, scripts }) => {
    const personas = await approvedPersonas(db, workspace);
    const view = {
      language: config.language,
      size: 'full',
      mayExport: false,
      ...readingIn(db, workspace),
    } as const;
    if (!options.json) return print(plainText(await answer(query, personas, scripts(), view)));
    const found = lookup(query, personas, synonymsIn(scripts()));
    printJson({
      results: found.results.map((persona) => entryOf(persona, personas)),
      suggestions: found.found === 'nothing' ? found.suggestions.map(({ body }) => body.name) : [],
    });
  });
}

async function list(options: Options): Promise<undefined> {
  await atPlace(options, async ({ db, workspace }) => {
    const personas = await listPersonas(db, workspace, options.status);
    if (options.json) {
      const results = personas.map((persona) => ({ ...entryOf(persona, personas), status: persona.status }));
      return printJson({ results });
    }
    if (personas.length === 0) print('There is no such persona yet: mismatch draft makes drafts.');
    for (const { id, version, status, body } of personas) {
      print(`${id}  ${status}  version ${version}  ${body.kind}  ${body.name}`);
    }
  });
}

async function namesOf(db: Database, workspace: number): Promise<(id: string) => string> {
  const names = new Map((await listPersonas(db, workspace)).map(({ id, body }) => [id, body.name]));
  return (id) => (names.has(id) ? `${names.get(id)} (${id})` : id);
}

async function show(words: string[], options: Options): Promise<undefined> {
  const name = words.join(' ');
  await atPlace(options, async ({ db, workspace, config }) => {
    const persona = await loadPersona(db, workspace, name);
    if (!persona) throw noPersona(name);
    const [history, evidence] = [
      await historyOf(db, workspace, persona.id),
      await loadLinks(db, workspace, persona.id, persona.version),
    ];
    const collateral = await weighVersion(db, workspace, persona);
    const cases = await casesOf(db, workspace, persona);
    const droppedFindings = await loadDropped(db, workspace, cases);
    if (options.json) {
      const full = await inFull(db, workspace, persona);
      return printJson({ ...shownPersona(persona, full, history), evidence, collateral, droppedFindings });
    }
    const weighed = collateral === null ? [] : collateralLines(collateral, config.language);
    const of = persona.body.parent;
    const parent = of === null ? null : await loadPersona(db, workspace, of);
    const nameOf = await namesOf(db, workspace);
    print(personaPage(persona, cases, history, weighed, parent?.body ?? null, nameOf, droppedFindings));
  });
}
