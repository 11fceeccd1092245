import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SCOPES } from '../../src/slack/scopes.ts';

type Json = Record<string, unknown>;
const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Json;
const manifests = { 'Socket Mode': read('manifest.json'), HTTP: read('manifest.http.json') };

/** The maxima and the keys of Slack's published manifest schema, version 2, for what the manifests use. */
const URL_OF_APP = /^https:\/\//;
const text =
  (max: number, min = 1) =>
  (value: unknown) =>
    typeof value === 'string' && value.length >= min && value.length <= max;
const yesOrNo = (value: unknown) => typeof value === 'boolean';
const address = (value: unknown) => typeof value === 'string' && URL_OF_APP.test(value);
const list = (max: number, each: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.length <= max && value.every(each);
type Rule = ((value: unknown) => boolean) | { [key: string]: Rule };
const shape = (rule: Rule) => (value: unknown) => faults(rule, value).length === 0;

const SCHEMA: Rule = {
  display_information: {
    name: text(35),
    description: text(140),
    long_description: text(4_000, 175),
    background_color: (value) => /^#[0-9a-f]{6}$/i.test(String(value)),
  },
  features: {
    app_home: {
      home_tab_enabled: yesOrNo,
      messages_tab_enabled: yesOrNo,
      messages_tab_read_only_enabled: yesOrNo,
    },
    bot_user: { display_name: text(80), always_online: yesOrNo },
    shortcuts: list(
      10,
      shape({
        name: text(24),
        callback_id: text(255),
        description: text(150),
        type: (value) => value === 'message' || value === 'global',
      }),
    ),
    slash_commands: list(
      50,
      shape({
        command: text(32, 2),
        description: text(2_000),
        usage_hint: text(1_000),
        should_escape: yesOrNo,
        url: address,
      }),
    ),
  },
  oauth_config: { redirect_urls: list(1_000, address), scopes: { bot: list(255, text(255)) } },
  settings: {
    event_subscriptions: { request_url: address, bot_events: list(100, text(255)) },
    interactivity: { is_enabled: yesOrNo, request_url: address, message_menu_options_url: address },
    org_deploy_enabled: yesOrNo,
    socket_mode_enabled: yesOrNo,
    token_rotation_enabled: yesOrNo,
  },
};

function faults(rule: Rule, value: unknown, path = ''): string[] {
  if (typeof rule === 'function') return rule(value) ? [] : [`${path}: ${JSON.stringify(value)}`];
  if (typeof value !== 'object' || value === null) return [`${path} is no object`];
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = rule[key];
    return known ? faults(known, inner, `${path}/${key}`) : [`${path}/${key} is unknown`];
  });
}

test.for(Object.entries(manifests))('the manifest for %s keeps to the schema that Slack publishes', ([
  ,
  manifest,
]) => {
  expect(faults(SCHEMA, manifest)).toEqual([]);
});

test('the schema in this test refuses what Slack refuses', () => {
  const wrong = structuredClone(manifests['Socket Mode']) as { display_information: Json; features: Json };
  wrong.display_information.name = 'x'.repeat(36);
  wrong.features.agent = {};
  expect(faults(SCHEMA, wrong)).toHaveLength(2);
});

test('both manifests ask for the least the bot uses, and differ in their addresses only', () => {
  const strip = (manifest: Json) =>
    JSON.parse(
      JSON.stringify(manifest, (key, value) =>
        ['url', 'request_url', 'redirect_urls', 'message_menu_options_url', 'socket_mode_enabled'].includes(
          key,
        )
          ? undefined
          : value,
      ),
    ) as Json;
  expect(strip(manifests.HTTP)).toEqual(strip(manifests['Socket Mode']));
  const { scopes } = manifests.HTTP.oauth_config as { scopes: { bot: string[] } };
  expect(scopes.bot).toEqual(SCOPES);
});

test('the Slack CLI learns the hooks and the manifest, plain or between its boundaries', () => {
  const { hooks } = read('.slack/hooks.json') as { hooks: { 'get-hooks': string } };
  const ask = (line: string, ...flags: string[]) => {
    const [, ...words] = line.split(' ');
    return execFileSync(process.execPath, [...words, ...flags], { encoding: 'utf8' }).trim();
  };
  const found = JSON.parse(ask(hooks['get-hooks'])) as { hooks: Record<string, string> };
  expect(found.hooks.start).toBe('npm start --silent');
  const flags = ['--protocol=message-boundaries', '--boundary=xyz', '--source', 'local'];
  const answer = ask(found.hooks['get-manifest'] ?? '', ...flags);
  expect(JSON.parse(answer.replace(/^xyz|xyz$/g, ''))).toEqual(manifests['Socket Mode']);
});
