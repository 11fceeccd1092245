import type { Config } from '../../src/config.ts';
import type { Database } from '../../src/database/open.ts';
import { draft } from '../../src/drafting/run.ts';
import { importInterviews } from '../../src/imports/interviews.ts';
import { approvedPersonas } from '../../src/personas/store.ts';
import type { SlackMessage } from '../../src/slack/message.ts';
import { summaryMessage, summaryOf } from '../../src/summary/run.ts';
import type { Summary } from '../../src/summary/summary.ts';
import { type Week, weekNamed } from '../../src/summary/week.ts';
import type { Language } from '../../src/text/language.ts';
import { scripts } from '../shipped.ts';
import { config, NOW, sampled } from './sampled.ts';

export type Golden = { db: Database; workspace: number };
type Finished = { status?: 'complete' | 'partial'; person?: string; started?: string; at: string };

let made = 0;

/** An interview as it was finished: about no customer, unless it is one of many. */
export async function interviewed(
  { db, workspace }: Golden,
  { status = 'complete', person = 'U0ANNA', started, at }: Finished,
): Promise<string> {
  const id = `golden-${++made}`;
  const { version } = await db
    .selectFrom('scripts')
    .select('version')
    .where('id', '=', 'problem-customer')
    .executeTakeFirstOrThrow();
  const told = {
    script: 'problem-customer',
    script_version: version,
    case_kind: 'none',
    customer: null,
  } as const;
  await db
    .insertInto('interviews')
    .values({
      ...{ workspace, id, person, role: person === 'U0BEN' ? 'support' : 'sales', language: 'en', ...told },
      ...({ status, visibility: 'aggregates', source: 'import', source_id: id, permalink: null } as const),
      ...{ started_at: started ?? at, finished_at: at },
    })
    .execute();
  return id;
}

export type Scene = {
  name: string;
  week: Week;
  config: Config;
  asOf: string;
  happens: (at: Golden) => Promise<void>;
};

const berlin = { ...config, timeZone: 'Europe/Berlin' };
const scene = (name: string, week: string, at: Config, happens: Scene['happens']): Scene => {
  const borders = weekNamed(week, at.timeZone)!;
  return { name, week: borders, config: at, asOf: borders.to, happens };
};

/** The weeks that a summary has to read well in, in the order in which they happen to the sample's workspace. */
const SCENES: Scene[] = [
  { ...scene('drafted', '2027-W06', config, async () => {}), asOf: NOW },
  { ...scene('contradicted', '2027-W06', config, contradicted), asOf: NOW },
  scene('nothing', '2027-W07', config, async () => {}),
  scene('one-interview', '2027-W08', config, async (at) => {
    await interviewed(at, { at: '2027-02-24T10:00:00.000Z' });
  }),
  scene('late', '2027-W09', config, async (at) => {
    await interviewed(at, { at: '2027-03-03T10:00:00.000Z', started: '2027-02-25T10:00:00.000Z' });
    await interviewed(at, { at: '2027-03-04T10:00:00.000Z', person: 'U0BEN', status: 'partial' });
  }),
  scene('clock-change', '2027-W12', berlin, async (at) => {
    // The week has 167 hours: it ends on Sunday 28 March at 22:00 UTC.
    await interviewed(at, { at: '2027-03-28T21:59:00.000Z' });
    await interviewed(at, { at: '2027-03-28T22:00:00.000Z' });
  }),
  scene('five-thousand', '2027-W14', config, async (at) => {
    await fiveThousand(at);
  }),
];

async function contradicted({ db, workspace }: Golden): Promise<void> {
  const [persona] = await approvedPersonas(db, workspace);
  const card = { workspace, persona: persona!.id, version: persona!.version, since: NOW, posted_at: NOW };
  await db
    .insertInto('staleness_cards')
    .values({ ...card, cause: 'contradicted' })
    .execute();
}

const INDUSTRIES = ['retail', 'software', 'manufacturing'];
const SIDES = ['ours', 'theirs', 'theirs', 'both'];
const TROUBLES = ['scope_changes', 'price_pressure', 'late_payment'];

/** Five thousand interviews within one week, about a customer each: those in retail are trouble more often. */
async function fiveThousand({ db, workspace }: Golden): Promise<void> {
  const lines = Array.from({ length: 5_000 }, (_, n) => {
    const industry = INDUSTRIES[n % 3]!;
    const kind =
      n % 3 === 0 ? (n % 5 === 0 ? 'comparison' : 'problem') : n % 2 === 0 ? 'problem' : 'comparison';
    const trouble = { main_trouble: TROUBLES[(n % 7) % 3], fault: SIDES[n % 4] };
    return JSON.stringify({
      id: `many-${n}`,
      case: { key: `many-${n}`, name: `Made Up ${n}`, kind },
      reporter: { id: `U9${n % 40}`, role: n % 3 === 0 ? 'support' : 'sales' },
      script: kind === 'problem' ? 'problem-customer' : 'comparable-customer',
      at: `2027-04-0${5 + (n % 5)}T09:30:00Z`,
      answers: { industry, ...(kind === 'problem' ? trouble : {}) },
    });
  });
  const file = async function* () {
    yield Buffer.from(`${lines.join('\n')}\n`);
  };
  const now = '2027-04-09T10:00:00.000Z';
  const imported = await importInterviews({
    db,
    workspace,
    scripts,
    file,
    source: 'import',
    visibility: 'all',
    now,
  });
  if (imported.outcome !== 'done') throw new Error(JSON.stringify(imported).slice(0, 500));
  await draft({ db, workspace, config, now, model: null, askedBy: 'U0GRACE' });
}

/** Lets the weeks happen, and hands each over with what stands in the channel after it. */
export async function goldenWeeks(
  languages: readonly Language[],
  seen: (
    scene: Scene,
    language: Language,
    shown: { summary: Summary; message: SlackMessage; at: Golden },
  ) => Promise<void>,
): Promise<void> {
  const at = await sampled();
  for (const scene of SCENES) {
    await scene.happens(at);
    for (const language of languages) {
      const place = { ...scene.config, language };
      const summary = await summaryOf(at.db, at.workspace, scene.week, place, scene.asOf);
      const message = await summaryMessage(at.db, at.workspace, summary, place, language);
      await seen(scene, language, { summary, message, at });
    }
  }
}
