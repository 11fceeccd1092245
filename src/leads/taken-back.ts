import type { Word } from '../lookup/words.ts';
import { isNumberWord } from '../text/number-words.ts';
import { unsettles } from './said.ts';

const list = (words: string) => new Set(words.split(/\s+/));
/** What opens a correction: "8 people, sorry, 80". */
const CORRECTS = list(
  `sorry oops er erm uh um hmm strike typo scratch correction wrong mistake actually incorrect untrue corrected опечатка опечатался опечаталась поправились поправился поправилась исправились ой ошибка ошибся ошиблась ошибаюсь путаю неверно неправда точнее вернее`,
);
/** What doubts or recalls by itself: "retail, I think". */
const DOUBTS = list(
  `think guess believe suppose assume unclear unconfirmed hopefully supposedly allegedly presumably
   seemingly apparently afaik iirc mistaken
   proposed suggested idea withdrew retracted revoked dropped backtracked передумали передумал cancelled canceled expired outdated идея инициатива отменили
   отменено думаю полагаю предположительно якобы наверно видимо`,
);
/** Beside another number these take one back: "500 people, in fact 50". */
const IN_FACT = list(
  'fact reality actually really rather truth turned wait then later now said cut lowered reduced linkedin website деле потом теперь оказалось оказался реальности реально стало стал стала сайте т е есть',
);
/** "Is it?" doubts what was said, "how many?" does not. */
const ASKS_FOR_MORE = list(
  'what who whom which why when where how что кто чем кем кому как какой какая какие сколько где когда почему зачем',
);
/** "No need" and "no offer yet" speak of something else. */
const NO_SUCH_THING = /^no (?:case|mention|need|offer|request|right)s?$/;
/** "Make that 400", but not "they make 400 a month". */
const AMENDS = /^(?:make|call) (?:that|it)$/;
/** Words that speak of what was just said and add nothing to it. */
const ECHOES = list(
  `i we you he she it they them us me his her its their theirs our ours mine own this that these those which who what one ones
   himself herself themselves is are was were be been being am do does did done has have had will the a an of at all to for any so too yet still now
   today then there here really even ever longer more anymore last this next year month week quarter though although
   because since as by from and or with in on about
   ask asks asked asking want wants wanted wanting need needs needed request requested say says said saying mean means meant
   get gets got getting give gives gave given giving agree agreed grant granted approve approved confirm confirmed know
   knows known sure certain true correct right real accurate case so get take takes took taken happen happened mention mentioned
   wait hold i'm remember recall correctly
   я мы вы ты он она оно они их его ее им ему ей ей нам нами нас вам мне меня тебя у себя свой свои своих своя наш наша наше наши наших сам сама сами это этого эта эти
   этот тот та то те того тех тут там так здесь что который которая которое которые которых из на в во с со за и а же ли было был была были
   будет есть быть хотя потому поскольку больше уже еще теперь сейчас прошлом прошлый прошлого году год года месяце всего вообще совсем
   самом деле просил просила просили просит просят просило спрашивал спрашивали хотел хотела хотели хочет хотят надо нужно
   нужна нужны дали дал дает дают давали получили получил согласились согласовали подтвердили подтверждено говорили
   сказали говорил сказал знаю знаем уверен уверена уверены помню точно правда верно факт тогда один потом затем then later afterwards k m тыс млн руб`,
);

/**
 * Whether a statement only takes back, corrects or doubts the one before it: "…, not asked", "…, which is not theirs",
 * "…, sorry, 80", "…, I think". Every word of it speaks of what was just said.
 * @param hints whether a word points to what the statement before speaks of
 */
export function takesBack(
  segment: string,
  words: readonly Word[],
  hints: (word: string) => boolean,
): boolean {
  const turns = ({ text }: Word) => unsettles(text) || CORRECTS.has(text) || DOUBTS.has(text);
  const asks = segment.trimEnd().endsWith('?') && !ASKS_FOR_MORE.has(words[0]?.text ?? '');
  const beginning = words
    .slice(0, 2)
    .map(({ text }) => text)
    .join(' ');
  if (NO_SUCH_THING.test(beginning)) return false;
  const amends = AMENDS.test(beginning);
  const corrects = words.some(({ text }) => isCount(text)) && words.some(({ text }) => IN_FACT.has(text));
  const chooses = /^(?:or|или)$/.test(words[0]?.text ?? '');
  if (words.length === 0 || !(asks || chooses || amends || corrects || words.some(turns))) return false;
  return words.every(
    (word, i) =>
      ((chooses || amends) && i === 0) ||
      (corrects && IN_FACT.has(word.text)) ||
      turns(word) ||
      ECHOES.has(word.text) ||
      isCount(word.text) ||
      hints(word.text),
  );
}

const isCount = (word: string) => /^\d/.test(word) || isNumberWord(word);
