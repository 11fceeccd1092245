import type { Word } from '../lookup/words.ts';

const list = (words: string) => new Set(words.split(/\s+/));
const NOT = list(
  `not no never without isn't aren't don't doesn't didn't hasn't haven't hadn't wasn't weren't won't wouldn't needn't
   cannot can't couldn't isnt arent dont doesnt didnt hasnt havent wasnt couldnt neither nor non nothing hardly
   не нет без ни`,
);
/** Words that make a statement a guess, a memory or a part of something else. */
const UNSURE = list(
  `maybe perhaps possibly probably might could may unsure almost nearly former formerly ex previously once used
   either unlike like similar only just if unless whether would
   может возможно наверное вероятно бывший бывшая раньше вроде похоже если кажется почти только наподобие типа
   offer offered offering можем могли дать предложить предложили бы
   none nobody denied denies declined declines refused refuses rejected withdrawn никто никому отказали отказались отозвали`,
);
/** What is wished for is not there yet; an amount that is wished for is what they ask of us. */
const WISHES = list(
  'wants want wish plans planning hopes hope aims хочет хотят планируют планирует мечтают собираются',
);
/** "sells to retail", "software for retail": the word behind these is somebody else's trait. */
const OTHERS = list(
  `for sells sell selling serves serve serving supplies supply supplying clients customers competitor competes targets
   helps supplier suppliers vendor provider contractor parent головной головном головная материнская материнской для продает продают продаем поставляет поставляют обслуживает обслуживают клиенты заказчики конкурент
   поставщик поставщики подрядчик`,
);
/** "neither retail nor logistics", "ни розница, ни логистика": each denies what follows it. */
const PAIRED = list('neither nor ни');
/** What is counted beside these is not the whole firm, not yet, or another one. */
const PART = list(
  `met meet talked spoke visited hired hiring fired trained train invited invite attended founded lost left
   quit resigned grow grows parent subsidiary competitor client clients
   встретил встретили говорили наняли нанимают уволили обучили обучить пригласили ушли ушла уволилась половина половину
   треть четверть большинство часть вырастут вырастет расширятся головной головном материнской дочерней конкурента клиента
   клиентов заказчика`,
);

/** Whether a word steers how others are read. */
export function steers(word: string): boolean {
  return [NOT, UNSURE, WISHES, OTHERS, PAIRED, PART].some((words) => words.has(word));
}

/** Whether a word denies what follows it. */
export function denies(word: string): boolean {
  return NOT.has(word);
}

/** Whether a word, wherever it stands, keeps a statement from being certain. */
export function unsettles(word: string): boolean {
  return NOT.has(word) || UNSURE.has(word) || PAIRED.has(word);
}

/** Whether people counted in a statement are only some of a firm's. */
export function countsPart(words: readonly Word[]): boolean {
  return words.some(({ text }) => PART.has(text));
}

/**
 * How a value is said: that the lead has it, that it has it not, or neither for certain. A "not" up to three words
 * before it denies it; one farther off, behind it, or twice leaves it open.
 * @param value.hints whether a word points to the value's own dimension: "wants email" is no mere wish
 * @param value.asked an amount that a lead may ask of us, as in "asks for 40 % off"
 */
export function saidOf(
  segment: string,
  words: readonly Word[],
  used: ReadonlySet<number>,
  value: { at: { from: number; to: number }; hints: (word: string) => boolean; asked: boolean },
): 'is' | 'is not' | 'unclear' {
  const { at, hints, asked } = value;
  const loose = words.flatMap((word, i) => (used.has(i) ? [] : [{ i, text: word.text }]));
  const before = (reach: number) => loose.filter(({ i }) => i < at.from && i >= at.from - reach);
  if (segment.trimEnd().endsWith('?')) return 'unclear';
  const onlyAfter = (i: number) => /^(?:only|just|только)$/.test(words[i + 1]?.text ?? '');
  if (loose.some(({ i, text }) => NOT.has(text) && onlyAfter(i))) return 'unclear';
  if (loose.some(({ text }) => UNSURE.has(text) && !hints(text))) return 'unclear';
  const wished = before(5).some(({ text }) => WISHES.has(text) && !hints(text));
  if (!asked && (wished || before(2).some(({ text }) => OTHERS.has(text)))) return 'unclear';
  const denials = loose.filter(({ text }) => NOT.has(text));
  const paired = denials.length > 1 && denials.every(({ text }) => PAIRED.has(text));
  const own = paired ? denials.filter(({ i }) => i < at.from).slice(-1) : denials;
  const [only, ...more] = own;
  if (only === undefined) return 'is';
  return more.length === 0 && only.i < at.from && only.i >= at.from - 3 ? 'is not' : 'unclear';
}
