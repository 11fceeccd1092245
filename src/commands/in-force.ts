import { existsSync } from 'node:fs';
import {
  type Config,
  DEFAULT_DATABASE,
  environment,
  settingText,
  WORKSPACE_SETTINGS,
  type WorkspaceSetting,
} from '../config.ts';
import { type Database, databasePath, openDatabase } from '../database/open.ts';
import { configOf, defaultsFor } from '../database/settings.ts';
import { homeOf } from '../slack/settings.ts';
import { type Finding, ok, warning } from './finding.ts';

/** One setting of one workspace: its value in force, and who chose it. */
export type InForce = {
  workspace: number | null;
  name: WorkspaceSetting;
  value: string;
  from: 'default' | 'environment' | 'Slack';
  /** Who changed it in Slack, and when. */
  by: string | null;
  at: string | null;
};

const NAMES = Object.keys(WORKSPACE_SETTINGS) as WorkspaceSetting[];

/** Every setting of every workspace; of none yet, what it will begin with. */
export async function settingsInForce(config: Config): Promise<InForce[]> {
  const url = config.databaseUrl ?? DEFAULT_DATABASE;
  const none = () => inOne(config, null, []);
  if (!existsSync(databasePath(url))) return none();
  const { db, close } = openDatabase(url);
  try {
    const workspaces = await db.selectFrom('workspaces').select(['id', 'kind']).orderBy('id').execute();
    if (workspaces.length === 0) return none();
    const found: InForce[] = [];
    for (const { id, kind } of workspaces) {
      const defaults = defaultsFor(kind, config);
      found.push(...inOne(await configOf(db, id, defaults), id, await chosenIn(db, id)));
    }
    return found;
  } finally {
    await close();
  }
}

type Chosen = { key: string; updated_by: string; updated_at: string };

function chosenIn(db: Database, workspace: number): Promise<Chosen[]> {
  return db
    .selectFrom('settings')
    .select(['key', 'updated_by', 'updated_at'])
    .where('workspace', '=', workspace)
    .execute();
}

function inOne(own: Config, workspace: number | null, chosen: Chosen[]): InForce[] {
  const given = environment();
  return NAMES.map((name) => {
    const row = chosen.find(({ key }) => key === name);
    const value = settingText(own, name);
    const from = row ? 'Slack' : (given[name] ?? '') === '' ? 'default' : 'environment';
    return { workspace, name, value, from, by: row?.updated_by ?? null, at: row?.updated_at ?? null };
  });
}

/** What is in force where, and what is missing there. */
export function inForceFindings(config: Config, settings: readonly InForce[]): Finding[] {
  const places = Map.groupBy(settings, ({ workspace }) => workspace);
  return [...places].flatMap(([workspace, own]) => {
    const where = workspace === null || places.size === 1 ? '' : ` of workspace ${workspace}`;
    return [...sources(own, where), ...missing(config, own, where), ...unlikeIds(config, own, where)];
  });
}

function sources(own: InForce[], where: string): Finding[] {
  const values = (from: InForce['from']) =>
    own
      .filter((one) => one.from === from)
      .map(({ name, value, by, at }) => {
        const changed = by === null ? '' : ` (by ${by}, ${at?.slice(0, 10)})`;
        return `${name}=${value === '' ? 'nothing' : value}${changed}`;
      });
  const told = (from: InForce['from'], words: string) => {
    const list = values(from);
    return list.length === 0 ? [] : [ok(`in force${where}`, `${words}: ${list.join(', ')}`)];
  };
  return [
    ...told('Slack', 'changed in Slack, over the environment'),
    ...told('environment', 'from the environment'),
    ...told('default', 'by default'),
  ];
}

const NEEDED: [WorkspaceSetting, string][] = [
  ['REVIEWERS', 'nobody can approve a draft'],
  ['ADMINS', 'nobody is asked when something is unclear, and nobody can change settings in Slack'],
  ['SUMMARY_CHANNEL', 'no weekly summary is posted'],
  ['REVIEW_CHANNEL', 'drafts are announced nowhere'],
];

/** How Slack's ids look, and where a person finds them. */
const IDS: [WorkspaceSetting, RegExp, string, string][] = [
  ['REVIEWERS', /^[UW][A-Z0-9]+$/, 'a member', 'A profile\u2019s menu has "Copy member ID".'],
  ['ADMINS', /^[UW][A-Z0-9]+$/, 'a member', 'A profile\u2019s menu has "Copy member ID".'],
  [
    'REVIEW_CHANNEL',
    /^[CG][A-Z0-9]+$/,
    'a channel',
    'It stands at the bottom of the channel\u2019s details.',
  ],
  [
    'SUMMARY_CHANNEL',
    /^[CG][A-Z0-9]+$/,
    'a channel',
    'It stands at the bottom of the channel\u2019s details.',
  ],
];

/** A name in place of an id makes nobody a reviewer, and posts nowhere. */
function unlikeIds(config: Config, own: InForce[], where: string): Finding[] {
  if (homeOf(config).home !== 'slack') return [];
  return IDS.flatMap(([name, shape, of, remedy]) => {
    const value = own.find((one) => one.name === name)?.value ?? '';
    const odd = value.split(',').filter((id) => id !== '' && !shape.test(id));
    if (odd.length === 0) return [];
    const says = `${name} holds ${odd.join(', ')}, which is not the id of ${of}`;
    return [warning(`people and places${where}`, says, `Put the id in its place. ${remedy}`)];
  });
}

/** Whoever tries the built-in workspace has people there already. */
function missing(config: Config, own: InForce[], where: string): Finding[] {
  if (homeOf(config).home !== 'slack') return [];
  const isInSlack = own.some(({ name, value }) => name === 'ADMINS' && value !== '');
  const remedy = isInSlack
    ? 'An administrator sets it with /persona settings.'
    : 'Set it in .env, then restart.';
  return NEEDED.filter(([needed]) => own.some(({ name, value }) => name === needed && value === '')).map(
    ([name, effect]) => warning(`people and places${where}`, `${name} is not set (${effect})`, remedy),
  );
}
