import { migrate } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/database/open.ts';
import { chooseWorkspace } from '../../src/database/workspace.ts';
import { pick, type Random, seeded } from '../../src/evidence/random.ts';
import { loadScripts } from '../../src/scripts/load.ts';
import type { Script } from '../../src/scripts/script.ts';
import { storeScripts } from '../../src/scripts/store.ts';

export const NOW = '2026-11-16T09:00:00.000Z';
const AT = '2026-05-04T09:30:00.000Z';
/** Of ten cases six are problem cases; of ten problem cases three belong to no kind. */
const PROBLEMS = 0.6;
const NOISE = 0.3;
/** Chance of a case to give its kind's own answer, of any answer to be missing, and of a customer to have a record. */
const OWN = 0.75;
const MISSING = 0.1;
const RECORDED = 0.2;

/** Each kind's own answers; the subtle ones of the first kind come in two kinds again. */
const kinds: Record<string, string>[] = [
  {
    industry: 'agency',
    company_size: '1-10',
    contact_role: 'owner',
    lead_source: 'search_ads',
    budget_fit: 'below',
    main_trouble: 'price_pressure',
    fault: 'theirs',
    misfit: 'no_budget',
    take_again: 'no',
    visible_before_sale: 'yes',
  },
  {
    industry: 'manufacturing',
    company_size: '51-200',
    contact_role: 'department_head',
    lead_source: 'event',
    budget_fit: 'matches',
    main_trouble: 'product_trouble',
    fault: 'ours',
    misfit: 'none',
    take_again: 'yes',
    visible_before_sale: 'no',
  },
  {
    industry: 'finance',
    company_size: 'over-1000',
    contact_role: 'procurement',
    lead_source: 'tender',
    budget_fit: 'above',
    main_trouble: 'slow_decisions',
    fault: 'both',
    misfit: 'none',
    take_again: 'maybe',
    visible_before_sale: 'yes',
  },
];
const micro: Record<string, string>[] = [
  { preferred_channel: 'email', technology_comfort: 'automates', decision_style: 'alone_fast' },
  { preferred_channel: 'phone', technology_comfort: 'avoids', decision_style: 'numbers' },
];
const starts = ['They', 'Their owner', 'The team there', 'Our contact', 'Somebody from finance'];
const deeds = [
  'asked for another discount after the offer was signed',
  'changed the scope of the project every single week',
  'let every invoice wait until the third reminder',
  'opened a ticket for things the guide explains',
  'wanted a demo for nine colleagues and then went silent',
  'compared our price with a free tool in every call',
  'needed a connector that we have never promised',
];
const ends = ['and nobody could say why', 'before the contract was read', 'although we had agreed otherwise'];

/** A workspace in a file: planted kinds and noise, the same for the same seed. */
export async function fillWorld(path: string, cases: number, seed: number): Promise<void> {
  const database = openDatabase(`file:${path}`);
  await migrate(database);
  const { id: workspace } = await chooseWorkspace(database.db, null, NOW);
  const scripts = loadScripts('prompts/scripts');
  await storeScripts(database.db, workspace, scripts, NOW);
  const { raw } = database;
  raw.pragma('synchronous = OFF');
  const put = inserts(raw);
  const random = seeded(seed);
  const staff = 12 + Math.floor(cases / 500);
  raw.exec('BEGIN');
  for (let i = 0; i < staff; i++) put.person.run(workspace, `U0R${i}`, i % 2 === 0 ? 'sales' : 'support');
  let answer = 0;
  for (let i = 0; i < cases; i++) {
    const isProblem = random() < PROBLEMS;
    const script = scripts.find(({ id }) => id === (isProblem ? 'problem-customer' : 'comparable-customer'))!;
    const key = `customer-${String(i).padStart(6, '0')}`;
    const record = random() < RECORDED ? JSON.stringify(recordOf(key, isProblem, random)) : null;
    put.customer.run(workspace, key, nameOf(i), record, record === null ? null : AT, AT);
    const person = pick(random, staff);
    const kind = isProblem ? 'problem' : 'comparison';
    const role = person % 2 === 0 ? 'sales' : 'support';
    put.interview.run(
      workspace,
      `i${i}`,
      script.id,
      script.version,
      `U0R${person}`,
      role,
      kind,
      key,
      `i${i}`,
      AT,
      AT,
    );
    for (const [question, value] of answersOf(script, isProblem, random)) {
      answer += 1;
      put.answer.run(workspace, answer, `i${i}`, question);
      put.revision.run(workspace, answer, JSON.stringify(value), question, AT);
    }
  }
  raw.exec('COMMIT');
  raw.pragma('wal_checkpoint(TRUNCATE)');
  await database.close();
}

