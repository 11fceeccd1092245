import { namesProtectedTrait } from '../cases/protected.ts';
import type { ClaimCounts, Trait } from '../evidence/evidence.ts';
import { claimText, counts, ruleText, share } from '../lookup/card.ts';
import type { PersonaBody, Sentence } from '../personas/persona.ts';
import { differenceLines, inheritedPortrait, portraitOf } from '../personas/portrait.ts';
import type { Quote, Voices } from '../personas/quoted.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { protectedWord } from '../text/unfit.ts';
import { allowedRule, isWithheld } from './allowed.ts';

/** A persona as a page: the same parts whatever the format. */
export type Sheet = {
  name: string;
  kind: string;
  subtitle: string;
  /** What is in here, as of when, and who may see it. */
  notice: string[];
  parts: { title: string; lines: string[]; quotes?: boolean }[];
};

type Texts = Pick<Catalogue, 'lookup' | 'byHand' | 'personas'>;
export type Family = { parent: ApprovedPersona | null; micros: readonly ApprovedPersona[] };

/**
 * Puts an approved persona on a page: how to recognise it first, then why, then what to do.
 * @param voices only what everybody may read
 */
export function sheetOf(
  persona: ApprovedPersona,
  { quotes, said: told }: Voices,
  family: Family,
  words: (trait: Trait) => string,
  catalogue: Texts,
): Sheet {
  const { lookup } = catalogue;
  const { version, approvedAt } = persona;
  const body = withoutProtected(persona.body);
  const parent = family.parent && withoutProtected(family.parent.body);
  const team = (of: 'marketing' | 'sales' | 'support') => ({
    title: `${lookup.whatToDo}: ${lookup.teams[of]}`,
    lines: body.actions[of].map((each) => said(each, lookup)),
  });
  const negative = body.disqualifiers.length > 1 ? lookup.doNotChaseAll : lookup.doNotChase;
  const title = body.kind === 'negative' ? negative : lookup.differs;
  const differences = differenceLines(body, catalogue);
  return {
    name: body.name,
    kind: lookup.kinds[body.kind],
    subtitle: body.subtitle,
    notice: [
      `${lookup.version(version, approvedAt.slice(0, 10))}. ${share(body, lookup)}, ${lookup.strengths[body.strength]}.`,
      lookup.page.notice,
      ...((family.parent ?? persona).body.kind === 'negative' ? [lookup.page.poorFits] : []),
      ...(family.parent ? [lookup.parent(family.parent.body.name)] : []),
      ...(family.micros.length > 0
        ? [lookup.micros(family.micros.map((each) => each.body.name).join(', '))]
        : []),
    ],
    parts: [
      { title, lines: [...body.disqualifiers.map(ruleText), ...differences] },
      { title: lookup.page.portrait, lines: portraitOf(body, harmlessWords(told), catalogue) },
      {
        title: lookup.page.inherited(parent?.name ?? ''),
        lines: inheritedPortrait(body, parent, catalogue),
      },
      { title: lookup.why, lines: why(persona, words, lookup) },
      { title: lookup.page.biography, lines: body.biography.map((each) => said(each, lookup)) },
      // The story of a micro persona is what sets it apart, in one sentence.
      {
        title: lookup.page.story,
        lines: differences.length > 0 ? [] : body.story.map((each) => said(each, lookup)),
      },
      { title: lookup.page.redFlags, lines: body.redFlags.map((each) => said(each, lookup)) },
      { title: lookup.page.economics, lines: economics(body, catalogue) },
      { title: lookup.quotes, lines: quotes.map(({ text }) => text), quotes: true },
      team('marketing'),
      team('sales'),
      team('support'),
      { title: lookup.avoidContent, lines: body.contentToAvoid.map((each) => said(each, lookup)) },
      {
        title: lookup.page.cautions,
        lines: [...(isWithheld(persona.body) ? [lookup.page.ruleWithheld] : []), ...body.cautions],
      },
    ].filter(({ lines }) => lines.length > 0),
  };
}

function why(
  { body, claims }: ApprovedPersona,
  words: (trait: Trait) => string,
  texts: Texts['lookup'],
): string[] {
  const own = harmlessClaims(claims).filter(({ id }) => body.claims.includes(id));
  return [
    body.verdictReason,
    ...own.map((claim) => `${claimText(claim, words)}: ${counts(claim, texts)}`),
  ].filter((line) => line !== '');
}

function economics({ economics }: PersonaBody, { lookup, personas }: Texts): string[] {
  return Object.entries(economics).map(([key, { median, n }]) =>
    lookup.page.figure(personas.figures[key] ?? key.replaceAll('_', ' '), Math.round(median * 100) / 100, n),
  );
}

function said({ text, assumption }: Sentence, texts: Texts['lookup']): string {
  return assumption ? `${text} (${texts.assumption})` : text;
}

/** Claims in which no protected trait stands. */
export function harmlessClaims<C extends ClaimCounts>(claims: readonly C[]): C[] {
  return claims.filter(({ traits }) => !traits.some(({ dimension }) => namesProtectedTrait(dimension)));
}

/** What was said of a person behind a customer leaves only where it speaks of no protected trait. */
export function harmlessWords(said: readonly Quote[]): Quote[] {
  return said.filter(({ text }) => protectedWord(text) === null);
}

/** A body as it may leave the house: protected traits describe inside, and stay there. */
export function withoutProtected<B extends PersonaBody>(body: B): B {
  const harmless = ({ dimension }: { dimension: string }) => !namesProtectedTrait(dimension);
  return {
    ...body,
    disqualifiers: allowedRule(body),
    descriptions: body.descriptions.filter(harmless),
    demographics: [],
    profile: Object.fromEntries(Object.entries(body.profile).filter(([key]) => !namesProtectedTrait(key))),
    portrait: body.portrait === null ? null : { ...body.portrait, demographics: {} },
  };
}
