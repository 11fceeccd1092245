import { join } from 'node:path';
import { Option } from 'commander';
import { recordExport } from '../exports/store.ts';
import { approvedPersonas } from '../personas/store.ts';
import { type Audience, audiences } from '../report/content.ts';
import { FolderRefused, writeSite } from '../report/run.ts';
import { loadContent } from '../report/store.ts';
import type { AddCommand } from './command.ts';
import { atPlace, note, Refused } from './place.ts';

type Options = { workspace?: string; out: string; audience: Audience };

export const addReport: AddCommand = ({ command, does }) => {
  command('report', 'a reading page for the browser: personas, evidence, weekly issues, glossary')
    .requiredOption('--out <folder>', 'where it is written; opens from disk')
    .addOption(new Option('--audience <who>', 'who will read it').choices(audiences).default('all'))
    .action(does(report));
};

async function report(options: Options): Promise<undefined> {
  const { out, audience } = options;
  await atPlace(options, async ({ db, workspace, config, now, scripts }) => {
    const personas = await approvedPersonas(db, workspace);
    const content = await loadContent({ db, workspace, config, scripts: scripts(), now }, audience);
    const files = written(() => writeSite(content, out));
    // What left the database is remembered, so that an erasure can say where a copy may be.
    await db.transaction().execute(async (trx) => {
      for (const { id, version } of personas) {
        const entry = {
          persona: id,
          version,
          format: `report for ${audience}`,
          by: 'command line',
          rows: null,
          at: now,
        };
        await recordExport(trx, workspace, entry);
      }
    });
    note(`${files} files stand in ${out}: open ${join(out, 'index.html')}.`);
  });
}

function written(write: () => number): number {
  try {
    return write();
  } catch (error) {
    throw error instanceof FolderRefused ? new Refused(error.message) : error;
  }
}
