import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { workspaceOfTeam } from '../../src/database/workspace.ts';
import { requestEvidence } from '../../src/invitations/request-store.ts';
import { newDatabase } from '../new-database.ts';

const NOW = '2026-11-23T10:00:00.000Z';

test('the same request for more evidence twice is one', async () => {
  const database = openDatabase(await newDatabase());
  onTestFinished(() => database.close());
  const { db } = database;
  const workspace = await workspaceOfTeam(db, { id: 'T1', name: 'Team' }, 'sandbox', NOW);
  const request = {
    workspace,
    reason: 'more_evidence',
    subject: 'p1',
    askedBy: 'U0GRACE',
    now: NOW,
  } as const;

  expect(await requestEvidence(db, request)).toEqual({ outcome: 'noted', id: 1 });
  expect(await requestEvidence(db, request)).toEqual({ outcome: 'waiting', id: 1 });
  expect(await requestEvidence(db, { ...request, person: 'U0ANNA' })).toEqual({ outcome: 'noted', id: 2 });
  expect(await requestEvidence(db, { ...request, subject: 'p2' })).toEqual({ outcome: 'noted', id: 3 });
});
