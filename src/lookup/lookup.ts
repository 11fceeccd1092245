import { setImmediate } from 'node:timers/promises';
import MiniSearch, { type SearchOptions } from 'minisearch';
import type { PersonaKind } from '../database/tables.ts';
import type { Trait } from '../evidence/evidence.ts';
import type { PersonaBody } from '../personas/persona.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import { wordings } from './everyday.ts';
import { distance, fold, near, wordsOf } from './words.ts';

/** What a look-up found. `all`: nothing was asked for; `nothing`: with the names that come nearest. */
export type Found =
  | { found: 'all' | 'some'; results: ApprovedPersona[] }
  | { found: 'nothing'; results: []; suggestions: ApprovedPersona[] };

const SUGGESTIONS = 3;
/** A text that fills a look-up has said it all by then. */
export const LONGEST_QUERY = 300;

/** Words that mean a kind. Negative persona, exclusionary persona and negative buyer persona are one thing. */
const KINDS: [PersonaKind, string[]][] = [
  [
    'negative',
    [
      'negative',
      'exclusionary',
      'exclusion',
      'anti',
      'antipersona',
      'негативный',
      'негативная',
      'негативные',
      'отрицательный',
      'анти',
      'антиперсона',
    ],
  ],
  ['micro', ['micro', 'микро', 'микроперсона']],
  ['challenging', ['challenging', 'keep', 'сложный', 'трудный']],
  ['fix', ['fix']],
  ['buyer', ['buyer', 'ideal', 'покупатель', 'идеальный']],
  ['customer', ['customer', 'клиент']],
];
const PERSONA = ['persona', 'personas', 'персона', 'персоны'];

/**
 * Finds approved personas by name, trait or kind, forgiving typing mistakes; the best first. The type lets no draft in.
 * Kind words narrow ("negative retail"); alone they list that kind; where they leave nothing they are plain words.
 */
export function lookup(
  query: string,
  personas: readonly ApprovedPersona[],
  synonyms: Synonyms = everydayWords,
): Found {
  const words = wordsOf(query.slice(0, LONGEST_QUERY))
    .map(({ text }) => text)
    .filter((word) => !PERSONA.some((known) => near(word, known)));
  if (words.length === 0 && !/[\p{L}\p{N}\p{S}]/u.test(withoutPersona(query))) {
    return { found: 'all', results: inOrder(personas) };
  }
  const named = exactly(query, personas);
  if (named.length > 0) return { found: 'some', results: named };
  const results = byKind(words, personas, synonyms) ?? search(words, personas, synonyms);
  if (results.length > 0) return { found: 'some', results };
  return { found: 'nothing', results: [], suggestions: nearest(query, personas) };
}

function withoutPersona(query: string): string {
  return fold(query).replace(/personas?|персон[аы]/g, '');
}

/** A name or an id, written out, wins over everything else. */
function exactly(query: string, personas: readonly ApprovedPersona[]): ApprovedPersona[] {
  const wanted = fold(query).trim().replace(/\s+/g, ' ');
  return personas.filter(
    (persona) => foldedName(persona) === wanted || persona.body.id.toLowerCase() === wanted,
  );
}

const foldedNames = new WeakMap<ApprovedPersona, string>();

function foldedName(persona: ApprovedPersona): string {
  const known = foldedNames.get(persona) ?? fold(persona.body.name);
  foldedNames.set(persona, known);
  return known;
}

function byKind(
  words: string[],
  personas: readonly ApprovedPersona[],
  synonyms: Synonyms,
): ApprovedPersona[] | null {
  const meant = kindIn(words);
  if (!meant) return null;
  const results =
    meant.rest.length === 0
      ? inOrder(personas.filter(({ body }) => body.kind === meant.kind))
      : search(meant.rest, personas, synonyms, meant.kind);
  return results.length > 0 ? results : null;
}

function kindIn(words: string[]): { kind: PersonaKind; rest: string[] } | null {
  for (const [kind, names] of KINDS) {
    const at = words.findIndex((word) => names.some((name) => near(word, name)));
    if (at === -1) continue;
    // In "negative buyer" the second word belongs to the first.
    const isPair = kind === 'negative' && words[at + 1] !== undefined && near(words[at + 1]!, 'buyer');
    return { kind, rest: words.toSpliced(at, isPair ? 2 : 1) };
  }
  return null;
}

