import type { Button, KnownBlock, StaticSelect } from '@slack/types';
import type { Trait } from '../evidence/evidence.ts';
import { plain } from '../lookup/blocks.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import type { Language } from '../scripts/script.ts';
import type { SlackMessage } from '../slack/message.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { type CheckOutcome, checkable, type Match, ruleTraits } from './check.ts';
import { nameOf } from './form.ts';
import type { Lead } from './lead.ts';
import { type Lexicon, valuesOf } from './lexicon.ts';
import { type MadeCheck, results } from './made.ts';

const MOST_MATCHES = 3;
/** Of a question that is asked in a line. */
const MOST_OPTIONS = 6;

export type Checked = {
  /** The number of the logged check, by which its outcome is reported later. */
  check: number;
  lead: Lead;
  result: CheckOutcome;
  personas: readonly ApprovedPersona[];
  lexicon: Lexicon;
  /** A trait in words. */
  words: (trait: Trait) => string;
  language: Language;
};

/** What a check says, with its reasons, what was understood, and a sentence for the lead. */
export function outcome(checked: Checked, texts: Pick<Catalogue, 'leads' | 'lookup'>): SlackMessage {
  const { lead, result } = checked;
  const understood = lead.traits.length + lead.excluded.length > 0;
  const comparable = checkable(checked.personas).length > 0;
  const verdict = understood || !comparable ? headline(checked, texts.leads) : texts.leads.nothingUnderstood;
  const blocks: KnownBlock[] = [
    plain(verdict),
    ...(understood ? result.matches.slice(0, MOST_MATCHES).map((match) => reasons(match, texts)) : []),
    ...(result.matches.length > MOST_MATCHES
      ? [plain(texts.leads.moreMatches(result.matches.length - MOST_MATCHES))]
      : []),
    ...saying(checked, texts.leads),
    {
      type: 'context',
      elements: [{ type: 'mrkdwn', text: readingOf(checked, texts.leads), verbatim: true }],
    },
    ...nextSteps(checked, comparable, texts.leads),
  ];
  return { text: shorten(verdict.replaceAll('*', ''), 2_900), blocks };
}

function headline({ result, personas, lexicon, language }: Checked, texts: Catalogue['leads']): string {
  if (result.outcome === 'match') {
    const names = result.matches
      .slice(0, MOST_MATCHES)
      .map(({ name }) => `*${escapeMrkdwn(shorten(name, 120))}*`);
    return texts.match(names.join(', '));
  }
  if (result.outcome === 'not_enough_known') {
    return texts.notEnough(question(result.ask, lexicon, language, ruleTraits(personas), texts));
  }
  return checkable(personas).length > 0 ? texts.noMatch : texts.nonApproved;
}

/** "Budget fit: below our prices / about right / room to spare?": of many values, those that rules turn on come first. */
export function question(
  dimension: string,
  lexicon: Lexicon,
  language: Language,
  rules: readonly Trait[],
  texts: Catalogue['leads'],
): string {
  const known = lexicon.dimensions[dimension];
  const label = known ? nameOf(known, texts, language) : dimension.replaceAll('_', ' ');
  const turns = new Set(rules.filter((rule) => rule.dimension === dimension).map(({ value }) => value));
  const deciding = ({ value }: { value: string }) => turns.has(value);
  const options = known ? valuesOf(known, rules) : [];
  const few = options.length <= MOST_OPTIONS;
  const first = few ? options : [...options.filter(deciding), ...options.filter((each) => !deciding(each))];
  const values = first.slice(0, MOST_OPTIONS).map((each) => each.label[language] ?? each.label.en);
  const choice = values.length === 0 ? '' : `: ${values.join(' / ')}`;
  return escapeMrkdwn(shorten(`${label}${choice}?`, 300));
}

function reasons(match: Match, { leads, lookup }: Pick<Catalogue, 'leads' | 'lookup'>): KnownBlock {
  const lines = match.reasons.map((reason) => {
    const problem = { for: reason.for, of: reason.of };
    const counts =
      reason.within === 'group'
        ? leads.ofThisKind(problem)
        : lookup.counts(problem, reason.comparison, reason.reporters);
    return `• ${escapeMrkdwn(shorten(reason.text, 200))}: ${counts}`;
  });
  const title = `*${escapeMrkdwn(shorten(match.name, 120))}*, ${leads.version(match.version)}`;
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: shorten([title, ...lines].join('\n'), 1_500), verbatim: true },
    accessory: {
      type: 'button',
      action_id: `lookup_show:${match.id}`,
      text: { type: 'plain_text', text: lookup.show, emoji: false },
      accessibility_label: shorten(`${lookup.show} ${match.name}`, 75),
      value: match.id,
    },
  };
}

