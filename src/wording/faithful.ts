import { contentOf } from '../evidence/sentences.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { isDisguised } from '../text/lookalikes.ts';
import { sentenceSpans } from '../text/segments.ts';

/** A paraphrase brings a few words of its own; a sentence with more of them says something else. */
const NEW_WORDS = 2;
const NEW_SHARE = 0.3;
/** How much longer than what it rewords a text may be. UTF-16 units. */
const LONGER = 1.5;
const LONGER_BY = 30;

/** Words that count without a figure: a text may keep those that it was given, and bring none. */
const quantities = new Set(
  `most mostly majority all every everybody everyone each always never none nobody half third quarter double twice triple
  many few several numerous countless nearly almost dozens hundreds thousands
  большинство все всегда никогда никто половина треть четверть каждый каждая вдвое втрое почти много мало многие
  несколько десятки сотни тысячи большинства`
    .trim()
    .split(/\s+/),
);

/** A text that denies more or less than what it rewords may say the opposite. */
const NEGATION =
  /(?<!\p{L})(?:not|no|nor|without|hardly|rarely|seldom|cannot|\p{L}+n['’]t|не|нет|ни|без|едва)(?!\p{L})/giu;
const negationsIn = (text: string) => text.match(NEGATION)?.length ?? 0;

/** What only somebody who speaks to the program or to its reviewers would say. */
const ABOUT_US =
  /(?<!\p{L})(?:personas?|verdicts?|approv\w*|prompts?|instructions?|ignore|system|assistant|reviewers?|developer|jailbreak|персон\p{L}*|вердикт\p{L}*|одобр\p{L}*|инструкци\p{L}*|игнорируй\p{L}*|промпт\p{L}*|систем\p{L}* сообщ\p{L}*|ассистент\p{L}*)(?!\p{L})/iu;

const quantitiesIn = (text: string) =>
  (text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => quantities.has(word));

/**
 * Why a model's wording does not stand for what it rewords, or `null`. No meaning is weighed: a text with new
 * sentences, new quantities or too many new words is taken for one that says more than its evidence, and one that lost a
 * word of a trait for one that says something else: "above our prices" for "below" is one word.
 *
 * @param own what the text rewords @param known other words of ours that it may use: the traits of the same group
 */
export function strayFault(
  text: string,
  own: string,
  known: readonly string[],
  texts: Catalogue['personas']['gate'],
): string | null {
  if (isDisguised(text) && !isDisguised(own)) return texts.disguised;
  if (talksAboutUs(text) && !talksAboutUs(own)) return texts.aboutUs;
  const given = new Set(quantitiesIn(own));
  if (quantitiesIn(text).some((word) => !given.has(word))) return texts.quantity;
  if (negationsIn(text) !== negationsIn(own)) return texts.strays;
  const words = contentOf(text);
  const old = contentOf([own, ...known].join(' '));
  const traits = contentOf(known.join(' ')).intersection(contentOf(own));
  if (!traits.isSubsetOf(words)) return texts.strays;
  const added = words.difference(old).size;
  const longer =
    text.length > own.length * LONGER + LONGER_BY || sentenceSpans(text).length > sentenceSpans(own).length;
  return longer || added > Math.max(NEW_WORDS, NEW_SHARE * words.size) ? texts.strays : null;
}

/** Why a subtitle cannot stand, or `null`: it may name any traits of the group, in their own words alone. */
export function subtitleFault(
  text: string,
  own: string,
  known: readonly string[],
  texts: Catalogue['personas']['gate'],
): string | null {
  const given = [own, ...known].join(' ');
  if (isDisguised(text) && !isDisguised(given)) return texts.disguised;
  if (talksAboutUs(text) && !talksAboutUs(given)) return texts.aboutUs;
  if (quantitiesIn(text).some((word) => !quantitiesIn(own).includes(word))) return texts.quantity;
  const denies = negationsIn(text) > negationsIn(own);
  return denies || !contentOf(text).isSubsetOf(contentOf(given)) ? texts.strays : null;
}

/** Why a suggestion cannot stand, whatever it says: one to reviewers or to the program is none about customers. */
export function suggestionFault(text: string, texts: Catalogue['personas']['gate']): string | null {
  if (isDisguised(text)) return texts.disguised;
  return talksAboutUs(text) ? texts.aboutUs : null;
}

function talksAboutUs(text: string): boolean {
  return ABOUT_US.test(text);
}
