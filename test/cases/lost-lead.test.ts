import { afterEach, expect, test } from 'vitest';
import { loadRecords } from '../../src/cases/record-store.ts';
import { loadCaseTable } from '../../src/cases/store.ts';
import { economicsOf } from '../../src/facts/economics.ts';
import { emptyWorkspace, type World } from '../personas/world.ts';
import { scripts } from '../shipped.ts';
import { plainOf } from './plain.ts';

const open: World[] = [];
afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

async function cases(lines: Record<string, unknown>[], csv: string | null = null) {
  const world = await emptyWorkspace();
  open.push(world);
  if (lines.length > 0) await world.interviews(lines);
  if (csv !== null) await world.customers(csv);
  const table = await loadCaseTable(world.db, world.workspace, scripts);
  const of = (key: string) => plainOf(table).cases.find((one) => one.key === key);
  return {
    table,
    of,
    record: async (key: string) => (await loadRecords(world.db, world.workspace, [key]))[0],
  };
}

const lead = (key: string, answers: Record<string, unknown>) => ({
  id: `lead-${key}`,
  case: { key, name: `${key} Ltd`, kind: 'problem' },
  reporter: { id: 'U0R1', role: 'sales' },
  script: 'lost-lead',
  at: '2026-05-04T09:30:00Z',
  answers,
});

test('a lead that was never a customer is a case, however it was lost', async () => {
  const { of } = await cases([
    lead('trial', { lost_how: 'trial_cancelled', trial_days_left: 1, hours_to_close: 12 }),
    lead('asks', { lost_how: 'many_questions', questions_asked: 80, acquisition_cost: 900 }),
    lead('far', { lost_how: 'went_far', furthest_stage: 'contract', misfit: 'never_meant_to_buy' }),
  ]);
  expect(of('trial')).toMatchObject({
    kind: 'problem',
    hasRecord: false,
    traits: { lost_how: { values: ['trial_cancelled'] }, trial_days_left: { raw: 1 } },
  });
  expect(of('asks')?.traits).toMatchObject({
    lost_how: { values: ['many_questions'] },
    questions_asked: { raw: 80 },
    acquisition_cost: { raw: 900 },
  });
  expect(of('far')?.traits).toMatchObject({
    furthest_stage: { values: ['contract'] },
    misfit: { values: ['never_meant_to_buy'] },
  });
});

test('a record keeps apart how long a customer stayed, how much support it took, what it brought and what it cost', async () => {
  const heads =
    'key,good,outcome,started_on,ended_on,trial_ends_on,support_tickets,support_hours,complaints,returns,revenue,' +
    'lifetime_value,acquisition_cost,cost_to_serve,sales_hours,discount_percent';
  const { table, record: recordOf } = await cases(
    [],
    `${heads}\nacme,no,churned,2026-01-05,2026-02-02,2026-01-19,40,25,6,3,1200,1500,2000,900,30,25\n` +
      'never,no,never_converted,,,,,,,,,,700,,18,\n',
  );
  const record = await recordOf('acme');
  expect(record?.texts).toMatchObject({
    outcome: 'churned',
    started_on: '2026-01-05',
    ended_on: '2026-02-02',
    trial_ends_on: '2026-01-19',
  });
  expect(record?.numbers).toMatchObject({
    ...{ support_tickets: 40, support_hours: 25, complaints: 6, returns: 3, revenue: 1200 },
    ...{ lifetime_value: 1500, acquisition_cost: 2000, cost_to_serve: 900, sales_hours: 30 },
  });
  expect(await recordOf('never')).toMatchObject({ texts: { outcome: 'never_converted' } });
  const { figures, margins } = economicsOf(table.cases.filter(({ key }) => key === 'acme'));
  expect(figures).toMatchObject({ acquisition_cost: { median: 2000 }, cost_to_serve: { median: 900 } });
  expect(margins[0]?.margin).toBeCloseTo((1200 - 900 - 2000) / 1200);
});
