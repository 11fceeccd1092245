import { marksALead } from '../facts/disqualifiers.ts';
import { isWhole, type PersonaFacts } from '../facts/facts.ts';
import { type Disqualifier, type PersonaBody, type Sentence, uncounted } from '../personas/persona.ts';
import { type Phrase, phraseOf } from '../personas/phrases.ts';
import type { Language } from '../scripts/script.ts';
import { textsIn } from '../text/catalogue.ts';
import { adviceFor, assume, mainTrouble, say, usualTrouble } from './actions.ts';
import { nameFor } from './names.ts';
import { biographyOf, microStory, storyOf } from './story.ts';
import { categoriesOf, characteristicsOf, facetsOf, stageOf } from './tags.ts';

export type Naming = {
  id: string;
  parent: { id: string; name: string } | null;
  /** The name this persona already goes by: people would not find it under another. */
  kept: string | null;
  taken: string[];
  real: Set<string>;
  /** The ideal persona that a negative one is the opposite of. */
  mirrors: string | null;
};

/** The embedded drafter: puts the facts of one group into words, without a model. The same facts give the same words. */
export function wordPersona(facts: PersonaFacts, naming: Naming, language: Language): PersonaBody {
  const texts = textsIn(language).personas;
  const words = (trait: { dimension: string; value: string }): Phrase =>
    phraseOf(facts.dimensions, language, texts, trait);
  const traits = tellingTraits(facts, words);
  const { judgement } = facts;
  const { names } = texts;
  const characteristics = characteristicsOf(facts);
  return {
    ...countedOf(facts),
    id: naming.id,
    parent: naming.parent?.id ?? null,
    family: facts.family,
    name:
      naming.kept ??
      nameFor(
        { traits, parentName: naming.parent?.name ?? null, taken: naming.taken, real: naming.real },
        facts.family === null ? names : { ...names, plainEpithets: names.welcomeEpithets },
      ),
    subtitle: subtitleOf(traits.map(({ short }) => short)),
    verdict: judgement.verdict,
    verdictReason:
      naming.parent && judgement.verdict
        ? texts.verdict.inherited(naming.parent.name, judgement.reason)
        : judgement.reason,
    disqualifiers: facts.kind === 'negative' || facts.kind === 'micro' ? disqualifiersOf(facts, words) : [],
    redFlags: redFlagsOf(facts, words, language),
    story: naming.parent ? microStory(facts, naming.parent.name, words, texts) : storyOf(facts, words, texts),
    biography: biographyOf(facts, words, texts),
    reasonType: judgement.reasonType,
    category: judgement.category,
    margin: judgement.margin,
    acquisitionOverLifetime: judgement.acquisitionOverLifetime,
    characteristics: characteristics.map(({ tag }) => tag),
    characteristicEvidence: Object.fromEntries(characteristics.map(({ tag, evidence }) => [tag, evidence])),
    categories: categoriesOf(facts),
    ...adviceFor(facts, words, texts),
    demographics: [],
    others: Object.fromEntries(facts.differences.map(({ here, others }) => [here.id, others])),
    claims: facts.claims.map(({ id }) => id),
    regrouped: facts.byHand.map(({ id }) => id),
    divisions: facts.divisions,
    cautions: cautionsOf(facts, language),
    mirrors: facts.kind === 'negative' ? naming.mirrors : null,
  };
}

/** What the body of any kind of persona takes from its facts as it stands, and what people alone add to it later. */
export function countedOf(facts: PersonaFacts) {
  return {
    kind: facts.kind,
    strength: facts.strength,
    caseCount: facts.caseCount,
    reporters: facts.reporters.length,
    roles: facts.roles,
    economics: { ...facts.economics.figures },
    profile: profileOf(facts),
    descriptions: facts.descriptions.map(uncounted),
    questions: facts.questions,
    ...stageOf(facts),
    facets: facetsOf(facts.descriptions),
    representativeQuote: representativeOf(facts),
    stability: Number(facts.stability.toFixed(2)),
    portrait: null,
    sample: false,
    edits: [],
    offers: [],
    wordings: {},
    edited: [],
    dropped: [],
  } satisfies Partial<PersonaBody>;
}

type Telling = { dimension: string; value: string; short: string };

/** What the persona is named after: what sets it apart, then what most of it shares, then what went wrong. */
function tellingTraits(facts: PersonaFacts, words: (trait: Telling | Disqualifying) => Phrase): Telling[] {
  const shared = facts.descriptions.filter(
    ({ dimension, value, for: holders, of }) =>
      marksALead(facts.dimensions, dimension) && value !== 'other' && holders >= 0.5 * of,
  );
  const trouble = usualTrouble(facts);
  const rule = facts.rule.map(({ trait }) => trait);
  const differing = facts.differences.map(({ here }) => here);
  const parts =
    facts.kind === 'micro'
      ? differing
      : facts.kind === 'negative'
        ? [...rule, ...shared, ...(trouble ? [trouble] : [])]
        : [...(trouble ? [trouble] : []), ...rule, ...shared];
  // A trouble that only some of them had names a persona where nothing else does.
  const rarer = mainTrouble(facts);
  if (parts.length === 0 && rarer) parts.push(rarer);
  const seen = new Set<string>();
  return parts.flatMap(({ dimension, value }) => {
    if (seen.has(dimension)) return [];
    seen.add(dimension);
    return [{ dimension, value, short: words({ dimension, value }).short }];
  });
}
type Disqualifying = { dimension: string; value: string };

