import type { KnownBlock, ModalView } from '@slack/types';
import { plain } from '../lookup/blocks.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import type { Source } from './sources.ts';
import type { Summary } from './summary.ts';

/** A source with the names of the customers behind it, where there is such a list. */
export type Traced = Source & { names: string[] };

const TITLE = 24;
/** A modal holds 100 blocks and 250 KB. */
const MOST = 40;
const MOST_NAMES = 20;

/** Each figure with the query that gives it and the customers behind it, for people who may see cases. */
export function sourcesModal(
  summary: Summary,
  sources: readonly Traced[],
  texts: Catalogue['summary'],
): ModalView {
  const { sources: words } = texts;
  return {
    type: 'modal',
    title: { type: 'plain_text', text: shorten(words.title, TITLE) },
    blocks: [
      plain(words.intro(summary.week)),
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
    `\`\`\`${escapeMrkdwn(shorten(sql, 1_700))}\`\`\``,
  ];
}

/** A figure as people call it: `worth.hours` -> "Hours not spent". */
export function labelOf(
  summary: Summary,
  { figure }: Pick<Source, 'figure'>,
  texts: Catalogue['summary'],
): string {
  const { figures } = texts.sources;
  const [, list, index] = /^(\w+)\[(\d+)\]/.exec(figure) ?? [];
  const at = Number(index);
  const last = figure.split('.').at(-1) ?? '';
  if (list === 'learnt') {
    const claim = summary.learnt[at]?.text ?? '';
    return last === 'for' ? figures.learntFor(claim) : figures.learntOf(claim);
  }
  if (list === 'fix') {
    return last === 'of' ? figures.fixOf : figures.fix(summary.fix[at]?.text || texts.unnamedTrouble);
  }
  const role = /^coverage\.roles\[(\d+)\]/.exec(figure)?.[1];
  if (role !== undefined) {
    const named: Record<string, string> = texts.roles;
    const key = summary.coverage.roles[Number(role)]?.role ?? '';
    return figures.heard(named[key] ?? key);
  }
  const simple: Record<string, unknown> = figures;
  const label = simple[last];
  return typeof label === 'string' ? label : figure;
}
