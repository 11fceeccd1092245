import { pick, seeded } from '../../src/evidence/random.ts';
import type { SandboxUser } from '../../src/sandbox/protocol.ts';
import type { Script } from '../../src/scripts/script.ts';
import { PROBLEM, type Said } from '../interviewing.ts';

const SYLLABLES = ['ba', 'cor', 'del', 'fen', 'gri', 'hul', 'jas', 'kem', 'lor', 'mup', 'nev', 'pil', 'rad'];

/** Invented people beside those of the sample. */
export function crowd(count: number): SandboxUser[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `U0S${String(n).padStart(4, '0')}`,
    name: `sample.${n}`,
    realName: `Sample ${n}`,
    title: 'Account executive',
    team: 'sales' as const,
    tz: 'Europe/Berlin',
    locale: 'en-GB',
    color: '#7c4dff',
    deleted: false,
  }));
}

/** What the so-manieth person says: choices, numbers and a customer of their own. */
export function sayingOf(n: number, script: Script): Said {
  const random = seeded(n + 1);
  const one = <T>(list: readonly T[]): T => list[pick(random, list.length)] as T;
  const said: Said = { ...PROBLEM };
  for (const { key, type, options } of script.questions) {
    if (type === 'choice' || type === 'yesno' || type === 'scale') said[key] = one(options).value;
    else if (type === 'number' || type === 'money') said[key] = String(1 + pick(random, 90));
    else if (type === 'duration') said[key] = `${1 + pick(random, 40)} hours`;
  }
  said.customer = nameOf(n);
  said.why = `Case ${n}: they reopened the price after every call, and ${one(['once', 'twice'])} after signing.`;
  return said;
}

/** Names far enough from each other that nobody is asked which one is meant. */
function nameOf(n: number): string {
  const random = seeded(10_000 + n);
  const word = () => Array.from({ length: 4 }, () => SYLLABLES[pick(random, SYLLABLES.length)]).join('');
  const [first, second] = [word(), word()];
  return `${first[0]?.toUpperCase()}${first.slice(1)} ${second[0]?.toUpperCase()}${second.slice(1)}`;
}
