import { closeSync, openSync, writeSync } from 'node:fs';

const PIECE = 1_000_000;
const REPORTERS = 400;

/** Writes lines until the file has so many bytes. @returns how many lines */
function fill(path: string, bytes: number, head: string, line: (n: number) => string): number {
  const file = openSync(path, 'w');
  let written = writeSync(file, head);
  let n = 0;
  while (written < bytes) {
    let piece = '';
    while (piece.length < PIECE && written + piece.length < bytes) piece += line(n++);
    written += writeSync(file, piece);
  }
  closeSync(file);
  return n;
}

const pick = <T>(list: readonly T[], n: number, prime: number): T => list[(n * prime) % list.length]!;
const industries = ['retail', 'finance', 'hospitality', 'it_services'];
const outcomes = ['won', 'lost', 'active', 'churned', 'never_converted'];
const HEAD =
  'key,name,domain,email,city,country,industry,company_size,plan,outcome,acquisition_cost,revenue,support_tickets,started_on,good,trait:region\n';

/** Another edition of a file: the same rows, of which every `every`th says something else than in edition 0. */
export type Edition = { number: number; every: number };
const FIRST: Edition = { number: 0, every: 1 };
const editionOf = (n: number, { number, every }: Edition) => (n % every === 0 ? number : 0);

/** Customer records, one a row. Another edition gives the same customers another revenue. */
export function writeCustomers(path: string, bytes: number, edition = FIRST): number {
  return fill(path, bytes, HEAD, (n) => {
    const key = `customer-${String(n).padStart(9, '0')}`;
    const day = String(1 + (n % 28)).padStart(2, '0');
    return `${key},"Customer ${n}, Trading",${key}.example,hello@${key}.example,Leeds,United Kingdom,${pick(industries, n, 7)},${n % 900},starter,${pick(outcomes, n, 3)},${n % 5000}.50,"${1 + (n % 9)},${100 + ((n + editionOf(n, edition)) % 900)}.25",${n % 40},2026-05-${day},${n % 2 ? 'yes' : 'no'},${n % 3 ? 'north' : 'south'}\n`;
  });
}

const sentences = [
  'They changed the scope every week and then asked why it was late.',
  'Nobody who came to the calls could decide anything.',
  'The price was never the trouble: they wanted something that we do not sell.',
];

/** Past interviews, one a line. Another edition gives the same interviews another reason. */
export function writeInterviews(path: string, bytes: number, edition = FIRST): number {
  return fill(path, bytes, '', (n) => {
    const line = {
      id: `crm-${n}`,
      case: { key: `account-${n % 50_000}`, name: `Account ${n % 50_000}`, kind: 'problem' },
      reporter: { id: `U${n % REPORTERS}`, role: n % 2 ? 'sales' : 'support' },
      script: 'problem-customer',
      at: '2026-05-04T09:30:00Z',
      answers: {
        industry: pick(industries, n, 7),
        company_size: '1-10',
        budget_fit: pick(['below', 'matches', 'above'], n, 5),
        why: `${pick(sentences, n + editionOf(n, edition), 1)} (${n})`,
        hours_to_close: n % 200,
        preferred_channel: 'email',
        fault: pick(['ours', 'theirs', 'both'], n, 11),
        decision_style: null,
      },
    };
    return `${JSON.stringify(line)}\n`;
  });
}
