import type { Word } from '../lookup/words.ts';
import { type Said, textOf } from './others.ts';

/** What stands around a wording: `next` and `after` only where nothing but a space or a hyphen parts them from it. */
export type Around = {
  segment: string;
  words: readonly Word[];
  at: Said['at'];
  own: string[];
  next: string;
  after: string;
  before: string;
  behind: string;
};

/** Companies, too, end like that. */
export const BODIES =
  /^(?:organi[sz]ation|corporation|association|institution|foundation|federation|administration|government|investment|establishment|station|businesse?|fitness|harness|settlement|equipment)s?$/u;
/** "Met at a hotel", "studied at university": a place where something happened. */
export const VENUE =
  /(?:^| )(?:(?:met|meet|meeting|lunch|dinner|breakfast|coffee|drinks|stayed|studied|graduated|went)(?: \p{L}+){0,3} (?:at|in|from)|(?:встретил|встрети|встреч|обедал|ужинал|остановил|гостил|жил|ночевал|корпоратив)\p{L}*(?: \p{L}+){0,3} (?:в|на)|(?:учи|закончил|окончил|поступ|бронировал|оплатил)\p{L}*(?: \p{L}+)?(?: в)?|(?:flight|trip|visit|travel)s? to)(?: (?:a|an|the|some|their))?$/u;
/** "Half of the staff are freelancers". */
export const SOME_OF =
  /(?:^| )(?:(?:half|most|some|many|several|few|third|thirds|quarter|majority|percent|lot) of (?:the|their|them|its|his|her|our)|половина|часть|большинство|некоторые)(?: |$)/u;
/** "Needs transport to the event", "born in Germany": wished for or long ago. */
export const NEEDED =
  /(?:^| )(?:(?:needs?|needing|requires?|require)(?: (?:an?|the|some))?|born in|speaks?|grew up in)$/u;
/** "Owned by a bank", "next to a hotel", "works with schools": whom or what they deal with. */
export const DEALING =
  /(?:^| )(?:(?:owned|backed|financed|funded|sponsored|paid|approved) by|(?:subsidiary|branch|arm|off|spinoff|parent) of|part of|works? with|working with|next to|close to|near|above|below|opposite|behind|beside|rents? from|renting from|invests? in|investing in|focus(?:es|ed)? on|speciali[sz](?:es|ed|ing) in|experts? in|targets?|targeting|owes?|provides?|providing|opening|opens|planned|planning|closed|closing|sold|selling|renovat(?:ed|ing|es)|building|built|builds|sued|рядом с|возле|напротив|над|под|принадлежит|платит|платят|оплачивает|согласует|утверждает|финансирует|строят|строит|открывают|закрыли|продали)(?: (?:a|an|the|their|his|her|our))?$/u;

/** In words: how far before and behind a wording is looked. */
const BEFORE = 6;
const BEHIND = 3;

/** What stands around the wording at `at`. */
export function aroundOf(segment: string, words: readonly Word[], at: Said['at']): Around {
  const isBeside = (i: number) =>
    words[i] !== undefined && /^[\s-]*$/.test(segment.slice(words[i - 1]!.end, words[i]!.start));
  const next = isBeside(at.to) ? words[at.to]!.text : '';
  return {
    segment,
    words,
    at,
    own: words.slice(at.from, at.to).map(({ text }) => text),
    next,
    after: next !== '' && isBeside(at.to + 1) ? words[at.to + 1]!.text : '',
    before: textOf(words.slice(Math.max(0, at.from - BEFORE), at.from)),
    behind: textOf(words.slice(at.to, at.to + BEHIND)),
  };
}
