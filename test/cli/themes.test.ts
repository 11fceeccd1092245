import { expect, test } from 'vitest';
import { completion, endpointThat, json } from '../model/endpoint.ts';
import { workplace } from './command.ts';

const interviews = Array.from({ length: 4 }, (_, i) =>
  JSON.stringify({
    id: `crm-${i}`,
    case: { key: `acorn${i}`, name: `Acorn ${i} Deli`, kind: 'problem' },
    reporter: { id: `U0R${i % 2}`, role: 'sales' },
    script: 'problem-customer',
    at: '2026-05-04T09:30:00Z',
    answers: { industry: 'retail', why: 'They reopened the price every single week.' },
  }),
).join('\n');

test('the command line lists themes with what was left out, and confirms or rejects one for a reviewer', async ({
  onTestFinished,
}) => {
  const findings = [
    { kind: 'theme', label: 'Price pressure', sentence: 's1' },
    { kind: 'signal', label: 'Price pressure', sentence: 's1' },
    { kind: 'theme', label: 'Greedy idiots', sentence: 's1' },
  ];
  const endpoint = await endpointThat((_, response) => json(response, 200, completion({ findings })));
  onTestFinished(endpoint.close);
  const place = workplace({ OPENAI_BASE_URL: endpoint.url, OPENAI_MODEL: 'm' });
  await place.run('import', 'interviews', place.file('past.jsonl', interviews));
  const drafted = await place.run('draft');
  expect(drafted.out).toContain('2 themes wait for a reviewer');
  expect((await place.run('draft')).out).not.toContain('themes wait');

  const listed = await place.run('themes');
  expect(listed.out).toContain('price_pressure  theme, waits: Price pressure (customers: 4, people: 2)');
  expect(listed.out).toContain('“Greedy idiots”: it insults');
  const json1 = (await place.run('themes', '--json')).json<{ waiting: unknown[]; dropped: unknown[] }>();
  expect(json1.waiting).toHaveLength(2);
  expect(json1.dropped.length).toBeGreaterThan(0);

  const kind = ['--kind', 'theme'];
  const by = ['--by', 'U0GRACE'];
  const refused = [
    ['themes', 'price_pressure', 'confirm', '--by', 'U0ANNA', ...kind],
    ['themes', 'price_pressure', 'confirm', ...by],
    ['themes', 'nothing', 'confirm', ...by],
    ['themes', 'price_pressure', 'confirm', ...by, ...kind, '--as', '9 of 10'],
  ];
  for (const args of refused) {
    const { code, err } = await place.run(...args);
    expect([code, err.trim() === '']).toEqual([1, false]);
  }
  expect((await place.run('themes', 'price_pressure', 'confirm')).code).toBe(2);
  expect((await place.run('themes', 'price_pressure', 'perhaps', ...by)).code).toBe(2);

  const confirmed = await place.run(
    'themes',
    'price_pressure',
    'confirm',
    ...by,
    ...kind,
    '--as',
    'Haggling',
  );
  expect(confirmed.out).toBe('price_pressure counts as Haggling from the next draft on.\n');
  const rejected = await place.run('themes', 'price_pressure', 'reject', ...by, '--kind', 'signal');
  expect(rejected.out).toBe('price_pressure counts nowhere.\n');
  const after = (await place.run('themes', '--json')).json<{ waiting: unknown[]; decided: unknown[] }>();
  expect(after.waiting).toEqual([]);
  expect(after.decided).toHaveLength(2);
});
