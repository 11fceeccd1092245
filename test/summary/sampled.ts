import { expect } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/database/open.ts';
import { workspaceOfTeam } from '../../src/database/workspace.ts';
import { draft } from '../../src/drafting/run.ts';
import { checkLead, loadGround } from '../../src/leads/run.ts';
import { recordCheck } from '../../src/leads/store.ts';
import { listPersonas } from '../../src/personas/store.ts';
import { decide } from '../../src/review/store.ts';
import { loadSample } from '../../src/sandbox/sample/load.ts';
import { summaryOf } from '../../src/summary/run.ts';
import { claimWeek, markPosted } from '../../src/summary/store.ts';
import { weekBefore, weekOf } from '../../src/summary/week.ts';
import { newDatabase } from '../new-database.ts';
import { scripts } from '../shipped.ts';

export const NOW = '2027-02-11T10:00:00.000Z';
export const config = readConfig({ REVIEWERS: 'U0GRACE', ADMINS: 'U0GRACE' });

/** The sample, drafted, one negative persona approved and three leads checked against it, all in one week; the summary of the week before was posted. */
export async function sampled() {
  const database = openDatabase(await newDatabase());
  const { db } = database;
  const workspace = await workspaceOfTeam(db, { id: 'T0', name: 'Here' }, 'sandbox', NOW);
  await loadSample(db, workspace, scripts, NOW);
  await draft({ db, workspace, config, now: NOW, model: null, askedBy: 'U0GRACE' });
  const negative = (await listPersonas(db, workspace)).find(({ body }) => body.kind === 'negative')!;
  const approval = {
    decision: 'approve',
    by: 'U0GRACE',
    via: 'slack',
    reason: 'It fits.',
    use: 'Sales',
  } as const;
  const asked = { workspace, persona: negative.id, version: null, acceptCollateral: true, config, now: NOW };
  expect(await decide(db, { ...asked, ...approval })).toMatchObject({ outcome: 'done' });
  const traits = negative.body.disqualifiers.map(({ dimension, value }) => `${dimension}=${String(value)}`);
  const ground = await loadGround(db, workspace, scripts);
  // Anna checks one lead, two hours later one like it, and that one again with its traits in another order.
  for (const [askedBy, pairs, hoursAgo] of [
    ['U0ANNA', traits, 3],
    ['U0ANNA', traits, 1],
    ['U0ANNA', traits.toReversed(), 0],
    ['U0BEN', traits, 0],
    ['U0ANNA', ['industry=software'], 0],
  ] as const) {
    const { lead, result } = checkLead(ground, { pairs: [...pairs] });
    const at = new Date(Date.parse(NOW) - hoursAgo * 3_600_000).toISOString();
    await recordCheck(db, workspace, { lead, result, askedBy, via: 'slack', at });
  }
  const last = weekBefore(weekOf(NOW, 'UTC'), 'UTC');
  await claimWeek(db, workspace, await summaryOf(db, workspace, last, config, NOW), 'C0SUMMARY', NOW);
  await markPosted(db, workspace, last.name, { channel: 'C0SUMMARY', ts: '1.0' }, NOW);
  return { db, workspace };
}
