import { resolve } from 'node:path';
import { type Config, ConfigRefused, DEFAULT_DATABASE, readConfig } from '../config.ts';
import { readScripts, ScriptsRefused, sentence } from '../scripts/load.ts';
import { homeOf } from '../slack/settings.ts';
import type { AddCommand } from './command.ts';
import { type Finding, fault, ok } from './finding.ts';
import { type InForce, inForceFindings, settingsInForce } from './in-force.ts';
import { installedFinding } from './installed.ts';
import { print, printJson } from './place.ts';
import { reachModel, reachSlack } from './reach.ts';
import { databaseFindings } from './stored.ts';

export const addDoctor: AddCommand = ({ command, does }) => {
  command('doctor', 'check settings, database, scripts and connections; say what to do')
    .option('--json', 'print one JSON value')
    .action(does(async ({ json }: { json?: boolean }) => doctor(json === true)));
};

async function doctor(json: boolean): Promise<number> {
  const { config, findings } = settingsOf();
  const settings: InForce[] = [];
  if (config) {
    const stored = await databaseFindings(config.databaseUrl ?? DEFAULT_DATABASE);
    findings.push(...scripts(config), ...stored.findings);
    // What lies in a database that cannot be read is not told; why stands above.
    if (stored.isReadable) settings.push(...(await settingsInForce(config)));
    findings.push(...inForceFindings(config, settings), ...(await slack(config, stored.isReadable)));
    findings.push(await reachModel(config));
  }
  const isWell = findings.every(({ state }) => state !== 'fault');
  if (json) printJson({ ok: isWell, findings, settings });
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

async function slack(config: Config, isReadable: boolean): Promise<Finding[]> {
  const home = homeOf(config);
  if (home.home === 'built-in workspace') return [ok('Slack', 'no token: the built-in workspace is used')];
  if (home.home === 'nowhere') return [fault('Slack', home.sentence, null)];
  const by = home.connection.transport.kind === 'http' ? 'HTTP' : 'Socket Mode';
  if ('oauth' in home.connection) {
    const installed = isReadable ? [await installedFinding(config, home.connection.oauth)] : [];
    return [ok('Slack', `workspaces install the bot by themselves, by ${by}`), ...installed];
  }
  return [ok('Slack', `tokens are there, by ${by}`), ...(await reachSlack(config))];
}
