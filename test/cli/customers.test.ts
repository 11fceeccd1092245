import { expect, test } from 'vitest';
import { workplace } from './command.ts';

test('doubles are listed, merged and split from the command line, by reviewers alone', async () => {
  const place = workplace();
  place.file('customers.csv', 'key,name\nacme,Acme GmbH\nacme-2,ACME\nbeta,Beta');
  expect((await place.run('import', 'customers', 'customers.csv')).code).toBe(0);
  const doubles = async () => (await place.run('customers', 'doubles', '--json')).json();
  expect(await doubles()).toEqual([{ keep: 'acme', other: 'acme-2', why: 'name' }]);
  expect(await place.run('draft')).toMatchObject({
    code: 0,
    err: '1 customer looks like another one and may count twice: mismatch customers doubles lists them.\n',
  });
  expect((await place.run('customers', 'merge', 'acme')).code).toBe(2);
  const stranger = await place.run('customers', 'merge', 'acme', 'acme-2', '--by', 'U0ANNA');
  expect([stranger.code, stranger.err]).toEqual([1, expect.stringContaining('U0ANNA is no reviewer')]);
  expect((await place.run('customers', 'merge', 'acme', 'acme-2', '--by', 'U0GRACE')).code).toBe(0);
  expect(await doubles()).toEqual([]);
  expect((await place.run('draft')).err).toBe('');
  expect((await place.run('customers', 'split', 'acme-2', '--by', 'U0GRACE')).code).toBe(0);
  const again = await place.run('customers', 'split', 'acme-2', '--by', 'U0GRACE');
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('is not merged')]);
});
