import type { Trait } from '../evidence/evidence.ts';
import { claimText, counts, ruleText, share } from '../lookup/card.ts';
import { teams } from '../personas/persona.ts';
import type { ApprovedPersona } from '../personas/store.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { COLOURS, element, INK, MARGIN, type Picture, page, TOP, text, WIDTH, wrap } from './svg.ts';

type Texts = Pick<Catalogue, 'lookup' | 'pictures'>;
type Part = { title: string; lines: string[] };

const LINE = 30;
const MOST_LINES = 5;

/** A persona on one picture: how to recognise it first, then why, then what to do. */
export function cardPicture(
  persona: ApprovedPersona,
  words: (trait: Trait) => string,
  { lookup, pictures }: Texts,
): Picture {
  const { body, version, approvedAt } = persona;
  const shown = parts(persona, words, lookup).filter(({ lines }) => lines.length > 0);
  const about = [lookup.kinds[body.kind], body.subtitle].filter((one) => one !== '').join(': ');
  const footer = `${share(body, lookup)}. ${lookup.version(version, approvedAt.slice(0, 10))}`;
  const said = shown.map(({ title, lines }) => `${title}: ${lines.join('; ')}`);
  const alt = [pictures.card(body.name), about, ...said, footer].join('. ');
  let y = TOP;
  const drawn = wrap(about, WIDTH - 2 * MARGIN, 20, 2).map((line, i) =>
    text(MARGIN, y + i * 28, line, { fill: INK.faint }),
  );
  y += drawn.length * 28 + 8;
  for (const one of shown) {
    const block = part(one, y);
    drawn.push(block.drawn);
    y = block.bottom;
  }
  const below = wrap(footer, WIDTH - 2 * MARGIN, 20, 2).map((line, i) =>
    text(MARGIN, y + 24 + i * 28, line, { fill: INK.faint }),
  );
  const height = y + 36 + below.length * 28;
  const stripe = element('rect', { width: 12, height, fill: COLOURS[body.kind === 'negative' ? 1 : 0]! });
  return {
    name: `card-${body.id}`,
    title: body.name,
    alt,
    svg: page(body.name, alt, height, [stripe, ...drawn, ...below].join('\n')),
  };
}

function parts(
  { body, claims }: ApprovedPersona,
  words: (trait: Trait) => string,
  texts: Texts['lookup'],
): Part[] {
  const rule = body.disqualifiers.map(ruleText);
  const negative = rule.length > 1 ? texts.doNotChaseAll : texts.doNotChase;
  const own = claims.filter(({ id, unsupported }) => body.claims.includes(id) && !unsupported);
  return [
    { title: body.kind === 'negative' ? negative : texts.differs, lines: rule },
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

function part({ title, lines }: Part, y: number): { drawn: string; bottom: number } {
  const [heading = ''] = wrap(title, WIDTH - 2 * MARGIN, 22, 1, true);
  const rows = lines.slice(0, MOST_LINES).flatMap((line) => {
    const [first = '', ...rest] = wrap(line, WIDTH - 2 * MARGIN - 24, 20, 3);
    return [`• ${first}`, ...rest.map((one) => `   ${one}`)];
  });
  const drawn = [
    text(MARGIN, y + 26, heading, { size: 22, bold: true }),
    ...rows.map((row, i) =>
      text(row.startsWith('•') ? MARGIN : MARGIN + 20, y + 26 + (i + 1) * LINE, row.trim()),
    ),
  ];
  return { drawn: drawn.join('\n'), bottom: y + 26 + rows.length * LINE + 22 };
}
