import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { interviews, workplace } from './command.ts';

describe('the whole way from past interviews to an export', () => {
  const place = workplace();
  const { run, file, folder } = place;

  beforeAll(async () => {
    file('interviews.jsonl', interviews(30));
    expect((await run('import', 'interviews', 'interviews.jsonl')).code).toBe(0);
  });

  test('importing a file twice changes nothing', async () => {
    const again = await run('import', 'interviews', 'interviews.jsonl', '--json');
    expect(again.json()).toMatchObject({ outcome: 'done', added: 0, updated: 0, unchanged: 60 });
  });

  test('a bad line refuses the file with its number; --skip-bad takes the others', async () => {
    const good = interviews(1, '2026-11-12')
      .trim()
      .split('\n')[0]!
      .replaceAll('crm-0', 'crm-new')
      .replaceAll('"c0"', '"new"');
    file('mixed.jsonl', `${good}\n{"id":"bad"}\n`);
    const refused = await run('import', 'interviews', 'mixed.jsonl');
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toContain('Line 2');
    const taken = await run('import', 'interviews', 'mixed.jsonl', '--skip-bad', '--json');
    expect([taken.code, taken.json()]).toMatchObject([0, { added: 1, skippedCount: 1 }]);
  });

  test('customer records are imported under other column names', async () => {
    file('customers.csv', 'Account,Name,ARR (USD),good\nc1,Customer 1,"1,000",no\n');
    const done = await run(
      'import',
      'customers',
      'customers.csv',
      '--map',
      'key=Account',
      'revenue=ARR (USD)',
    );
    expect(done).toMatchObject({ code: 0, err: '' });
    expect((await run('import', 'customers', 'customers.csv', '--map', 'nonsense')).code).toBe(2);
    expect((await run('import', 'customers', 'missing.csv')).err).toContain('there is no such file');
  });

  test('draft --json is one value with drafts, claims and counts; a second run drafts nothing new', async () => {
    const drafted = await run('draft', '--json', '--model', 'off');
    expect(drafted.code).toBe(0);
    const result = drafted.json<{
      personas: { id: string; kind: string; change: string }[];
      model: { calls: number };
    }>();
    expect(result.personas[0]).toMatchObject({ id: 'p1', kind: 'negative', change: 'new' });
    expect(result.model.calls).toBe(0);
    const again = (await run('draft', '--json')).json<typeof result>();
    expect(again.personas.map(({ change }) => change)).toEqual(again.personas.map(() => 'unchanged'));
  });

  test('--show-prompt prints what a model would get, without a name, and sends nothing', async () => {
    const shown = (await run('draft', '--show-prompt', '--json')).json<{ prompts: { user: string }[] }>();
    expect(shown.prompts.length).toBeGreaterThan(0);
    expect(JSON.stringify(shown)).not.toMatch(/Customer \d+ Ltd/);
  });

  test('a draft reaches neither look-up nor check nor export', async () => {
    expect((await run('lookup', 'negative', '--json')).json()).toEqual({ results: [], suggestions: [] });
    expect((await run('check', 'budget_fit=below', '--json')).json()).toMatchObject({
      outcome: 'no_match',
      matches: [],
    });
    const refused = await run('export', 'p1', '--format', 'json');
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toContain('is not approved');
    expect(
      (await run('personas', '--status', 'draft', '--json')).json<{ results: unknown[] }>().results[0],
    ).toMatchObject({
      id: 'p1',
      status: 'draft',
      approvedAt: null,
    });
  });

  test('only a reviewer decides, with a reason, about a version that stands', async () => {
    const stranger = await run('review', 'p1', 'approve', '--by', 'U1', '--reason', 'fine');
    expect([stranger.code, stranger.out]).toEqual([1, '']);
    expect(stranger.err).toContain('REVIEWERS');
    expect((await run('review', 'p1', 'reject', '--by', 'U0GRACE', '--reason', '')).code).toBe(1);
    const idle = await run('review', 'p1', 'approve', '--by', 'U0GRACE', '--reason', ' ');
    expect(idle).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Give a reason') });
    expect(
      (await run('review', 'p1', 'approve', '--by', 'U0GRACE', '--reason', 'fine', '--version', '7')).code,
    ).toBe(1);
    expect((await run('review', 'p99', 'approve', '--by', 'U0GRACE', '--reason', 'fine')).code).toBe(1);
    const approved = await run(
      'review',
      'p1',
      'approve',
      '--by',
      'U0GRACE',
      '--reason',
      'clear',
      '--use',
      'first calls',
      '--json',
    );
    expect([approved.code, approved.json()]).toMatchObject([0, { outcome: 'done', id: 'p1', version: 1 }]);
    const twice = await run('review', 'p1', 'approve', '--by', 'U0GRACE', '--reason', 'again');
    expect(twice.code).toBe(1);
  });

  test('look-up finds it by all three words and by its trait, without naming a customer', async () => {
    for (const words of ['negative', 'exclusionary', 'negative buyer', 'budget', 'bugdet']) {
      const { results } = (await run('lookup', ...words.split(' '), '--json')).json<{ results: object[] }>();
      expect(results[0]).toMatchObject({
        id: 'p1',
        kind: 'negative',
        version: 1,
        parent: null,
        micros: [],
        disqualifiers: [{ dimension: 'budget_fit', operator: 'is', value: 'below' }],
      });
    }
    const { out } = await run('lookup', 'negative', '--json');
    expect(out).not.toMatch(/Customer \d|"c\d+"\s*[,\]]\s*"c\d/);
    expect((await run('lookup', 'negative')).out).toContain('Do not chase when');
    expect((await run('lookup', 'xyzzy')).out).toContain('I know no approved persona');
  });

  test('show gives claims, quotes, evidence and history', async () => {
    const shown = (await run('show', 'p1', '--json')).json<{
      claims: { id: string; cases: string[] }[];
      evidence: object[];
    }>();
    expect(shown).toMatchObject({
      id: 'p1',
      status: 'approved',
      history: [{ decision: 'approve', by: 'U0GRACE' }],
    });
    const supporting = shown.evidence.filter(
      (link) =>
        'claim' in link &&
        link.claim === shown.claims[0]?.id &&
        'side' in link &&
        link.side === 'for' &&
        'kind' in link &&
        link.kind === 'problem',
    );
    const counted = new Set(supporting.map((link) => ('case' in link ? link.case : null)));
    expect([...counted].sort()).toEqual([...(shown.claims[0]?.cases ?? [])].sort());
    expect((await run('show', 'nobody')).code).toBe(1);
  });

  test('a check has three outcomes with reasons, and logs traits but never words', async () => {
    const match = (await run('check', 'budget_fit=below', '--json')).json<{ matches: object[] }>();
    expect(match).toMatchObject({ outcome: 'match', ask: null, notUnderstood: [] });
    expect(match.matches[0]).toMatchObject({
      id: 'p1',
      version: 1,
      reasons: [{ dimension: 'budget_fit', value: 'below' }],
    });
    expect((await run('check', 'budget_fit=matches', '--json')).json()).toMatchObject({
      outcome: 'no_match',
      ask: null,
    });
    const open = (await run('check', '--text', 'retail, secretword, 8 people', '--json')).json();
    expect(open).toMatchObject({
      outcome: 'not_enough_known',
      ask: 'budget_fit',
      notUnderstood: ['secretword'],
    });
    const db = new BetterSqlite3(join(folder, 'test.db'), { readonly: true });
    const rows = JSON.stringify(db.prepare('SELECT * FROM checks').all());
    expect(rows).toContain('retail');
    expect(rows).not.toContain('secretword');
    db.close();
    const { check } = (await run('check', 'budget_fit=below', '--json')).json<{ check: number }>();
    const { out, err } = await run('check', 'budget_fit=below');
    expect(out).toContain('A check is advice');
    expect(err).toBe(
      `What became of this lead: mismatch outcome ${check + 1} went_well|went_badly|not_taken\n`,
    );
    expect((await run('outcome', String(check), 'went_badly', '--json')).json()).toMatchObject({
      check,
      result: 'went_badly',
    });
    expect((await run('outcome', String(check), 'went_badly')).out).toMatch(/^Noted/);
    expect((await run('outcome', '999', 'went_badly')).code).toBe(1);
  });

  test('the summary covers one week, in the fixed shape', async () => {
    const { json } = await run('summary', '--week', '2026-W46', '--json');
    expect(json()).toMatchObject({
      week: '2026-W46',
      from: '2026-11-09T00:00:00.000Z',
      to: '2026-11-16T00:00:00.000Z',
      interviews: { complete: expect.any(Number), partial: 0, late: 0, people: 4 },
      learnt: expect.any(Array),
      waiting: expect.any(Array),
      approved: [],
      fix: expect.any(Array),
      stale: [],
      checks: { made: 0, disqualified: 0 },
      worth: { hours: 0, acquisitionCost: 0, revenueAtRisk: 0 },
      posted: null,
    });
    expect((await run('summary', '--week', '2026-W99')).code).toBe(1);
    expect((await run('summary', '--week', '2026-W46')).out).toContain('Thank you');
  });

  test('--post without Slack tokens asks the running bot', async () => {
    const post = (week: string, channel: string) =>
      place.with({ SUMMARY_CHANNEL: channel }, 'summary', '--week', week, '--post');
    expect((await post('2026-W46', '')).err).toContain('SUMMARY_CHANNEL is not set');
    const asked = await post('2026-W46', 'C0SUMMARY');
    expect(asked.code).toBe(0);
    expect(asked.err).toContain('A running bot posts');
    // It would stand there for good while the week goes on.
    const early = await post('2190-W01', 'C0SUMMARY');
    expect([early.code, early.err]).toEqual([1, expect.stringContaining('2190-W01 is not over')]);
  });

  test('exports hold the evidence, say who may see them, and are remembered', async () => {
    const json = (await run('export', 'p1', '--format', 'json')).json<{ claims: { evidence: object[] }[] }>();
    expect(json).toMatchObject({ format: 'mismatch-persona', id: 'p1', version: 1 });
    expect(json.claims[0]?.evidence[0]).toHaveProperty('answer');
    expect((await run('export', 'p1', '--format', 'markdown')).out).toMatch(/^# /);
    expect((await run('export', 'p1', '--format', 'html', '--out', 'card.html')).out).toBe('');
    expect(readFileSync(join(folder, 'card.html'), 'utf8')).toContain('<!doctype html>');
    const google = await run('export', 'p1', '--format', 'google');
    expect([google.code, google.out]).toEqual([1, '']);
    expect(google.err).toContain('No file was made: nobody would be in it.');
    expect(google.err).toContain('no consent=yes');
    expect((await run('export', 'p1', '--format', 'hubspot-list')).err).toContain(
      'import customer records first',
    );
    const db = new BetterSqlite3(join(folder, 'test.db'), { readonly: true });
    expect(db.prepare('SELECT format FROM exports ORDER BY id').pluck().all()).toEqual([
      'json',
      'markdown',
      'html',
    ]);
    db.close();
  });

  test('a backup is a whole database, and never overwrites one', async () => {
    expect((await run('backup', 'copy.db')).code).toBe(0);
    const copy = new BetterSqlite3(join(folder, 'copy.db'), { readonly: true });
    expect(copy.prepare('SELECT count(*) FROM interviews').pluck().get()).toBe(61);
    copy.close();
    expect((await run('backup', 'copy.db')).code).toBe(1);
  });

  test('a retired persona leaves look-up, checks and exports at once', async () => {
    expect((await run('review', 'p1', 'retire', '--by', 'U0GRACE', '--reason', 'they fit now')).code).toBe(0);
    expect((await run('lookup', 'negative', '--json')).json()).toEqual({ results: [], suggestions: [] });
    expect((await run('check', 'budget_fit=below', '--json')).json()).toMatchObject({
      outcome: 'no_match',
      compared: 0,
    });
    expect((await run('export', 'p1', '--format', 'json')).code).toBe(1);
  });
});
