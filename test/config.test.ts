import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { expect, test } from 'vitest';
import { ConfigRefused, fileFaults, readConfig } from '../src/config.ts';
import { homeOf } from '../src/slack/settings.ts';

test('an empty environment is enough: the built-in workspace, no model', () => {
  const config = readConfig({});
  expect(homeOf(config)).toEqual({ home: 'built-in workspace' });
  expect(config).toMatchObject({
    model: { endpoint: null },
    keepMargin: 0.2,
    summaryAt: 'Mon 09:00',
    timeZone: 'UTC',
  });
});

test('.env.example can be used as it is and means the same as nothing', () => {
  expect(readConfig(parse(readFileSync('.env.example', 'utf8')))).toEqual(readConfig({}));
});

test('every fault is listed at once, each with its variable and what it must be', () => {
  const env = {
    SLACK_BOT_TOKEN: 'abc',
    PORT: '99999',
    SUMMARY_AT: 'Funday 9',
    TIMEZONE: 'Mars/Base',
    LANGUAGE: 'xx',
  };
  try {
    readConfig(env);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigRefused);
    const { faults } = error as ConfigRefused;
    expect(faults).toHaveLength(5);
    for (const name of Object.keys(env)) expect(faults.join('\n')).toContain(name);
    expect(faults.join('\n')).toContain('Europe/Berlin');
  }
});

test('a part of the Slack settings stops the start and names the missing ones', () => {
  const home = (env: Record<string, string>) => homeOf(readConfig(env));
  expect(home({ SLACK_APP_TOKEN: 'xapp-1' })).toMatchObject({
    sentence: expect.stringContaining('SLACK_BOT_TOKEN'),
  });
  expect(home({ SLACK_BOT_TOKEN: 'xoxb-1' })).toMatchObject({
    sentence: expect.stringContaining('SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)'),
  });
  expect(home({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).toMatchObject({
    connection: { transport: { kind: 'socket' } },
  });
  expect(home({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' })).toMatchObject({
    connection: { transport: { kind: 'http', port: 3000 } },
  });
});

test('many workspaces need a client, a state secret and a key of 32 bytes, and no token of one', () => {
  const home = (env: Record<string, string>) => homeOf(readConfig(env));
  const many = {
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: 'c',
    SLACK_STATE_SECRET: 's',
    SLACK_SIGNING_SECRET: 'x',
    TOKEN_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  };
  expect(home(many)).toMatchObject({
    connection: { oauth: { clientId: '1.2', keys: [{}] }, transport: { kind: 'http' } },
  });
  const rotated = `${Buffer.alloc(32, 2).toString('hex')},${many.TOKEN_ENCRYPTION_KEY}`;
  expect(home({ ...many, TOKEN_ENCRYPTION_KEY: rotated })).toMatchObject({
    connection: { oauth: { keys: [{}, {}] } },
  });
  const refused = (env: Record<string, string>) => (home(env) as { sentence?: string }).sentence;
  expect(refused({ ...many, SLACK_CLIENT_SECRET: '', TOKEN_ENCRYPTION_KEY: '' })).toMatch(
    /SLACK_CLIENT_SECRET and TOKEN_ENCRYPTION_KEY/,
  );
  expect(refused({ ...many, TOKEN_ENCRYPTION_KEY: 'short' })).toContain('openssl rand -base64 32');
  expect(refused({ ...many, SLACK_BOT_TOKEN: 'xoxb-1' })).toContain('set one of the two');
});

test('an address that tokens are sent to is encrypted, or on this computer', () => {
  const api = (address: string) => () => readConfig({ SLACK_API_URL: address });
  expect(api('https://slack-gov.com/api/')).not.toThrow();
  expect(api('http://127.0.0.1:3000/api/')).not.toThrow();
  for (const address of ['http://169.254.169.254/', 'file:///etc/passwd', 'ftp://slack.com/', 'slack']) {
    expect(api(address)).toThrow(ConfigRefused);
  }
  expect(() => readConfig({ OPENAI_BASE_URL: 'file:///etc/passwd' })).toThrow(ConfigRefused);
});

test('a line of .env that sets nothing is a fault with its number; remarks and long values are not', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'mismatch-')), '.env');
  writeFileSync(file, '# a remark\n\nexport PORT=3000\nKEY="two\nlines"\nLANGUAGE en\nTIMEZONE: UTC\n');
  expect(fileFaults(file)).toEqual([expect.stringMatching(/line 6, sets nothing/)]);
});

test('.env.example words each promise as the interview does', () => {
  const example = readFileSync('.env.example', 'utf8');
  const words = (text: string) => text.toLowerCase().replaceAll('\n# ', ' ').replaceAll('’', "'");
  expect(words(example)).toContain('short quotes may be shown, never with a name');
  expect(words(example)).not.toContain('nobody, only counts');
});
