import type { KnownBlock, ModalView } from '@slack/types';
import { plain } from '../lookup/blocks.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import type { Source } from './source.ts';
import type { Summary } from './summary.ts';

/** A source with the names of the customers behind it, where there is such a list. */
export type Traced = Source & { names: string[] };

const TITLE = 24;
/** A modal holds 100 blocks and 250 KB. */
const MOST = 60;
const MOST_NAMES = 20;
/** A longer query says nothing on a screen; the command line prints it whole. */
const LONGEST_QUERY = 400;

/**
 * Each figure with the customers behind it and the query that gives it, where that can be read, for people who may see cases.
 *
 * @param isCut some of what was counted is too old and was erased since
 */
export function sourcesModal(
  summary: Summary,
  sources: readonly Traced[],
  texts: Catalogue['summary'],
  isCut = false,
): ModalView {
  const { sources: words } = texts;
  return {
    type: 'modal',
    title: { type: 'plain_text', text: shorten(words.title, TITLE) },
    blocks: [
      plain(words.intro(summary.week)),
      ...(isCut ? [plain(words.cut)] : []),
      ...sources.slice(0, MOST).map((one): KnownBlock => plain(sourceLines(summary, one, texts).join('\n'))),
    ],
  };
}

function sourceLines(summary: Summary, source: Traced, texts: Catalogue['summary']): string[] {
  const { names, value, sql } = source;
  const shown = names.slice(0, MOST_NAMES).map((name) => escapeMrkdwn(shorten(name, 40)));
  const more = names.length > MOST_NAMES ? [texts.more(names.length - MOST_NAMES)] : [];
  return [
    `*${escapeMrkdwn(shorten(labelOf(summary, source, texts), 150))}: ${value ?? '–'}*`,
    ...(names.length === 0 ? [] : [texts.sources.cases([...shown, ...more].join(', '))]),
    ...(sql.length > LONGEST_QUERY ? [] : [`\`\`\`${escapeMrkdwn(sql)}\`\`\``]),
  ];
}

type Figures = Catalogue['summary']['sources']['figures'];

/** A figure as people call it: `worth.hours` -> "Hours not spent". */
export function labelOf(
  summary: Summary,
  { figure }: Pick<Source, 'figure'>,
  texts: Catalogue['summary'],
): string {
  const { figures } = texts.sources;
  const [, list, index, rest = ''] = /^([\w.]+)\[(\d+)\]\.(.+)$/.exec(figure) ?? [];
  if (list !== undefined) return partOf(summary, list, Number(index), rest, texts) ?? figure;
  const simple: Record<string, unknown> = figures;
  const label = simple[figure.split('.').at(-1) ?? ''];
  return typeof label === 'string' ? label : figure;
}

/** A figure of one entry in a list. */
function partOf(summary: Summary, list: string, at: number, rest: string, texts: Catalogue['summary']) {
  const { figures } = texts.sources;
  const roles: Record<string, string> = texts.roles;
  switch (list) {
    case 'learnt':
      return learntLabel(summary.learnt[at]?.text ?? '', rest, figures);
    case 'waiting':
      return figures.waitingCases(summary.waiting[at]?.name ?? '');
    case 'fix': {
      const text = summary.fix[at]?.text || texts.unnamedTrouble;
      return rest === 'of' ? figures.fixOf : rest === 'added' ? figures.fixAdded(text) : figures.fix(text);
    }
    case 'reckoned':
      return reckonedLabel(summary.reckoned[at]?.name ?? '', rest, figures);
    case 'coverage.roles': {
      const role = summary.coverage.roles[at]?.role ?? '';
      return (rest === 'of' ? figures.askable : figures.heard)(roles[role] ?? role);
    }
    case 'coverage.segments':
      return figures.segment(summary.coverage.segments[at]?.text ?? '');
    default:
      return null;
  }
}

function learntLabel(claim: string, rest: string, figures: Figures): string | null {
  const labels: Record<string, (claim: string) => string> = {
    'problem.for': figures.learntFor,
    'problem.of': figures.learntOf,
    'comparison.for': figures.comparableFor,
    'comparison.of': figures.comparableOf,
    reporters: figures.reporters,
  };
  return labels[rest]?.(claim) ?? null;
}

function reckonedLabel(name: string, rest: string, figures: Figures): string {
  if (rest === 'leads') return figures.leads(name);
  const amounts: Record<string, string> = {
    hours: figures.hours,
    acquisitionCost: figures.acquisitionCost,
    revenueAtRisk: figures.revenueAtRisk,
  };
  return figures.each(name, amounts[rest.replace('each.', '')] ?? rest);
}