export function subtitleOf(shorts: string[]): string {
  const text = shorts.slice(0, 2).join(', ');
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function disqualifiersOf(facts: PersonaFacts, words: (trait: Disqualifying) => Phrase): Disqualifier[] {
  return facts.rule.map(({ trait, evidence, tentative }) => ({
    dimension: trait.dimension,
    operator: 'is',
    value: trait.value,
    text: words(trait).short,
    evidence,
    tentative,
  }));
}

/** A budget that suffices is no sign of trouble, however common it is. */
function speaksForALead({ dimension, value }: Disqualifying): boolean {
  return dimension === 'budget_fit' && value !== 'below';
}

function redFlagsOf(
  facts: PersonaFacts,
  words: (trait: Disqualifying) => Phrase,
  language: Language,
): Sentence[] {
  // Where the trouble was ours, or nothing is decided, no sign may speak against anybody.
  if (facts.kind !== 'negative' && facts.kind !== 'challenging') return [];
  const texts = textsIn(language).personas;
  const flags = facts.descriptions
    .filter(
      (one) =>
        marksALead(facts.dimensions, one.dimension) &&
        one.value !== 'other' &&
        !speaksForALead(one) &&
        one.for >= 3 &&
        !facts.rule.some(({ trait }) => trait.dimension === one.dimension),
    )
    .slice(0, 3)
    .map((one) => say(texts.redFlags.trait(words(one).short, texts.of(one.for, one.of)), one.id));
  const visible = facts.descriptions.find(
    (one) => one.dimension === 'visible_before_sale' && one.value === 'yes',
  );
  if (visible) flags.push(say(texts.redFlags.visible(texts.of(visible.for, visible.of)), visible.id));
  const trouble = mainTrouble(facts);
  if (trouble && facts.kind === 'negative')
    flags.push(assume(texts.redFlags.listen(trouble.value, words(trouble).short)));
  return flags;
}

/** The first quote: the nearest to what the group is about. */
function representativeOf({ quotes }: PersonaFacts): PersonaBody['representativeQuote'] {
  const first = quotes.find(({ dissenting }) => !dissenting);
  return first ? { composite: false, answer: `a${first.answer}`, start: first.start, end: first.end } : null;
}

function profileOf(facts: PersonaFacts): PersonaBody['profile'] {
  const profile: PersonaBody['profile'] = {};
  for (const { dimension, value, for: holders, of } of facts.descriptions) {
    profile[dimension] ??= { value, for: holders, of };
  }
  return profile;
}

function cautionsOf(facts: PersonaFacts, language: Language): string[] {
  const texts = textsIn(language).personas;
  const ours = facts.descriptions.find(({ dimension, value }) => dimension === 'fault' && value === 'ours');
  const onlyRole = facts.roles.length === 1 ? facts.roles[0] : undefined;
  const { doubts } = facts;
  const lines: [boolean, string][] = [
    [facts.cases.length < 8, texts.cautions.few(facts.cases.length)],
    [facts.byHand.some(({ kind }) => kind === 'merge'), texts.cautions.merged],
    [facts.byHand.some(({ kind }) => kind === 'split'), texts.cautions.split],
    [facts.mode !== 'full', texts.cautions.tentative],
    // A part of customers who are wanted has passed the gate itself: only its parent makes it tentative.
    [
      facts.mode === 'full' && facts.strength !== 'supported' && facts.family === null && !isWhole(facts),
      texts.cautions.unstable,
    ],
    [isWhole(facts), texts.cautions.whole],
    [facts.claims.some(({ comparison }) => comparison === null), texts.cautions.noComparison],
    [doubts.toldApart > 0, texts.cautions.toldApart(doubts.toldApart)],
    [doubts.betweenTellers > 0, texts.cautions.betweenTellers(doubts.betweenTellers)],
    [doubts.knownUnevenly > 0, texts.cautions.knownUnevenly(doubts.knownUnevenly)],
    [facts.kind === 'negative' && facts.rule.length === 0, texts.cautions.noRule],
    [
      facts.kind === 'negative' && facts.rule.some(({ evidence }) => evidence[0]?.startsWith('d') ?? false),
      texts.cautions.described,
    ],
    [
      facts.kind === 'negative' && ours !== undefined && ours.for * 3 >= ours.of,
      texts.cautions.ratherOurs(ours ? texts.of(ours.for, ours.of) : ''),
    ],
    [onlyRole !== undefined, texts.cautions.oneRole(onlyRole ?? '')],
    [!facts.hasRecords, texts.cautions.staffView],
  ];
  return lines.filter(([holds]) => holds).map(([, line]) => line);
}
