/**
 * Words the gate looks for, English and Russian, as the beginnings of words. They are bad fits, not bad people:
 * nothing here may stand in a persona, whoever wrote it. Quotes are not touched by these lists.
 */
export const insults = `
  idiot moron foolish stupid dumb imbecil cretin fool jerk asshole bastard bitch scum trash garbage loser clown crook swindl
  parasit leech vampire freeload cheapskate tightwad greedy lazy crazy insane lunatic psycho nutcase pathetic worthless
  disgusting obnoxious whiner crybab liar toxic nightmare-customer
  идиот дурак дура дебил тупой тупая тупые психопат кретин придур козёл козел сволоч мраз урод ублюд жлоб скряг жадин жадн
  лентя ленив псих ненормальн лжец врун мошенн паразит нахлебн токсичн хам
`
  .trim()
  .split(/\s+/);

/** Protected traits: they may describe, never exclude. */
export const protectedWords = `
  age aged elderly pensioner teenager millennial boomer gender female male woman women man men girl boy transgender gay
  lesbian homosexual bisexual pregnan maternity married unmarried divorced widow single-mother ethnic race racial black-people
  african asian arab jew jewish muslim islam christian catholic hindu buddhist religio immigra foreigner nationalit refugee
  disab disabled handicap wheelchair autis illness depress cancer
  возраст пожил пенсион подрост женщин мужчин девуш беремен замужн женат развед этнич расов национальн еврей мусульм
  христиан религи мигрант инвалид болезн беженц
`
  .trim()
  .split(/\s+/);

/** Short ones stand for themselves only: "age" is meant, "agency" is not. */
export const wholeWordsOnly = new Set(
  'псих fool dumb age aged man men male boy girl gay jew jews race arab liar scum woman women cancer хам дура урод'.split(
    ' ',
  ),
);

/** Judgements without content: a sentence made of these alone says nothing that could be checked. */
export const adjectives = new Set(
  `difficult hard demanding annoying rude impatient unpleasant unfriendly unreasonable unrealistic picky fussy needy moody
  arrogant pushy aggressive hostile ungrateful chaotic disorganised disorganized messy complicated challenging
  troublesome problematic bad worse worst poor terrible awful horrible tiresome tiring exhausting stressful frustrating
  slow strange weird odd stubborn emotional irrational selfish cheap dishonest unreliable unprofessional nice good great
  сложный сложные трудный трудные капризный капризные грубый грубые неприятный неприятные плохой плохие странный странные
  наглый наглые требовательный требовательные медленный медленные дешёвый проблемный проблемные`.split(/\s+/),
);

/** Carries no content of its own beside them. */
export const fillers = new Set(
  `they are is be being was were very quite really too so and or but often always usually mostly also a an the these this
  those customers customer people clients client persona kind sort of to with most them it in general just rather
  они очень это и или но часто всегда обычно клиенты клиент люди такие слишком`.split(/\s+/),
);

/** Words that carry no content of their own in an answer, English and Russian; "customer" is what every answer is
 * about. */
export const lightWords = new Set(
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
