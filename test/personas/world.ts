import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/database/open.ts';
import type { PersonaKind } from '../../src/database/tables.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import type { DraftJob } from '../../src/drafting/job.ts';
import { draft } from '../../src/drafting/run.ts';
import { importCustomers } from '../../src/imports/customers.ts';
import { importInterviews } from '../../src/imports/interviews.ts';
import type { DecisionRequest } from '../../src/review/decision.ts';
import { decide } from '../../src/review/store.ts';
import { newDatabase } from '../new-database.ts';
import { scripts } from '../shipped.ts';

export const NOW = '2026-11-16T09:00:00.000Z';
const settings = { REVIEWERS: 'U0GRACE U0HANS', REVIEW_CHANNEL: 'C0REVIEW' };
export const config = readConfig(settings);
/** The same settings with some changed, as the environment would. */
export const configWith = (more: Record<string, string>) => readConfig({ ...settings, ...more });

type Line = Record<string, unknown>;
const cycle = <T>(values: T[], i: number): T => values[i % values.length]!;

/** A workspace of its own in a real file, empty or a copy of another. */
export async function emptyWorkspace(copyOf: string | null = null) {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-personas-'));
  if (copyOf !== null) copyFileSync(copyOf, join(folder, 'test.db'));
  const url = copyOf === null ? await newDatabase(folder) : `file:${join(folder, 'test.db')}`;
  const database = openDatabase(url);
  const { id: workspace } = await chooseWorkspace(database.db, null, NOW);
  const { db } = database;
  const bytes = (text: string) => () =>
    (async function* () {
      yield Buffer.from(text);
    })();
  return {
    db,
    raw: database.raw,
    url,
    folder,
    workspace,
    interviews: async (lines: Line[]) => {
      const text = lines.map((line) => JSON.stringify(line)).join('\n');
      const file = bytes(text);
      const outcome = await importInterviews({
        db,
        workspace,
        scripts,
        file,
        visibility: 'aggregates',
        now: NOW,
      });
      if (outcome.outcome !== 'done') throw new Error(JSON.stringify(outcome));
    },
    customers: async (csv: string) => {
      const file = bytes(csv);
      const outcome = await importCustomers({ db, workspace, file, now: NOW });
      if (outcome.outcome !== 'done') throw new Error(JSON.stringify(outcome));
    },
    draft: async (more: Partial<DraftJob> = {}) => {
      const outcome = await draft({
        db,
        workspace,
        config,
        now: NOW,
        model: null,
        askedBy: 'U0GRACE',
        ...more,
      });
      if (outcome.outcome !== 'done') throw new Error(outcome.message);
      return outcome.result;
    },
    /** A persona of this kind. */
    idOf: async (kind: PersonaKind): Promise<string> => {
      const known = db.selectFrom('personas').select('id').where('kind', '=', kind);
      return (await known.executeTakeFirstOrThrow()).id;
    },
    decide: (more: Partial<DecisionRequest> = {}) => decide(db, decisionOf(workspace, more)),
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
}
/** Grace approves the first persona, unless something else is said. */
export function decisionOf(workspace: number, more: Partial<DecisionRequest> = {}): DecisionRequest {
  return {
    workspace,
    persona: 'p1',
    version: null,
    decision: 'approve',
    by: 'U0GRACE',
    via: 'command line',
    reason: '',
    use: null,
    config,
    now: NOW,
    ...more,
  };
}

export type World = Awaited<ReturnType<typeof emptyWorkspace>>;

/** Three planted kinds of problem customer (avoid, fix, keep), some noise, and as many comparable accounts. */
export async function plantedWorkspace(): Promise<World> {
  plantedOnce ??= plant();
  const folder = await plantedOnce;
  return emptyWorkspace(join(folder, 'planted.db'));
}

/** The same with its personas drafted. */
export async function draftedWorkspace(): Promise<World> {
  draftedOnce ??= plantedWorkspace().then(async (world) => {
    await world.draft();
    const folder = keptFolder();
    await world.raw.backup(join(folder, 'drafted.db'));
    await world.close();
    return folder;
  });
  return emptyWorkspace(join(await draftedOnce, 'drafted.db'));
}

/** Planting and drafting take longest: each test gets a copy of one file. */
let plantedOnce: Promise<string> | null = null;
let draftedOnce: Promise<string> | null = null;

function keptFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-planted-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function plant(): Promise<string> {
  const folder = keptFolder();
  const world = await emptyWorkspace();
  await world.interviews([...avoidable(), ...ourFault(), ...worthIt(), ...oddOnes(), ...comparable()]);
  await world.customers(books());
  await world.raw.backup(join(folder, 'planted.db'));
  await world.close();
  return folder;
}

export function problem(key: string, reporter: number, answers: Line): Line {
  return report(key, 'problem', reporter, answers);
}

export function report(key: string, kind: string, reporter: number, answers: Line): Line {
  return {
    id: `${kind}-${key}`,
    case: { key, name: `${key[0]?.toUpperCase()}${key.slice(1)} Works`, kind },
    reporter: { id: `U0R${reporter % 6}`, role: reporter % 2 === 0 ? 'sales' : 'support' },
    script: kind === 'problem' ? 'problem-customer' : 'comparable-customer',
    at: '2026-05-04T09:30:00Z',
    answers,
  };
}

const bargains = [
  'They asked for a discount before they had seen the product. We said no three times.',
  'Every call ended with a request for a lower price. Nothing else mattered to them.',
  'The budget was gone before the project began, and they still wanted everything.',
  'They compared us with a free tool and wanted the same price.',
];

function avoidable(): Line[] {
  return Array.from({ length: 14 }, (_, i) =>
    problem(`bargain${i}`, i, {
      industry: i % 7 === 0 ? 'retail' : 'agency',
      company_size: i % 5 === 0 ? '11-50' : '1-10',
      contact_role: 'owner',
      lead_source: cycle(['search_ads', 'search_ads', 'free_trial'], i),
      budget_fit: i === 3 ? 'matches' : 'below',
      main_trouble: i % 4 === 3 ? 'scope_changes' : 'price_pressure',
      why: cycle(bargains, i),
      hours_to_close: 20 + i,
      cost_time: 25 + i,
      cost_money: 400,
      cost_staff: 4,
      fault: i === 5 ? 'both' : 'theirs',
      visible_before_sale: i % 3 === 0 ? 'no' : 'yes',
      misfit: i % 6 === 5 ? 'none' : 'no_budget',
      take_again: i % 6 === 5 ? 'yes' : 'no',
      preferred_channel: i < 7 ? 'email' : 'phone',
      technology_comfort: i < 7 ? 'avoids' : 'automates',
      decision_style: i < 7 ? 'alone_fast' : 'numbers',
    }),
  );
}

/** More of the kind to avoid, told after the others. */
export function moreToAvoid(n: number): Line[] {
  return Array.from({ length: n }, (_, i) =>
    problem(`bargainnew${i}`, i, {
      industry: 'agency',
      company_size: '1-10',
      contact_role: 'owner',
      lead_source: 'search_ads',
      budget_fit: 'below',
      main_trouble: 'price_pressure',
      misfit: 'no_budget',
      fault: 'theirs',
    }),
  );
}

function ourFault(): Line[] {
  return Array.from({ length: 11 }, (_, i) =>
    problem(`letdown${i}`, i + 1, {
      industry: 'manufacturing',
      company_size: '51-200',
      contact_role: 'department_head',
      lead_source: 'event',
      budget_fit: 'matches',
      main_trouble: 'product_trouble',
      why: cycle(
        ['Our import lost their data twice.', 'We promised a connector for their machines and had none.'],
        i,
      ),
      cost_time: 40,
      fault: i % 5 === 4 ? 'theirs' : 'ours',
      misfit: 'none',
      take_again: 'yes',
    }),
  );
}

function worthIt(): Line[] {
  return Array.from({ length: 11 }, (_, i) =>
    problem(`tower${i}`, i + 2, {
      industry: 'finance',
      company_size: 'over-1000',
      contact_role: 'procurement',
      lead_source: 'tender',
      budget_fit: 'above',
      main_trouble: 'slow_decisions',
      why: cycle(
        ['Every signature took a month of meetings.', 'Legal read each line of the contract twice.'],
        i,
      ),
      cost_time: 80,
      fault: 'theirs',
      misfit: 'none',
      take_again: 'maybe',
    }),
  );
}

function oddOnes(): Line[] {
  return Array.from({ length: 6 }, (_, i) =>
    problem(`odd${i}`, i, {
      industry: cycle(['education', 'hospitality', 'logistics'], i),
      company_size: cycle(['11-50', '201-1000'], i),
      contact_role: cycle(['it', 'assistant', 'consultant'], i),
      lead_source: cycle(['referral', 'partner'], i),
      budget_fit: cycle(['matches', 'above'], i),
      main_trouble: cycle(['silence', 'tone', 'late_payment'], i),
    }),
  );
}

function comparable(): Line[] {
  return Array.from({ length: 42 }, (_, i) =>
    report(`good${i}`, 'comparison', i, {
      industry: cycle(['software', 'manufacturing', 'logistics', 'finance', 'retail', 'agency'], i),
      company_size: cycle(['11-50', '51-200', '201-1000', '1-10'], i),
      contact_role: cycle(['department_head', 'project_manager', 'executive', 'owner', 'it'], i),
      lead_source: cycle(['referral', 'website', 'event', 'search_ads', 'partner'], i),
      budget_fit: i % 14 === 0 ? 'below' : i % 3 === 0 ? 'above' : 'matches',
    }),
  );
}

function books(): string {
  const rows = Array.from(
    { length: 8 },
    (_, i) => `tower${i},Tower${i} Works,${9000 + i * 100},2500,1500,30000,no`,
  );
  return ['key,name,revenue,cost_to_serve,acquisition_cost,lifetime_value,good', ...rows].join('\n');
}