/** Other words for a trait, in any language. */
export type Synonyms = (trait: Trait) => string[];

/** What people call the traits that the shipped interviews ask about. */
export const everydayWords: Synonyms = ({ dimension, value }) => {
  const words = wordings[dimension]?.[value];
  return words === undefined ? [] : [words.replaceAll(/[?+]/g, '')];
};

/** An index, and the personas in it. */
type Index = { words: MiniSearch<Entry>; holds: Set<ApprovedPersona> };
type Entry = Record<'name' | 'subtitle' | 'traits' | 'synonyms' | 'text', string> & { id: ApprovedPersona };
/** The index each persona is in: where a list differs by a few from the last one, that one is changed by as many. */
const indexes = new WeakMap<ApprovedPersona, Index>();

/** What a persona is known by; its story and red flags count only where every word stands in them as typed. */
const KNOWN_BY = ['name', 'subtitle', 'traits'];
const OR_SAID_AS = [...KNOWN_BY, 'synonyms'];
const begun = (term: string) => term.length > 2;
const slips = (term: string) => (term.length < 4 ? 0 : term.length < 6 ? 1 : 2);
/** Each is tried only where the one before it finds nothing: a chance likeness never stands beside a true hit. */
const WAYS: { needs: 'all' | 'half' | 'any'; options: SearchOptions }[] = [
  { needs: 'all', options: { combineWith: 'AND', prefix: begun, fields: KNOWN_BY } },
  { needs: 'all', options: { combineWith: 'AND', prefix: begun, fields: OR_SAID_AS } },
  { needs: 'all', options: { combineWith: 'AND' } },
  { needs: 'all', options: { combineWith: 'AND', prefix: begun, fuzzy: slips, fields: OR_SAID_AS } },
  { needs: 'any', options: { combineWith: 'OR', fields: OR_SAID_AS } },
  { needs: 'half', options: { combineWith: 'OR', prefix: begun, fuzzy: slips, fields: OR_SAID_AS } },
];

function search(
  words: string[],
  personas: readonly ApprovedPersona[],
  synonyms: Synonyms,
  kind: PersonaKind | null = null,
): ApprovedPersona[] {
  if (words.length === 0) return [];
  const index = indexOf(personas, synonyms);
  for (const { needs, options } of WAYS) {
    const hits = index
      .search(words.join(' '), { ...options, boost: { name: 4, traits: 2, subtitle: 2 } })
      .filter(({ queryTerms }) => needs !== 'half' || queryTerms.length * 2 >= words.length)
      .map(({ id }) => id as ApprovedPersona)
      .filter(({ body }) => kind === null || body.kind === kind);
    if (hits.length > 0) return hits;
  }
  return [];
}

/** Entries that are put into an index in one go; between two such goes whatever waits has its turn. */
const AT_ONCE = 50;

/** Puts the index together before somebody looks something up. */
export async function readyToLookUp(
  personas: readonly ApprovedPersona[],
  synonyms: Synonyms = everydayWords,
): Promise<void> {
  const known = personas.filter((persona) => indexes.has(persona));
  const missing = personas.filter((persona) => !indexes.has(persona));
  for (let ready = AT_ONCE; ready < missing.length; ready += AT_ONCE) {
    indexOf([...known, ...missing.slice(0, ready)], synonyms);
    await setImmediate();
  }
  indexOf(personas, synonyms);
}

function indexOf(personas: readonly ApprovedPersona[], synonyms: Synonyms): MiniSearch<Entry> {
  const known = personas.find((persona) => indexes.has(persona));
  const index = (known && indexes.get(known)) ?? { words: emptyIndex(), holds: new Set() };
  const { words, holds } = index;
  if (holds.size === personas.length && personas.every((persona) => holds.has(persona))) return words;
  const wanted = new Set(personas);
  for (const persona of holds) {
    if (wanted.has(persona)) continue;
    words.discard(persona);
    holds.delete(persona);
    indexes.delete(persona);
  }
  for (const persona of wanted) {
    if (holds.has(persona)) continue;
    words.add(entryOf(persona, synonyms));
    holds.add(persona);
    indexes.set(persona, index);
  }
  return words;
}

