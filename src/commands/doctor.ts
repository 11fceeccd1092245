import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Config, ConfigRefused, readConfig } from '../config.ts';
import { migrate } from '../database/migrate.ts';
import { databasePath, openDatabase } from '../database/open.ts';
import { readScripts, ScriptsRefused, sentence } from '../interview/load.ts';
import { homeOf } from '../slack/settings.ts';
import type { AddCommand } from './command.ts';
import { type Finding, fault, ok, warning } from './finding.ts';
import { installedFinding } from './installed.ts';
import { print, printJson } from './place.ts';
import { reachModel, reachSlack } from './reach.ts';

export const addDoctor: AddCommand = ({ command, does }) => {
  command('doctor', 'check settings, database, scripts and connections; say what to do')
    .option('--json', 'print one JSON value')
    .action(does(async ({ json }: { json?: boolean }) => doctor(json === true)));
};

async function doctor(json: boolean): Promise<number> {
  const { config, findings } = settingsOf();
  if (config) {
    findings.push(
      ...scripts(config),
      ...(await database(config)),
      ...(await slack(config)),
      ...people(config),
      await reachModel(config),
    );
  }
  const isWell = findings.every(({ state }) => state !== 'fault');
  if (json) printJson({ ok: isWell, findings });
  else for (const finding of findings) print(lineOf(finding));
  return isWell ? 0 : 1;
}

function lineOf({ name, state, says, remedy }: Finding): string {
  const mark = { ok: 'ok     ', warning: 'warning', fault: 'FAULT  ' }[state];
  return `${mark}  ${name}: ${says}${remedy === null ? '' : `\n         ${remedy}`}`;
}

function settingsOf(): { config: Config | null; findings: Finding[] } {
  try {
    return { config: readConfig(), findings: [ok('settings', 'all can be used')] };
  } catch (error) {
    if (!(error instanceof ConfigRefused)) throw error;
    const remedy = 'Correct it in .env or in the environment; .env.example explains every variable.';
    return { config: null, findings: error.faults.map((says) => fault('settings', says, remedy)) };
  }
}

function scripts({ scriptsDir }: Config): Finding[] {
  try {
    const { scripts, faults } = readScripts(resolve(scriptsDir));
    const list = scripts.map(({ id, version }) => `${id} ${version}`);
    const remedy =
      list.length > 0 ? 'Correct it, then restart: until then the bot runs without this script.' : null;
    return [
      ...(list.length > 0 ? [ok('scripts', list.join(', '))] : []),
      ...faults.map((each) => fault('scripts', sentence(each), remedy)),
    ];
  } catch (error) {
    if (!(error instanceof ScriptsRefused)) throw error;
    return error.message.split('\n').map((says) => fault('scripts', says, null));
  }
}

async function database({ databaseUrl }: Config): Promise<Finding[]> {
  const url = databaseUrl ?? 'file:data/mismatch.db';
  try {
    const path = databasePath(url);
    if (path !== ':memory:' && !existsSync(path)) {
      return [ok('database', `${path} does not exist yet; the first command makes it`)];
    }
    const opened = openDatabase(url);
    try {
      const [check] = opened.raw.pragma('integrity_check(1)') as { integrity_check: string }[];
      if (check?.integrity_check !== 'ok') {
        return [
          fault('database', `${path} is damaged (${check?.integrity_check})`, 'Restore it from a backup.'),
        ];
      }
      await migrate(opened);
      return [ok('database', `${path} is sound`), ...(await setAside(opened.db))];
    } finally {
      await opened.close();
    }
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return [fault('database', says, 'Restore it from a backup, or set DATABASE_URL to another file.')];
  }
}

/** Events that failed several times and summaries nobody is sure of. */
async function setAside(db: ReturnType<typeof openDatabase>['db']): Promise<Finding[]> {
  const count = async (table: 'inbox' | 'summaries', state: 'set_aside' | 'unknown') => {
    const { n } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('state', '=', state)
      .executeTakeFirstOrThrow();
    return Number(n);
  };
  const [events, unsure] = [await count('inbox', 'set_aside'), await count('summaries', 'unknown')];
  return [
    events === 0
      ? ok('events', 'none set aside')
      : warning(
          'events',
          `${events} set aside after failing`,
          'Ask the people concerned to repeat what they did; the log says what failed.',
        ),
    ...(unsure === 0
      ? []
      : [
          warning(
            'summary',
            `${unsure} may or may not stand in the channel`,
            'Look there, then answer the message to the administrator, or run summary --week WEEK --post.',
          ),
        ]),
  ];
}

async function slack(config: Config): Promise<Finding[]> {
  const home = homeOf(config);
  if (home.home === 'built-in workspace') return [ok('Slack', 'no token: the built-in workspace is used')];
  if (home.home === 'nowhere') return [fault('Slack', home.sentence, null)];
  const by = home.connection.transport.kind === 'http' ? 'HTTP' : 'Socket Mode';
  if ('oauth' in home.connection) {
    const installed = await installedFinding(config, home.connection.oauth);
    return [ok('Slack', `workspaces install the bot by themselves, by ${by}`), installed];
  }
  return [ok('Slack', `tokens are there, by ${by}`), await reachSlack(config)];
}

function people(config: Config): Finding[] {
  const home = homeOf(config);
  // Where many workspaces install the bot, each has its own.
  if (home.home !== 'slack' || 'oauth' in home.connection) return [];
  const missing = [
    config.reviewers.length === 0 ? 'REVIEWERS (nobody can approve a draft)' : null,
    config.admins.length === 0 ? 'ADMINS (nobody is asked when something is unclear)' : null,
    config.summaryChannel === null ? 'SUMMARY_CHANNEL (no weekly summary is posted)' : null,
    config.reviewChannel === null ? 'REVIEW_CHANNEL (drafts are announced nowhere)' : null,
  ].filter((each) => each !== null);
  return missing.map((each) => warning('people and places', `${each} is not set`, 'Set it in .env.'));
}
