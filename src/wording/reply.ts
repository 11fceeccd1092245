import { unmark } from '../model/mark.ts';
import { aliasesIn } from '../model/redact.ts';
import { type GateContext, passGate, textFault } from '../personas/gate.ts';
import { mapSentences, type PersonaBody, type Sentence, sentencesOf } from '../personas/persona.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { isDisguised } from '../text/lookalikes.ts';
import { assume } from './actions.ts';
import { strayFault, subtitleFault, suggestionFault } from './faithful.ts';
import type { Reply, WordingRequest } from './request.ts';

/** More suggestions than this bury what is evidenced. */
const SUGGESTIONS = 3;
const LONGEST_NAME = 60;
const LONGEST_SUBTITLE = 150;

type Naming = {
  /** `false`: the persona keeps the name it is known by. */
  mayRename: boolean;
  taken: string[];
  real: Set<string>;
};

/**
 * The embedded drafter's persona in the model's words. Numbers are put back by code, evidence stays what it was, and
 * each text passes the gate; where one fails, the embedded drafter's own stands.
 */
export function applyReply(
  body: PersonaBody,
  reply: Reply,
  asked: WordingRequest,
  context: GateContext,
  naming: Naming,
  texts: Catalogue['personas']['gate'],
): PersonaBody {
  const own = new Map(sentencesOf(body).map(({ place, sentence }) => [place, sentence]));
  const lost: PersonaBody['dropped'] = [];
  const worded = new Map<string, string>();
  const ours = body.descriptions.map(({ text }) => text);
  for (const { place, text } of reply.sentences) {
    const full = restored(plainly(text, asked), asked.numbers.get(place) ?? []);
    const before = own.get(place)?.text ?? '';
    const why = bringsAlias(text, place, asked)
      ? texts.identity
      : full === null
        ? texts.lostNumber
        : strayFault(full, before, ours, texts);
    if (why !== null) lost.push({ what: place, why });
    else if (full !== null) worded.set(place, full);
  }
  const reworded = mapSentences(body, (place, sentence) => ({
    ...sentence,
    text: worded.get(place) ?? sentence.text,
  }));
  const added = withSuggestions(reworded, reply, asked, { lost, texts });
  const titled = titles(added, reply, asked, context, naming);
  const checked = passGate(titled, context, (place) => own.get(place) ?? null);
  return inOrder({ ...checked, dropped: [...checked.dropped, ...lost] }, reply, reworded);
}

/** What the model wrote with ordinary spaces, and with the names that stood there before. */
function plainly(text: string, { restore, sign }: WordingRequest): string {
  return restore(unmark(text, sign));
}

/** An alias that did not stand there would carry a name over from a quote or another line. */
function bringsAlias(text: string, place: string, { aliases }: WordingRequest): boolean {
  return aliasesIn(text).some((alias) => !aliases.get(place)?.includes(alias));
}

/** Puts the numbers back; `null` where one is missing, repeated or new. */
function restored(text: string, numbers: string[]): string | null {
  const used = [...text.matchAll(/\{n(\d+)\}/g)].map(([, number]) => Number(number));
  const wanted = numbers.map((_, index) => index + 1);
  if (used.toSorted((a, b) => a - b).join() !== wanted.join()) return null;
  if (/\d/.test(text.replaceAll(/\{n\d+\}/g, ''))) return null;
  return text.replaceAll(/\{n(\d+)\}/g, (_match, number: string) => numbers[Number(number) - 1] ?? '');
}

function withSuggestions(
  body: PersonaBody,
  reply: Reply,
  asked: WordingRequest,
  { lost, texts }: { lost: PersonaBody['dropped']; texts: Catalogue['personas']['gate'] },
): PersonaBody {
  const actions = { ...body.actions };
  for (const { team, text } of reply.suggestions.slice(0, SUGGESTIONS)) {
    const place = `actions.${team}`;
    const full = plainly(text, asked);
    const why = bringsAlias(text, place, asked) ? texts.identity : suggestionFault(full, texts);
    if (why !== null) lost.push({ what: place, why });
    else actions[team] = [...actions[team], assume(full)];
  }
  return { ...body, actions };
}

function titles(
  body: PersonaBody,
  reply: Reply,
  asked: WordingRequest,
  context: GateContext,
  { mayRename, taken, real }: Naming,
): PersonaBody {
  const name = plainly(reply.name, asked);
  const subtitle = plainly(reply.subtitle, asked);
  const ours = body.descriptions.map(({ text }) => text);
  const words = name.split(' ');
  const free =
    mayRename &&
    words.length >= 2 &&
    words.length <= 3 &&
    // An epithet and a name that begin alike: nothing else is a name here.
    words[0]?.[0]?.toLowerCase() === words.at(-1)?.[0]?.toLowerCase() &&
    name.length <= LONGEST_NAME &&
    !/\d/.test(name) &&
    !bringsAlias(reply.name, 'name', asked) &&
    !isDisguised(name) &&
    !taken.some((one) => one.toLowerCase() === name.toLowerCase()) &&
    !words.some((word) => real.has(word.toLowerCase())) &&
    textFault(name, 'name', context) === null;
  const fitting =
    subtitle !== '' &&
    subtitle.length <= LONGEST_SUBTITLE &&
    !/\d/.test(subtitle) &&
    !bringsAlias(reply.subtitle, 'subtitle', asked) &&
    subtitleFault(subtitle, body.subtitle, ours, context.texts) === null &&
    textFault(subtitle, 'subtitle', context) === null;
  return { ...body, name: free ? name : body.name, subtitle: fitting ? subtitle : body.subtitle };
}

/** The story in the order the model chose; lines it left out come last, as they were. */
function inOrder(body: PersonaBody, reply: Reply, before: PersonaBody): PersonaBody {
  const order = reply.sentences.map(({ place }) => place).filter((place) => place.startsWith('story.'));
  const rank = (line: Sentence): number => {
    // Evidence is what the gate never changes: it tells which line this was.
    const index = before.story.findIndex((one) => one.evidence.join() === line.evidence.join());
    const place = order.indexOf(`story.${index}`);
    return place === -1 ? order.length + index : place;
  };
  return { ...body, story: body.story.toSorted((a, b) => rank(a) - rank(b)) };
}