/** What each kind of poor fit says about a lead, and the traits that have to be known for it to be true of this one. */
const SAID_ONLY_OF: Partial<Record<keyof Catalogue['leads']['sayings'], RegExp>> = {
  no_budget: /budget|price|discount/,
  no_authority: /contact|role|decision/,
  never_meant_to_buy: /contact|role|source|stage/,
};

/** Kind and true: from the best match, in the first person. */
function saying({ result, personas }: Checked, texts: Catalogue['leads']): KnownBlock[] {
  const [best] = result.matches;
  if (!best) return [];
  const category = personas.find(({ body }) => body.id === best.id)?.body.category ?? 'any';
  const about = SAID_ONLY_OF[category];
  const isKnown = about === undefined || best.reasons.some(({ dimension }) => about.test(dimension));
  return [plain(`*${texts.say}*\n> ${texts.sayings[isKnown ? category : 'any']}`)];
}

function nextSteps(checked: Checked, comparable: boolean, texts: Catalogue['leads']): KnownBlock[] {
  const { lead, result, check } = checked;
  if (!comparable) return [];
  const form = result.outcome === 'match' ? [] : [formButton(lead, texts)];
  const understood = lead.traits.length + lead.excluded.length > 0;
  const report = understood ? [outcomeSelect(check, texts)] : [];
  return form.length + report.length === 0 ? [] : [{ type: 'actions', elements: [...form, ...report] }];
}

/** Says later what became of a checked lead. */
function outcomeSelect(check: number, texts: Catalogue['leads']): StaticSelect {
  const words = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });
  return {
    type: 'static_select',
    action_id: `leads_outcome:${check}`,
    placeholder: words(texts.outcomes.placeholder),
    options: results.map((value) => ({ text: words(texts.outcomes.results[value]), value })),
  };
}

/** A person's own checks of late, each with what became of the lead or a way to say it. */
export function myChecks(
  checks: readonly MadeCheck[],
  words: (trait: Trait) => string,
  nameOf: (persona: string) => string,
  texts: Catalogue['leads'],
): SlackMessage {
  const { outcomes } = texts;
  if (checks.length === 0) return { text: outcomes.none };
  const blocks: KnownBlock[] = [
    plain(outcomes.title),
    ...checks.map(({ id, at, traits, matched, outcome, result }): KnownBlock => {
      const said = traits.map((trait) => (trait.not ? texts.isNot(words(trait)) : words(trait)));
      const lead = said.length === 0 ? outcomes.nothingKnown : said.join(', ');
      const state =
        outcome === 'match'
          ? outcomes.states.match(matched.map(nameOf).join(', '))
          : outcomes.states[outcome];
      const known = result === null ? '' : `\n_${outcomes.results[result]}_`;
      const text = `*${outcomes.day(at.slice(0, 10))}* · ${escapeMrkdwn(shorten(lead, 300))}: ${escapeMrkdwn(shorten(state, 200))}${known}`;
      return {
        type: 'section',
        block_id: `leads_check_${id}`,
        text: { type: 'mrkdwn', text, verbatim: true },
        accessory: outcomeSelect(id, texts),
      };
    }),
  ];
  return { text: outcomes.title, blocks };
}

function readingOf({ lead, result, words }: Checked, texts: Catalogue['leads']): string {
  const said = [...lead.traits.map(words), ...lead.excluded.map((trait) => texts.isNot(words(trait)))];
  const pieces = [
    said.length === 0 ? null : texts.understood(said.join(', ')),
    lead.notUnderstood.length === 0
      ? null
      : texts.notUnderstood(lead.notUnderstood.map(texts.piece).join(', ')),
    ...lead.foreign.map(({ said, kept }) =>
      kept === null ? texts.asItStands(said) : texts.otherCurrency(said, kept),
    ),
  ].filter((piece) => piece !== null);
  const shown = pieces.map((piece) => shorten(escapeMrkdwn(piece), 700));
  return [...shown, ...(result.outcome === 'match' ? [texts.advice] : [])].join('\n') || texts.advice;
}

/** Opens the form with what was understood already filled in. */
function formButton(lead: Lead, texts: Catalogue['leads']): Button {
  const known = JSON.stringify(lead.traits.map(({ dimension, value }) => [dimension, value]));
  return {
    type: 'button',
    action_id: 'leads_form',
    text: { type: 'plain_text', text: texts.form.open, emoji: false },
    value: known.length <= 1_900 ? known : '[]',
  };
}
