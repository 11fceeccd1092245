import type { Trait } from '../evidence/evidence.ts';
import { claimText, counts, ruleText, share } from '../lookup/card.ts';
import { isWanted, teams } from '../personas/persona.ts';
import { differenceLines } from '../personas/portrait.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { wrap } from './letters.ts';
import {
  type Body,
  COLOURS,
  element,
  INK,
  LINE,
  MARGIN,
  type Picture,
  page,
  SMALL,
  text,
  WIDTH,
} from './svg.ts';

type Texts = Pick<Catalogue, 'lookup' | 'pictures' | 'personas'>;
type Part = { title: string; lines: string[] };

const MOST_LINES = 5;

/** A persona on one picture: how to recognise it first, then why, then what to do. */
export function cardPicture(
  persona: ApprovedPersona,
  words: (trait: Trait) => string,
  texts: Texts,
): Picture {
  const { lookup, pictures } = texts;
  const { body, version, approvedAt } = persona;
  const shown = parts(persona, words, texts).filter(({ lines }) => lines.length > 0);
  const about = [lookup.kinds[body.kind], body.subtitle].filter((one) => one !== '').join(': ');
  const footer = `${share(body, lookup)}. ${lookup.version(version, approvedAt.slice(0, 10))}`;
  const said = shown.map(({ title, lines }) => `${title}: ${lines.join('; ')}`);
  const alt = [pictures.card(body.name), about, ...said, footer].join('. ');
  const svg = page(body.name, alt, (top) => {
    const drawn: string[] = [];
    let y = top;
    const put = (next: Body) => {
      drawn.push(...next.drawn);
      y = next.bottom;
    };
    put(faint(about, y));
    for (const one of shown) put(part(one, y));
    put(faint(footer, y + 20 + LINE));
    const colour = COLOURS[body.kind === 'negative' ? 1 : 0]!;
    const stripe = element('rect', { width: 12, height: Math.ceil(y + 24), fill: colour });
    return { drawn: [stripe, ...drawn], bottom: y };
  });
  return { name: `card-${body.id}`, title: body.name, alt, svg };
}

/** What stands around the parts; `y` is the base of its first line. */
function faint(words: string, y: number): Body {
  const lines = wrap(words, WIDTH - 2 * MARGIN, SMALL, 2);
  return {
    drawn: lines.map((line, i) => text(MARGIN, y + i * LINE, line, { fill: INK.faint })),
    bottom: y + (lines.length - 1) * LINE,
  };
}

function parts(
  { body, claims }: ApprovedPersona,
  words: (trait: Trait) => string,
  { lookup: texts, personas }: Texts,
): Part[] {
  const rule = body.disqualifiers.map(ruleText);
  const negative = rule.length > 1 ? texts.doNotChaseAll : texts.doNotChase;
  const own = claims.filter(({ id, unsupported }) => body.claims.includes(id) && !unsupported);
  return [
    {
      title: body.kind === 'negative' ? negative : texts.differs,
      lines: [...rule, ...differenceLines(body, { personas })],
    },
    {
      title: texts.page.story,
      lines: isWanted(body.kind) ? body.story.slice(0, 3).map(({ text }) => text) : [],
    },
    {
      title: texts.why,
      lines: own.slice(0, 2).map((claim) => `${claimText(claim, words)}: ${counts(claim, texts)}`),
    },
    {
      title: body.kind === 'challenging' ? texts.serve : texts.whatToDo,
      lines: teams.flatMap((team) =>
        body.actions[team].slice(0, 1).map((one) => `${texts.teams[team]}: ${one.text}`),
      ),
    },
  ];
}

function part({ title, lines }: Part, bottom: number): Body {
  const y = bottom + 20 + LINE;
  const headings = wrap(title, WIDTH - 2 * MARGIN, SMALL, 2, true);
  const rows = lines
    .slice(0, MOST_LINES)
    .flatMap((line) =>
      wrap(line, WIDTH - 2 * MARGIN - 24, SMALL, 3).map((words, i) => ({ words, isFirst: i === 0 })),
    );
  const below = y + (headings.length - 1) * LINE;
  return {
    drawn: [
      ...headings.map((line, i) => text(MARGIN, y + i * LINE, line, { bold: true })),
      ...rows.flatMap(({ words, isFirst }, i) => [
        ...(isFirst ? [text(MARGIN, below + (i + 1) * LINE, '•')] : []),
        text(MARGIN + 24, below + (i + 1) * LINE, words),
      ]),
    ],
    bottom: below + rows.length * LINE,
  };
}
