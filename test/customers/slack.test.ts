import { expect, test } from 'vitest';
import { addCustomer } from '../../src/interview/customer-store.ts';
import { waitFor } from '../person.ts';
import { openWorld } from '../world.ts';

const NOW = '2026-11-16T09:00:00.000Z';

test('a reviewer merges two spellings by a form, sees it, and splits them again; others are told who can', async () => {
  const { db, app, anna, grace } = await openWorld();
  const { workspace } = app().bot;
  await addCustomer(db, workspace, { key: 'acme', name: 'Acme GmbH' }, NOW);
  await addCustomer(db, workspace, { key: 'acme-2', name: 'ACME <b>' }, NOW);
  await addCustomer(db, workspace, { key: 'acme-3', name: 'Acme' }, NOW);
  await anna.command('customers');
  await anna.sees('Customers are merged by reviewers');
  await grace.command('customers');
  await grace.sees('the same name but for its spelling');
  await grace.sees('Merge two others…');
  await grace.click('Merge…');
  await grace.modal('Which one stays?');
  expect((await grace.fill({})).ok).toBe(true);
  await waitFor('the merge', async () => {
    const rows = await db.selectFrom('customer_aliases').selectAll().execute();
    return rows.length === 1 ? true : null;
  });
  await grace.command('customers');
  await grace.sees(/\*Acme\* counts as \*Acme GmbH\*/);
  await grace.click('Split');
  await grace.sees('Each counts for itself again');
  await grace.click('Split');
  await grace.sees('They were split already');
});

test('where no two customers look like one, any two can be merged, not two others', async () => {
  const { grace } = await openWorld();
  await grace.command('customers');
  await grace.sees('No two customers look like one just now');
  await grace.click('Merge two customers…');
  await grace.modal('Which one stays?');
});
