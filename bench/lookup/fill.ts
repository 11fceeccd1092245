import type { openDatabase } from '../../src/database/open.ts';
import { pick, seeded } from '../../src/evidence/random.ts';
import { personaBody } from '../../src/personas/persona.ts';

export const ANSWERS_EACH = 10;
const NOW = '2026-11-16T09:00:00.000Z';
const random = seeded(20_261_121);

export const oneOf = <T>(list: readonly T[]): T => list[pick(random, list.length)]!;

type Raw = ReturnType<typeof openDatabase>['raw'];

const industries = [
  'software',
  'agency',
  'retail',
  'logistics',
  'finance',
  'education',
  'hospitality',
  'manufacturing',
];
const sizes = ['1-10', '11-50', '51-200', '201-1000', 'over-1000'];

/** Interviews of ten answers each, and personas that stand on the first of them: written straight into the tables. */
export function fill(
  raw: Raw,
  workspace: number,
  version: number,
  personas: number,
  interviews: number,
): void {
  raw.exec('BEGIN');
  const customer = raw.prepare(
    'INSERT INTO customer_rows (workspace, key, name, created_at) VALUES (?, ?, ?, ?)',
  );
  const interview =
    raw.prepare(`INSERT INTO interview_rows (workspace, id, script, script_version, person, role, language, case_kind, customer, status, visibility, source, source_id, started_at)
    VALUES (?, ?, 'problem-customer', ${version}, ?, 'sales', 'en', 'problem', ?, 'complete', 'aggregates', 'import', ?, ?)`);
  const answer = raw.prepare(
    'INSERT INTO answer_rows (workspace, id, interview, question, latest_revision) VALUES (?, ?, ?, ?, 1)',
  );
  const revision =
    raw.prepare(`INSERT INTO answer_revisions (workspace, answer, revision, state, value, wording, language, visibility, at)
    VALUES (?, ?, 1, 'answered', ?, 'q', 'en', 'aggregates', ?)`);
  for (let i = 0; i < 50; i++)
    raw.prepare('INSERT INTO people (workspace, id) VALUES (?, ?)').run(workspace, `U${i}`);
  for (let i = 0; i < interviews; i++) {
    customer.run(workspace, `c${i}`, `Customer ${i}`, NOW);
    interview.run(workspace, `i${i}`, `U${i % 50}`, `c${i}`, `i${i}`, NOW);
    for (let q = 0; q < ANSWERS_EACH; q++) {
      const id = i * ANSWERS_EACH + q + 1;
      answer.run(workspace, id, `i${i}`, `q${q}`);
      revision.run(workspace, id, JSON.stringify(oneOf(industries)), NOW);
    }
  }
  for (let p = 1; p <= personas; p++) persona(raw, workspace, p, Math.floor(interviews / personas));
  raw.exec('COMMIT');
}

function persona(raw: Raw, workspace: number, p: number, own: number): void {
  const [industry, size] = [industries[p % industries.length]!, sizes[p % sizes.length]!];
  const [id, name] = [
    `p${p}`,
    `${oneOf(['Bargain', 'Hasty', 'Silent', 'Roaming', 'Thrifty'])} ${industry} ${p}`,
  ];
  const trait = { dimension: 'industry', value: industry };
  const body = personaBody.parse({
    id,
    kind: 'negative',
    parent: null,
    name,
    subtitle: `${industry}, ${size} people`,
    verdict: 'avoid',
    verdictReason: 'They cost more than they bring.',
    strength: 'supported',
    caseCount: { for: 19, of: 40 },
    reporters: 5,
    roles: ['sales'],
    redFlags: [],
    story: [],
    reasonType: 'unprofitable',
    disqualifiers: [
      { dimension: 'industry', operator: 'is', value: industry, text: industry, evidence: ['c1'] },
      { dimension: 'company_size', operator: 'is', value: size, text: `${size} people`, evidence: [] },
    ],
    economics: {},
    characteristics: [],
    actions: { marketing: [], sales: [], support: [] },
    contentToAvoid: [],
    contentToUse: [],
    profile: {},
    claims: ['c1'],
    dropped: [],
    stability: null,
  });
  const claim = {
    id: 'c1',
    traits: [trait],
    problem: { for: 19, of: 40 },
    comparison: null,
    ratio: null,
    interval: [0.3, 0.6],
    oddsRatio: null,
    q: null,
    reporters: 5,
    strength: 'supported',
  };
  raw
    .prepare(
      "INSERT INTO personas (workspace, id, kind, level, created_at) VALUES (?, ?, 'negative', 'macro', ?)",
    )
    .run(workspace, id, NOW);
  raw
    .prepare(
      "INSERT INTO persona_versions (workspace, persona, version, status, name, verdict, strength, body, evidence_hash, voice, drafted_at, decided_at) VALUES (?, ?, 1, 'approved', ?, 'avoid', 'supported', ?, ?, 'embedded', ?, ?)",
    )
    .run(workspace, id, name, JSON.stringify(body), id, NOW, NOW);
  raw
    .prepare('INSERT INTO claims (workspace, persona, version, id, body) VALUES (?, ?, 1, ?, ?)')
    .run(workspace, id, 'c1', JSON.stringify(claim));
  raw
    .prepare(
      "INSERT INTO evidence_blocks (workspace, id, case_kind, side, dimension, hash) VALUES (?, ?, 'problem', 'for', 'industry', ?)",
    )
    .run(workspace, p, id);
  raw
    .prepare('INSERT INTO claim_blocks (workspace, persona, version, claim, block) VALUES (?, ?, 1, ?, ?)')
    .run(workspace, id, 'c1', p);
  const link = raw.prepare(
    'INSERT INTO block_links (workspace, block, position, customer, answer, revision) VALUES (?, ?, ?, ?, ?, 1)',
  );
  for (let i = 0; i < own; i++) {
    const at = (p - 1) * own + i;
    link.run(workspace, p, i, `c${at}`, at * ANSWERS_EACH + 1);
  }
}
