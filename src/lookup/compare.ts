import type { KnownBlock } from '@slack/types';
import type { Trait } from '../evidence/evidence.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import type { SlackMessage } from '../slack/message.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { ruleText, share } from './card.ts';
import { lookup } from './lookup.ts';

export type Pair = [ApprovedPersona, ApprovedPersona];

const BETWEEN = /\s+(?:and|with|vs\.?|versus|или|против|и|с|со)\s+|\s*[,;|+&]\s*/giu;

/** "A and B", "A vs B", "A и B": where several words could part them, the first place that leaves two personas. */
export function pairIn(text: string, personas: readonly ApprovedPersona[]): Pair | null {
  for (const { index, 0: word } of text.matchAll(BETWEEN)) {
    const sides = [text.slice(0, index), text.slice(index + word.length)];
    const [a, b] = sides.map((side) => best(side, personas));
    if (a && b && a.id !== b.id) return [a, b];
  }
  return null;
}

function best(text: string, personas: readonly ApprovedPersona[]): ApprovedPersona | null {
  if (text.trim() === '') return null;
  return lookup(text, personas).results[0] ?? null;
}

const MOST_TRAITS = 5;
const CELL = 900;

/** Two personas side by side: what is the same first, then each of what differs. */
export function compared(
  [a, b]: Pair,
  words: (trait: Trait) => string,
  texts: Catalogue['lookup'],
): SlackMessage {
  const names = [a, b].map(({ body }) => escapeMrkdwn(shorten(body.name, 150)));
  const title = texts.compared(names[0]!, names[1]!);
  const shared = a.body.disqualifiers
    .map(ruleText)
    .filter((text) => b.body.disqualifiers.some((other) => ruleText(other) === text));
  const rows: { title: string; lines: (persona: ApprovedPersona) => string[] }[] = [
    {
      title: texts.rule,
      lines: ({ body }) => body.disqualifiers.map(ruleText).filter((text) => !shared.includes(text)),
    },
    { title: texts.usually, lines: (persona) => usual(persona, [a, b], words) },
    {
      title: texts.why,
      lines: ({ body }) => [body.verdictReason, share(body, texts)],
    },
    { title: texts.whatToDo, lines: ({ body }) => body.actions.sales.slice(0, 1).map(({ text }) => text) },
  ];
  const blocks: KnownBlock[] = [
    section(`*${title}*`),
    ...(shared.length > 0 ? [section(texts.shared(escapeMrkdwn(shared.join('; '))))] : []),
    ...rows.flatMap(({ title, lines }) => {
      const cells = [a, b].map((persona) => lines(persona).filter((line) => line !== ''));
      return cells.every((cell) => cell.length === 0)
        ? []
        : [sideBySide(title, names, cells, texts.nothingHere)];
    }),
    { type: 'actions', elements: [a, b].map(({ body }) => show(body, texts)) },
  ];
  return { text: shorten(title, 2_900), blocks };
}

/** The commonest traits of a persona's customers in which the two differ. */
function usual(persona: ApprovedPersona, pair: Pair, words: (trait: Trait) => string): string[] {
  const [a, b] = pair.map(({ body }) => body.profile);
  return Object.entries(persona.body.profile)
    .filter(([key]) => a?.[key]?.value !== b?.[key]?.value)
    .sort(([, one], [, other]) => other.for / Math.max(other.of, 1) - one.for / Math.max(one.of, 1))
    .slice(0, MOST_TRAITS)
    .map(([dimension, { value, for: n, of }]) => `${words({ dimension, value })} (${n}/${of})`);
}

function sideBySide(title: string, names: string[], cells: string[][], nothing: string): KnownBlock {
  const fields = cells.map((lines, i) => {
    const list = lines.length === 0 ? [nothing] : lines.map((line) => `• ${escapeMrkdwn(line)}`);
    const text = shorten([`*${names[i]}*`, ...list].join('\n'), CELL);
    return { type: 'mrkdwn' as const, text, verbatim: true };
  });
  return { type: 'section', text: { type: 'mrkdwn', text: `*${title}*`, verbatim: true }, fields };
}

function show({ id, name }: ApprovedPersona['body'], texts: Catalogue['lookup']) {
  return {
    type: 'button' as const,
    action_id: `lookup_show:${id}`,
    text: { type: 'plain_text' as const, text: shorten(name, 75), emoji: false },
    accessibility_label: shorten(`${texts.show} ${name}`, 75),
    value: id,
  };
}

function section(text: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: shorten(text, 1_500), verbatim: true } };
}
