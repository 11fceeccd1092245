import type { Catalogue } from '../text/catalogue.ts';
import { protectedWord } from '../text/unfit.ts';
import { type GateContext, onlyAdjectives, textFault } from './gate.ts';
import { type Disqualifier, type PersonaBody, personaBody, type Team, teams } from './persona.ts';

export type Portrait = NonNullable<PersonaBody['portrait']>;

/** What a person, and no evidence, says of a persona. Everything in it is an assumption and is shown as one. */
export type Written = {
  kind: 'buyer' | 'customer' | 'negative' | 'micro';
  name: string;
  subtitle: string;
  parent: string | null;
  /** The negative persona's ideal counterpart, or the other way round. */
  mirrors: string | null;
  /** Why such customers are turned away; `null` for those who are wanted. */
  reason: { type: NonNullable<PersonaBody['reasonType']>; text: string } | null;
  rule: Pick<Disqualifier, 'dimension' | 'operator' | 'value' | 'text'>[];
  category: PersonaBody['category'];
  characteristics: PersonaBody['characteristics'];
  portrait: Partial<Portrait>;
  story: string[];
  redFlags: string[];
  actions: Record<Team, string[]>;
  contentToAvoid: string[];
  contentToUse: string[];
  stage: string | null;
  /** Invented, to show what one looks like. */
  sample: boolean;
};

export const nothingWritten: Omit<Written, 'kind' | 'name' | 'subtitle'> = {
  parent: null,
  mirrors: null,
  reason: null,
  rule: [],
  category: null,
  characteristics: [],
  portrait: {},
  story: [],
  redFlags: [],
  actions: { marketing: [], sales: [], support: [] },
  contentToAvoid: [],
  contentToUse: [],
  stage: null,
  sample: false,
};

const assumed = (lines: string[]) =>
  lines.map((text) => ({ text: text.trim(), evidence: [], assumption: true }));

/** A persona written by hand in the shape of any other: no case, no count, every sentence an assumption. */
export function bodyByHand(id: string, written: Written): PersonaBody {
  const { kind, reason, actions } = written;
  return personaBody.parse({
    id,
    kind,
    parent: written.parent,
    name: written.name.trim(),
    subtitle: written.subtitle.trim(),
    verdict: kind === 'negative' ? 'avoid' : null,
    verdictReason: reason?.text ?? '',
    strength: 'hypothesis',
    caseCount: { for: 0, of: 0 },
    reporters: 0,
    roles: [],
    disqualifiers: written.rule.map((line) => ({ ...line, evidence: [], tentative: true })),
    redFlags: assumed(written.redFlags),
    story: assumed(written.story),
    reasonType: reason?.type ?? null,
    category: written.category,
    economics: {},
    characteristics: written.characteristics,
    actions: {
      marketing: assumed(actions.marketing),
      sales: assumed(actions.sales),
      support: assumed(actions.support),
    },
    contentToAvoid: assumed(written.contentToAvoid),
    contentToUse: assumed(written.contentToUse),
    profile: {},
    claims: [],
    mirrors: written.mirrors,
    stage: written.stage,
    portrait: written.portrait,
    sample: written.sample,
    dropped: [],
    stability: null,
  });
}

/** A negative persona whose people may now be customers: known by the same signs, everything else still to be said. */
export function welcomed({ id, name, disqualifiers }: PersonaBody, texts: Catalogue['byHand']): Written {
  const signs = disqualifiers.map(({ text, dimension, value }) => text || `${dimension}: ${String(value)}`);
  return {
    ...nothingWritten,
    kind: 'buyer',
    name: texts.welcomedName(name),
    subtitle: texts.welcomedSubtitle(name),
    mirrors: id,
    portrait: { company: signs.length > 0 ? { about: signs.join(', ') } : {} },
  };
}

/** Whether a persona rests on nothing that was counted. */
export function isByHand({ caseCount, claims, descriptions }: PersonaBody): boolean {
  return caseCount.for === 0 && claims.length === 0 && descriptions.length === 0;
}

/**
 * Why what was written may not be saved, by the place it stands in. The same words are refused as in a draft; a
 * protected trait may describe somebody, never be the reason to turn them away.
 */
export function faultsByHand(written: Written, gate: GateContext, missing: string): Record<string, string> {
  const faults: Record<string, string> = {};
  const blame = (place: string, why: string | null) => {
    if (why !== null) faults[place] ??= why;
  };
  if (written.name.trim() === '') blame('name', missing);
  blame('name', textFault(written.name, 'name', gate));
  blame('subtitle', textFault(written.subtitle, 'subtitle', gate));
  for (const [part, value] of Object.entries(written.portrait)) {
    const lines = typeof value === 'string' ? [value] : Object.values(value);
    for (const line of lines) blame(part, textFault(line, 'story', gate));
  }
  for (const line of written.story) blame('story', assumptionFault(line, 'story', gate));
  for (const line of written.redFlags) blame('redFlags', assumptionFault(line, 'redFlags', gate));
  for (const team of teams) {
    for (const line of written.actions[team]) blame(team, assumptionFault(line, 'actions', gate));
  }
  for (const part of ['contentToAvoid', 'contentToUse'] as const) {
    for (const line of written[part]) blame(part, assumptionFault(line, part, gate));
  }
  for (const { dimension, value, text } of written.rule) {
    const named = protectedWord(`${dimension} ${String(value)} ${text}`) !== null;
    if (named || !gate.mayExclude(dimension)) blame('rule', gate.texts.protectedTrait);
  }
  if (written.reason && onlyAdjectives(written.reason.text)) blame('reason', gate.texts.onlyAdjectives);
  return faults;
}

/** An assumption carries no number: there is nothing that it could have been counted from. */
function assumptionFault(line: string, place: string, gate: GateContext): string | null {
  return textFault(line, place, gate) ?? (/\d/.test(line) ? gate.texts.assumedNumber : null);
}

/** The portrait in lines, "label: words", for a card; a micro persona's own holds only what differs from its parent. */
export function portraitLines(
  { portrait }: Pick<PersonaBody, 'portrait'>,
  labels: Catalogue['byHand']['parts'],
): string[] {
  if (portrait === null) return [];
  return Object.entries(portrait).flatMap(([part, value]) => {
    const words = Array.isArray(value)
      ? value.join('; ')
      : typeof value === 'string'
        ? value
        : Object.entries(value)
            .map(([key, text]) => (key === 'about' ? text : `${key.replaceAll('_', ' ')}: ${text}`))
            .join('; ');
    return words === '' ? [] : [`${labels[part as keyof Portrait]}: ${words}`];
  });
}

/** What a micro persona takes over from its parent: the parts of the whole portrait that it says nothing else on. */
export function inheritedLines(
  { portrait }: Pick<PersonaBody, 'portrait'>,
  parent: Pick<PersonaBody, 'portrait'> | null,
  labels: Catalogue['byHand']['parts'],
): string[] {
  if (parent === null) return [];
  const own = new Set(portraitLines({ portrait }, labels));
  const whole = wholePortrait(portrait, parent.portrait);
  return portraitLines({ portrait: whole }, labels).filter((line) => !own.has(line));
}

/** Everything that holds for a micro persona: its parent's portrait, with its own parts in place of the parent's. */
export function wholePortrait(own: Portrait | null, parent: Portrait | null): Portrait | null {
  if (own === null || parent === null) return own ?? parent;
  const filled = Object.entries(own).filter(([, value]) => Object.keys(value).length > 0);
  return {
    ...parent,
    ...Object.fromEntries(filled),
    demographics: { ...parent.demographics, ...own.demographics },
    company: { ...parent.company, ...own.company },
  };
}
