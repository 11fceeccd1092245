import { expect, test } from 'vitest';
import type { DraftResult } from '../../src/drafting/result.ts';
import { interviews, workplace } from './command.ts';

test('a draft is split and made whole again from the command line, with what is wrong said in a sentence', async () => {
  const place = workplace();
  expect((await place.run('import', 'interviews', place.file('answers.jsonl', interviews(20)))).code).toBe(0);
  const before = (await place.run('draft', '--json')).json<DraftResult>();
  const kind = before.personas.find(({ divisions }) => divisions.length > 0)!;
  const { dimension, value, with: going, without } = kind.divisions[0]!;
  const asked = ['--by', 'U0GRACE', '--reason', 'they differ'];
  expect((await place.run('review', kind.id, 'split', ...asked)).code).toBe(2);
  expect((await place.run('review', kind.id, 'merge', ...asked)).code).toBe(2);
  const strange = await place.run('review', kind.id, 'split', '--trait', 'industry=banking', ...asked);
  expect(strange).toMatchObject({ code: 1, out: '', err: expect.stringContaining('does not divide it') });
  const trait = `${dimension}=${value}`;
  const stranger = await place.run(
    'review',
    kind.id,
    'split',
    '--trait',
    trait,
    '--by',
    'U1',
    '--reason',
    'x',
  );
  expect(stranger.code).toBe(1);
  const split = (
    await place.run('review', kind.id, 'split', '--trait', trait, ...asked, '--json')
  ).json<DraftResult>();
  const parts = split.personas.filter(({ parent, regrouped }) => parent === null && regrouped.length > 0);
  expect(parts.map(({ cases }) => cases.length).sort()).toEqual([going, without].sort());
  const undone = (await place.run('review', kind.id, 'undo', ...asked, '--json')).json<DraftResult>();
  expect(undone.personas.find(({ id }) => id === kind.id)?.cases).toEqual(kind.cases);
  const again = await place.run('review', kind.id, 'undo', ...asked);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('Nobody has merged or split') });
});