function emptyIndex(): MiniSearch<Entry> {
  return new MiniSearch<Entry>({
    fields: ['name', 'subtitle', 'traits', 'synonyms', 'text'],
    tokenize: (text) => wordsOf(text).map((word) => word.text),
    processTerm: (term) => (term.length > 1 || /\d/.test(term) ? term : null),
  });
}

function entryOf(persona: ApprovedPersona, synonyms: Synonyms): Entry {
  const { body, claims } = persona;
  const traits = [
    ...body.disqualifiers.flatMap(({ dimension, value, text }) => [dimension, String(value), text]),
    ...claims.flatMap(({ traits }) => traits.flatMap(({ dimension, value }) => [dimension, value])),
    ...Object.entries(body.profile).flatMap(([dimension, { value }]) => [dimension, value]),
  ];
  return {
    id: persona,
    name: body.name,
    subtitle: body.subtitle,
    traits: traits.join(' ').replaceAll('_', ' '),
    synonyms: [...new Set(traitsOf(body, claims).flatMap(synonyms))].join(' '),
    text: [...body.story, ...body.redFlags].map(({ text }) => text).join(' '),
  };
}

/** What its rule and its claims turn on: a trait that merely describes it is found by its own name only. */
function traitsOf(body: PersonaBody, claims: ApprovedPersona['claims']): Trait[] {
  const ruled = body.disqualifiers.flatMap(({ dimension, value }) =>
    [value].flat().map((each) => ({ dimension, value: String(each) })),
  );
  // Of customers who are wanted, what they show more often than problem customers.
  const told = body.descriptions.filter(({ id }) => body.others[id]?.q !== undefined);
  return [
    ...ruled,
    ...told,
    ...claims.filter(({ id }) => body.claims.includes(id)).flatMap(({ traits }) => traits),
  ];
}

/** Negative ones first, each followed by its micro personas; then by name. */
function inOrder(personas: readonly ApprovedPersona[]): ApprovedPersona[] {
  const order: PersonaKind[] = [
    'negative',
    'challenging',
    'fix',
    'undetermined',
    'buyer',
    'customer',
    'micro',
  ];
  const rank = ({ body }: ApprovedPersona) => order.indexOf(body.kind);
  const sorted = [...personas].sort((a, b) => rank(a) - rank(b) || a.body.name.localeCompare(b.body.name));
  const macros = sorted.filter(({ body }) => body.kind !== 'micro');
  const micros = sorted.filter(({ body }) => body.kind === 'micro');
  const placed = macros.flatMap((macro) => [
    macro,
    ...micros.filter(({ body }) => body.parent === macro.body.id),
  ]);
  return [...placed, ...micros.filter((micro) => !placed.includes(micro))];
}

/** The command that one word was probably meant for: one slip, two from seven letters on; `null` where none is near. */
export function commandNear(typed: string, commands: readonly string[]): string | null {
  const word = fold(typed).trim();
  if (word.length < 3) return null;
  const slips = (command: string) => distance(word, command, 2);
  const nearest = [...commands].sort((a, b) => slips(a) - slips(b))[0];
  return nearest !== undefined && slips(nearest) <= (nearest.length < 7 ? 1 : 2) ? nearest : null;
}

/** By the share of letters that must change in the name or one of its words; where nothing is near, the first few. */
function nearest(query: string, personas: readonly ApprovedPersona[]): ApprovedPersona[] {
  const wanted = fold(query).trim().slice(0, 60);
  const far = ({ body }: ApprovedPersona) =>
    Math.min(
      ...[fold(body.name), ...wordsOf(body.name).map(({ text }) => text)].map(
        (name) => distance(wanted, name, 100) / Math.max(wanted.length, name.length, 1),
      ),
    );
  const ranked = inOrder(personas).map((persona) => ({ persona, far: far(persona) }));
  return ranked
    .sort((a, b) => a.far - b.far)
    .slice(0, SUGGESTIONS)
    .map(({ persona }) => persona);
}
