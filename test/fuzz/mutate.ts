import { pick, type Random } from '../../src/evidence/random.ts';

type Json = Record<string, unknown>;
/** A place in a payload: what holds it, and its key there. */
type Place = { holder: Json | unknown[]; key: string | number };

/** Values that somebody might send, or some code might not expect. */
const ODD: unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  '..:..:..',
  '<!channel> <@U0ANNA> & *bold*',
  "'; DROP TABLE answers; --",
  '99999999999999999999',
  '٣',
  'x'.repeat(5_000),
  '🙂'.repeat(2_000),
  [],
  {},
  [[[]]],
  [null],
  { type: {} },
  { id: [] },
];

/** A copy with one to four changes of its structure. */
export function mutated(body: Json, random: Random): Json {
  const copy = structuredClone(body);
  for (let changes = 1 + pick(random, 4); changes > 0; changes -= 1) {
    const places = placesIn(copy);
    if (places.length === 0) break;
    change(places, random);
  }
  return copy;
}

function change(places: Place[], random: Random): void {
  const { holder, key } = one(places, random);
  const other = one(places, random);
  const value = get(holder, key);
  const parts = typeof value === 'string' ? value.split(':') : [];
  const ways: (() => void)[] = [
    () => remove(holder, key),
    () => set(holder, key, structuredClone(one(ODD, random))),
    () => set(holder, key, structuredClone(one(ODD, random))),
    () => set(holder, key, structuredClone(get(other.holder, other.key))),
    () => set(holder, key, [value]),
    () => set(holder, key, { value }),
    () => set(holder, `${key}_`, value),
    () => set(holder, key, Array.isArray(value) ? [...value, ...value] : String(value)),
    () => set(holder, key, parts.length > 1 ? rearranged(parts, random) : `${String(value)}:`),
  ];
  one(ways, random)();
}

/** `interview_answer:ID:screen:key` with a part left out, doubled, emptied or exchanged. */
function rearranged(parts: string[], random: Random): string {
  const at = pick(random, parts.length);
  const part = one(['', '0', '-1', 'NaN', ...parts], random);
  return parts
    .toSpliced(at, pick(random, 2), ...Array.from({ length: pick(random, 3) }, () => part))
    .join(':');
}

function placesIn(value: unknown): Place[] {
  if (Array.isArray(value)) return value.flatMap((part, key) => [{ holder: value, key }, ...placesIn(part)]);
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Json;
  return Object.entries(holder).flatMap(([key, part]) => [{ holder, key }, ...placesIn(part)]);
}

const one = <T>(list: readonly T[], random: Random): T => list[pick(random, list.length)] as T;
const get = (holder: Place['holder'], key: string | number): unknown => (holder as Json)[key];

function set(holder: Place['holder'], key: string | number, value: unknown): void {
  (holder as Json)[key] = value;
}

function remove(holder: Place['holder'], key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}
