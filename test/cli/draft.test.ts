import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { interviews, workplace } from './command.ts';

type Drafted = { personas: { disqualifiers: { dimension: string }[] }[] };

test('what a script file has come to call protected turns nobody away in the next draft, whether or not a bot runs', async () => {
  const place = workplace({ SCRIPTS_DIR: 'scripts' });
  cpSync(resolve('prompts/scripts'), join(place.folder, 'scripts'), { recursive: true });
  place.file('interviews.jsonl', interviews(30));
  expect((await place.run('import', 'interviews', 'interviews.jsonl')).code).toBe(0);
  const ruled = async () => {
    const drafted = await place.run('draft', '--json');
    expect(drafted.code).toBe(0);
    const { personas } = drafted.json<Drafted>();
    const dimensions = personas.flatMap(({ disqualifiers }) =>
      disqualifiers.map(({ dimension }) => dimension),
    );
    return { dimensions, err: drafted.err };
  };
  expect((await ruled()).dimensions).toContain('budget_fit');

  const file = join(place.folder, 'scripts', 'problem-customer.yaml');
  const before = readFileSync(file, 'utf8');
  const guarded = before.replace('- key: budget_fit\n', '- key: budget_fit\n    protected: true\n');
  writeFileSync(file, guarded);
  const told = await ruled();
  expect(told.dimensions).toContain('budget_fit');
  expect(told.err).toContain('raise the version to 4. Until then what is stored of it counts.');

  writeFileSync(file, guarded.replace('version: 3', 'version: 4'));
  const now = await ruled();
  expect(now.dimensions).not.toContain('budget_fit');
  expect(now.err).toBe('');
});

test('a script of which no answer is known before the sale is taken, and the check says what that leaves out', async () => {
  const place = workplace();
  mkdirSync(join(place.folder, 'scripts'));
  const script =
    'id: hard\nversion: 1\ntitle: Hard work\ncase: problem\nquestions:\n  - { key: trouble, ask: What went wrong?, type: choice, options: [price, scope], level: macro }\n';
  place.file('scripts/hard.yaml', script);
  const checked = await place.run('scripts', 'check', 'scripts');
  expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('hard, version 1: ')]);
  expect(checked.err).toContain('hard: no answer in it is known before the sale');
  place.file('scripts/hard.yaml', script.replace('level: macro', 'level: macro, observable: before_sale'));
  expect((await place.run('scripts', 'check', 'scripts')).err).toBe('');
  expect((await place.run('scripts', 'check')).err).toBe('');
});
