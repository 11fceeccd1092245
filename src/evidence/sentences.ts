import { sentenceSpans } from '../text/segments.ts';

/** A stretch of a text in UTF-16 code units. */
export type Span = { start: number; end: number };

const SHORTEST = 15;
const LONGEST = 320;
/** Fewer content words than these say little by themselves, or nothing. */
export const TELLING = 3;
export const CONTENTLESS = 2;

/** The sentences of a text and every two that follow each other, without the white space around them. */
export function spansOf(text: string): Span[] {
  const found = sentenceSpans(text);
  const pairs = found.slice(1).map(({ end }, i) => ({ start: found[i]!.start, end }));
  return [...found, ...pairs]
    .filter(({ start, end }) => end - start <= LONGEST && (end - start >= SHORTEST || found.length === 1))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Words that carry no content of their own in an answer, English and Russian; "customer" is what every answer is about. */
const light = new Set(
  `a about actually after again all also always am an and any are as at be because been before being but by can could
  customer did do does done down each even ever every everything few for from get go got had has have he her here him his
  honestly how i if in into is it its just kind like long lot made make many may me more most much my never no nobody not
  nothing now of off on once one only or other our out over own people quite rather really said same say see she should
  simply so some something somebody still story such than that the their them then there these they thing things this those
  though through to too up us very want wanted was we well went were what when where which while who whole whom whose why
  will with without would yes yet you your
  а без более бы был была были было быть в вам вас весь во вот все всё всего всех вы где да даже для до его ее её если есть
  еще ещё же за и из или им их к как какой когда который кто ли либо между меня мне много может мы на над надо нам нас не
  него нее неё нет ни никто ничего но ну о об однако он она они оно от очень по под после потом потому почему при просто
  раз с сам сама сами свой себе себя со собой так также такой такие там те тем то того тоже только том тот ту ты у уже
  хотя чего чем через что чтобы эта эти это этого этот я клиент клиента клиенты`
    .trim()
    .split(/\s+/),
);

/** Russian and English endings differ from the sixth letter on more often than words do. */
const STEM = 6;

/** The content words of a text, each by the beginning that its forms share. */
export function contentOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{N}'’-]*/gu) ?? [];
  return new Set(
    words
      .filter((word) => word.length >= 3 && !light.has(word) && !light.has(word.replace(/['’].*$/u, '')))
      .map((word) => word.slice(0, STEM)),
  );
}

const pointing =
  /^["'“«]?(?:that|this|these|those|it|its|such|then|there|so|but|and|or|also|not|each|both|neither|other|than|это|этот|эта|эти|такие|так|то|тот|та|те|потом|но|и|а|же|тоже|он|она|оно|he|she|him|her)(?![\p{L}\p{N}])/iu;

/** "That one is on me." needs the sentence before it to be understood. */
export function pointsBack(text: string): boolean {
  return pointing.test(text.trim());
}

const kindly =
  /(?<![\p{L}])(?:good|great|best|better|easy|fair|fun|friendly|happy|helpful|honest|kind|liked?|lovely|loyal|nice|patient|pleasant|pleasure|polite|reasonable|reference|reliable|smart|thank\w*|trust\w*|worth|paid (?:to the day|on time|always)|never haggled|our (?:fault|mistake|side)|on (?:us|me)|because of us|we (?:promised|failed|forgot|lost|broke)|хорош|приятн|вежлив|честн|надёжн|надежн|разумн|понимающ|довольн|вовремя|спасибо|лучш|умн|наша вина|по нашей вине|мы (?:обещали|подвели|забыли))/iu;

/** True where a text says something good of a customer, or something bad of us. */
export function speaksForThem(text: string): boolean {
  return kindly.test(text);
}