const syllables = ['ba', 'ke', 'lo', 'mi', 'nu', 'pa', 'ri', 'so', 'te', 'vu'];

/** A made-up name, another one for each number: names that all begin alike would be no fair test of finding them. */
function nameOf(i: number): string {
  const word = [...String(i).padStart(4, '0')].map((digit) => syllables[Number(digit)]).join('');
  return `${word[0]!.toUpperCase()}${word.slice(1)} Works`;
}

function inserts(raw: ReturnType<typeof openDatabase>['raw']) {
  return {
    person: raw.prepare('INSERT INTO people (workspace, id, role) VALUES (?, ?, ?)'),
    customer: raw.prepare(
      'INSERT INTO customers (workspace, key, name, record, imported_at, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    interview: raw.prepare(
      `INSERT INTO interviews (workspace, id, script, script_version, person, role, language, case_kind, customer, status,
         visibility, source, source_id, started_at, finished_at)
       VALUES (?, ?, ?, ?, ?, ?, 'en', ?, ?, 'complete', 'aggregates', 'import', ?, ?, ?)`,
    ),
    answer: raw.prepare(
      'INSERT INTO answers (workspace, id, interview, question, latest_revision) VALUES (?, ?, ?, ?, 1)',
    ),
    revision: raw.prepare(
      `INSERT INTO answer_revisions (workspace, answer, revision, state, value, wording, language, visibility, at)
       VALUES (?, ?, 1, 'answered', ?, ?, 'en', 'aggregates', ?)`,
    ),
  };
}

type Said = [question: string, value: string | number];

function answersOf({ questions }: Script, isProblem: boolean, random: Random): Said[] {
  const kind = isProblem && random() >= NOISE ? pick(random, kinds.length) : null;
  const own = kind === null ? {} : { ...kinds[kind], ...(kind === 0 ? micro[pick(random, 2)] : {}) };
  const said: Said[] = [];
  for (const { key, type, options } of questions) {
    if (type === 'customer' || random() < MISSING) continue;
    if (type === 'text') said.push([key, sentence(random)]);
    else if (type === 'scale') said.push([key, 1 + pick(random, 5)]);
    else if (type === 'yesno') said.push([key, own[key] ?? (random() < 0.5 ? 'yes' : 'no')]);
    else if (options.length === 0) said.push([key, 5 * (1 + pick(random, 40))]);
    else {
      const mine = own[key];
      said.push([
        key,
        mine !== undefined && random() < OWN ? mine : options[pick(random, options.length)]!.value,
      ]);
    }
  }
  return said;
}

function sentence(random: Random): string {
  const one = (list: string[]) => list[pick(random, list.length)]!;
  return `${one(starts)} ${one(deeds)}, ${one(ends)}. ${one(starts)} ${one(deeds)}.`;
}

function recordOf(key: string, isProblem: boolean, random: Random) {
  const revenue = 2_000 + 100 * pick(random, 90);
  return {
    key,
    name: `${key} Works`,
    good: !isProblem,
    consent: null,
    texts: {},
    numbers: { revenue, cost_to_serve: 100 * pick(random, 60), acquisition_cost: 100 * pick(random, 20) },
    traits: {},
  };
}
