import type { Dropped } from '../cases/themes.ts';
import type { ClaimCounts } from '../evidence/evidence.ts';
import type { Description, Disqualifier, PersonaBody, Sentence } from '../personas/persona.ts';
import { inheritedPortrait, portraitOf } from '../personas/portrait.ts';
import type { HistoryEntry, StoredPersona } from '../personas/store.ts';
import { byHand } from '../text/en/by-hand.ts';
import { personas } from '../text/en/personas.ts';
import { themes } from '../text/en/themes.ts';

const operators: Record<Disqualifier['operator'], string> = {
  is: '=',
  is_not: '≠',
  in: 'one of',
  at_least: '≥',
  at_most: '≤',
};

type Part = [title: string, lines: string[]];

/**
 * A version as whoever reviews it reads it: whom not to chase first, then why, who they are, what to do, and last what
 * stands behind all of it. Ids in brackets are the evidence of a line.
 *
 * @param cases the keys of its customers
 * @param weighed what the rule would have done among known customers
 * @param parent a micro persona's
 * @param nameOf a persona's name by its id
 * @param found what the checks left out of what a model found in the answers on these customers
 */
export function personaPage(
  persona: StoredPersona,
  cases: readonly string[],
  history: readonly HistoryEntry[],
  weighed: string[],
  parent: PersonaBody | null,
  nameOf: (id: string) => string,
  found: readonly Dropped[] = [],
): string {
  const { id, version, status, body } = persona;
  const parts: Part[] = [
    ...judged(body, weighed),
    ...told(persona, parent),
    ...advised(body),
    ...counted(persona),
    ['Cautions', body.cautions],
    ['Ask next', body.questions],
    ['Cases', cases.length === 0 ? [] : [cases.join(', ')]],
    [
      'Left out by the checks',
      [
        ...body.dropped.map(({ what, why }) => `${what}: ${why}`),
        ...found.map(({ said, why }) => `found in an answer, “${said}”: ${themes.whyDropped[why]}`),
      ],
    ],
    [
      'History',
      history.map(({ at, decision, by, via, reason }) => `${at} ${decision} by ${by} (${via}): ${reason}`),
    ],
  ];
  return [
    `${body.name} (${id}, ${body.kind}, ${status}, version ${version})`,
    ...[body.subtitle, standing(body, nameOf)].filter((line) => line !== ''),
    ...parts.flatMap(([title, lines]) =>
      lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)],
    ),
  ].join('\n');
}

function standing(body: PersonaBody, nameOf: (id: string) => string): string {
  const { caseCount, reporters, roles, strength, parent, mirrors, sample } = body;
  const facts = [
    ...(caseCount.of > 0 ? [`${caseCount.for} of ${caseCount.of} cases`] : ['written by hand']),
    ...(reporters > 0 ? [`${reporters} staff (${roles.join(', ')})`] : []),
    strength,
    ...(parent === null ? [] : [`part of ${nameOf(parent)}`]),
    ...(mirrors === null ? [] : [`the opposite of ${nameOf(mirrors)}`]),
    ...(sample ? ['invented, to show what a persona looks like'] : []),
  ];
  return facts.join('; ');
}

function judged(body: PersonaBody, weighed: string[]): Part[] {
  const rule = body.disqualifiers.map(({ text, dimension, operator, value, evidence, tentative }) => {
    const wanted = Array.isArray(value) ? value.join(', ') : value;
    const words = text === '' ? '' : `${text}: `;
    return `${words}${dimension} ${operators[operator]} ${wanted}${sources(evidence)}${tentative ? ' (tentative)' : ''}`;
  });
  const { verdict, verdictReason, reasonType, category, margin } = body;
  const kinds = [reasonType, category].filter((kind) => kind !== null).map(spoken);
  return [
    [rule.length > 1 ? 'Do not chase where all of this holds' : 'Do not chase where this holds', rule],
    ['Had this been the rule', weighed],
    [
      'Verdict',
      [
        ...(verdict === null ? [] : [`${verdict}: ${verdictReason}`]),
        ...(kinds.length > 0 ? [kinds.join(', ')] : []),
        ...(margin === null
          ? []
          : [`margin ${Math.round(margin.median * 100)} of 100 (${margin.n} customers)`]),
      ],
    ],
  ];
}

function told({ body, said: words }: StoredPersona, parent: PersonaBody | null): Part[] {
  return [
    ['A composite of these customers, and none of them', body.biography.map(said)],
    ['Story', body.story.map(said)],
    ['Early-warning signs', body.redFlags.map(said)],
    ['Portrait', portraitOf(body, words, { byHand, personas })],
    ['From its parent', inheritedPortrait(body, parent, { byHand, personas })],
  ];
}

function advised({ actions, contentToAvoid, contentToUse }: PersonaBody): Part[] {
  return [
    ['Marketing', actions.marketing.map(said)],
    ['Sales', actions.sales.map(said)],
    ['Support', actions.support.map(said)],
    ['Content to avoid', contentToAvoid.map(said)],
    ['Content to use', contentToUse.map(said)],
  ];
}

function counted({ body, claims, quotes }: StoredPersona): Part[] {
  return [
    ['Claims', claims.map(claimLine)],
    [
      'Counted inside the group',
      [...body.descriptions, ...body.demographics].map((one) => describedLine(one, body)),
    ],
    [
      'Figures (medians)',
      Object.entries(body.economics).map(
        ([key, { median, n, source }]) =>
          `${spoken(key)}: ${Math.round(median * 100) / 100} (${n}, ${source})`,
      ),
    ],
    [
      'Quotes',
      quotes.map(
        ({ answer, revision, text, dissenting }) =>
          `${answer} revision ${revision}: “${text}”${dissenting ? ' (sees it otherwise)' : ''}`,
      ),
    ],
  ];
}

function describedLine({ id, text, for: holders, of }: Description, { others }: PersonaBody): string {
  const other = others[id];
  const beside = other
    ? `, ${other.for} of ${other.of} others${other.q === undefined ? '' : ' (more often)'}`
    : '';
  return `${id}  ${text}: ${holders} of ${of}${beside}`;
}

function claimLine({ id, traits, problem, comparison, reporters, strength }: ClaimCounts): string {
  const words = traits.map(({ dimension, value }) => `${dimension}=${value}`).join(' + ');
  const other = comparison ? `, ${comparison.for} of ${comparison.of} comparable ones` : '';
  return `${id}  ${words}: ${problem.for} of ${problem.of} problem cases${other}, ${reporters} staff, ${strength}`;
}

function said({ text, evidence, assumption }: Sentence): string {
  return `${text}${assumption ? ' [advice, not counted]' : sources(evidence)}`;
}

function sources(evidence: string[]): string {
  return evidence.length === 0 ? '' : ` [${evidence.join(', ')}]`;
}

function spoken(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}
