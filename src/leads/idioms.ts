import type { Word } from '../lookup/words.ts';

/** Everyday turns of phrase that hold a word for a trait and say nothing of it: "old school", "account owner". */
const IDIOMS =
  `fair enough, fair price, fair deal, fair share, fair point, fair play, to be fair, only fair, not fair, seems fair, raise the bar, raised the bar, set the bar,
  bar is high, bar too high, bank on, bank holiday, bank holidays, data bank, in store for, store the, store data, store it, app store, old school, high school, school run, school night,
  power plant, shop around, shopping around, talk shop, talking shop, content producer, executive summary, director's cut, head of steam, head of state, account owner, deal owner, lead owner, record owner,
  opportunity owner, case owner, task owner, ticket owner, process owner, owner of the account, owner of the deal, owner of the lead, owner occupied, founder mode,
  legal name, legal issue, legal issues, legal entity, legal form, legal address, legal reasons, health insurance, car insurance, travel insurance, insurance number, foundation for, solid foundation, charity dinner,
  tax office, board game, tender age, prime minister, association with, in association, referred to, referred them to, referred him to, referred her to, refer to, competitor to, in transport, public transport,
  food for thought, food chain, brief them, brief him, brief her, on the books,
  ип адрес, банк данных, банк тем, банк идей, школа продаж, магазин приложений, фонд оплаты, фонд зарплаты, фонд времени, лично мне, лично я, лично нам, отдел кадров, комиссия банка, комиссию банка,
  в порядке конкурса, вне конкурса, старая школа, высшая школа, по форуму`
    .split(/,\s*/)
    .map((text) => text.trim().split(/\s+/));
const byFirst = Map.groupBy(IDIOMS, ([first]) => first!);

/** How many words from `at` on are a turn of phrase; 0 where none begins there. */
export function idiomAt(words: readonly Word[], at: number): number {
  const said = (byFirst.get(words[at]?.text ?? '') ?? []).filter((idiom) =>
    idiom.every((word, i) => words[at + i]?.text === word),
  );
  return Math.max(0, ...said.map(({ length }) => length));
}
