import { audit } from '../personas/audit.ts';
import { saveByHand } from '../personas/by-hand-store.ts';
import { sampleShapes, sampleWritten } from '../personas/samples.ts';
import { listPersonas } from '../personas/store.ts';
import { textsIn } from '../text/catalogue.ts';
import type { SampleKey } from '../text/en/samples.ts';
import type { AddCommand } from './command.ts';
import { atPlace, type Place, print, printJson, Refused } from './place.ts';

type Options = { workspace?: string; load?: boolean; json?: boolean };
type Row = { key: SampleKey; kind: string; name: string; id: string | null; loaded: boolean };

export const addSamples: AddCommand = ({ command, does }) => {
  command('samples', 'invented sample personas, listed or loaded as drafts marked as assumptions')
    .option('--load', 'save those that are not there yet as drafts')
    .option('--json', 'print one JSON value')
    .action(does(samples));
};

async function samples(options: Options): Promise<undefined> {
  await atPlace(options, async (place) => {
    const rows = options.load
      ? await place.db.transaction().execute((db) => load({ ...place, db }))
      : await known(place);
    if (options.json) return printJson({ samples: rows });
    for (const { kind, name, id, loaded } of rows) {
      print(`${id ?? '-'}  ${kind}  ${name}${loaded ? '  saved as a draft' : ''}`);
    }
    print(
      'Invented, every line an assumption: no case stands behind them. A reviewer approves them like any draft.',
    );
  });
}

const keys = Object.keys(sampleShapes) as SampleKey[];

async function known({ db, workspace, config }: Place): Promise<Row[]> {
  const words = textsIn(config.language).samples;
  const stored = await listPersonas(db, workspace);
  return keys.map((key) => {
    const { name } = words[key];
    const id = stored.find(({ body }) => body.sample && body.name === name)?.id ?? null;
    return { key, kind: sampleShapes[key].kind, name, id, loaded: false };
  });
}

async function load(place: Place): Promise<Row[]> {
  const { db, workspace, config, now } = place;
  const texts = textsIn(config.language);
  const rows = await known(place);
  for (const row of rows) {
    if (row.id !== null) continue;
    const shape = sampleShapes[row.key];
    const parent = rows.find(({ key }) => key === shape.parent)?.id ?? null;
    const saved = await saveByHand(
      db,
      workspace,
      sampleWritten(shape, texts.samples[row.key], parent),
      texts,
      now,
    );
    if (saved.outcome === 'faults') {
      const why = Object.entries(saved.faults).map(([where, fault]) => `${where}: ${fault}`);
      throw new Refused(`The sample ${row.name} cannot be loaded (${why.join('; ')}). Nothing was changed.`);
    }
    row.id = saved.id;
    row.loaded = true;
  }
  const subject = rows.flatMap(({ id, loaded }) => (loaded && id !== null ? [id] : [])).join(', ');
  const entry = { at: now, actor: 'command line', action: 'samples loaded', subject, detail: {} };
  if (subject !== '') await audit(db, workspace, entry);
  return rows;
}
