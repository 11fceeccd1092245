/** What is missing in an answer: what they did, how much, when, which, what it cost, or simply an example. */
export type Vagueness = 'did' | 'much' | 'when' | 'which' | 'cost' | 'example';

/** Words as one reads them; `rud*` stands for every word that begins so: with two letters at least. */
function listed(words: string): (word: string) => boolean {
  const all = words.trim().split(/\s+/);
  const whole = new Set(all.filter((word) => !word.endsWith('*')));
  const beginnings = all.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
  const byTwo = Map.groupBy(beginnings, (beginning) => beginning.slice(0, 2));
  return (word) =>
    whole.has(word) ||
    (byTwo.get(word.slice(0, 2))?.some((beginning) => word.startsWith(beginning)) ?? false);
}

/** Words that carry nothing of their own, judge, or generalise: they say how it was, not what happened. */
export const GENERAL = listed(`
  a able about above absolutely* accept* actually after again aggress* ago all almost alone along also although
  always am amount* an and anger angry annoy* another any anybody anyone anything anyway apparently appreciat*
  approach* are aren't around arrogan* as aspect* at atmosphere attitude* average away awful* awkward* back bad
  basically be became because become been before began begin beginning behav* behind being below beside best
  better between bit bitter* bizarre both bother* business businesses but by came can can't cannot care careless
  case cases certain certainly challeng* chang chao* character* cheap childish clear clearly click clicked client
  clients clueless collaborat* come coming communicat* companies company complain* complex* complicat* concern*
  conflict* confus* constant* continuous* cooperat* correct cost costly costs could couldn't crap crazy cultural
  culture customer customers daily day days deal dealing definitely delay delayed delays demand demanded demanding
  demands desire* detail details did didn't differen* difficult* disappoint* disaster* disorgani* disrespect*
  dissatisf* do does doesn't doing don't done down drain* drama* dread* during dysfunctional each easily easy
  effective* effort efforts either else emotional* end ended endless* energy engag* enjoy* enough entire* entitled
  especially even eventually ever every everybody everyone everything exhaust* expect* expensive experience*
  explain* extra extremely fair fairly fantastic far fast fault feel feeling feelings feels felt few finally fine
  first fit fits fitting flexib* for forever fortune friendly from frustrat* full fully fun fuss fussy general
  generally get gets getting give given gives giving go goes going gone good got great group grumpy guy guys had
  handle handling happen* happy hard harder hardly has hasn't hassle* hate hated have haven't having he headache*
  heavy hell help helpful helping her here hers high him his honest* horrib* hostil* how however huge i i'd i'm
  i've idea* if ignor* immature impatien* impolite important impossib* in incompeten* inconsisten* indeed
  inefficien* inflexib* instead interact* interest* into involv* irrational* irritat* is isn't issue issues it
  it's its itself job just keep keeps kept kind kinda kinds knew know knowledge lack* large largely last late
  lately later lazy least less let level levels like liked likely little long longer look looked lose loss losses
  lost lot lots loud low luck mad made main mainly make makes making manag* manner manners many match matter
  matters may maybe me mean means meh mess messy might mindset miserable misunderst* mix money mood moody more
  most mostly much must my nasty nature near nearly necessary need needed needs needy negativ* neither nerve
  nerves nervous never nevertheless new next nice nightmare* no nobody noise none nor normal not nothing now
  obviously odd of off often oh ok okay old on once one ones only onto or other others our out over overall overly
  overwhelm* own pace pain painful* paranoid part particular particularly parts passive patience patient people
  performance perhaps person personal* picky place plain pleas* point points poor poorly positive possible
  possibly present pressure* pretty price prices pricey pricing probably problem* process* product products
  profession* profit* progress project projects proper properly provide* pushy put quality question questions
  quick quickly quite rather reach* react* real really reason reasonable reasons relation* reliab* request
  requests requirement requirements resource resources respect* respond* response* result results ridiculous*
  right rough rude* said same satisf* saw say says scared see seem seemed seems seen selfish sense serious*
  service services set several severe shall she shock* short should side simple simply since situation* slow
  slower slowly small smooth* so some somebody somehow someone something sometimes somewhat somewhere sorry sort
  sorts spend spent staff start started step steps still strange stress* strong struggl* stubborn* stuff stupid*
  style such suck* suffer* suit suitable support supportive sure surpris* suspicious take taken takes taking team
  teams tedious tell tend tended tension* terms terrib* than that that's the their them themselves then there
  there's these they they're thing things think this those though thought through throughout thus till time times
  tired tiring to today together tone too took topic topics total* tough toward towards toxic* transparen* treat*
  trick* tried troubl* truly trust* try trying two type types ugly unable unaccept* unaware unbearable uncertain*
  unclear uncomfort* uncooperat* under understand* understood uneasy unfair unfit unfortunately unfriend* unhapp*
  unhelpful unkind unpleasant* unpredict* unprepared unprofession* unprofit* unrealistic* unreasonable unreli*
  unrespons* unsatisf* unstable unsuit* unsure until unwilling up upon upset upsetting us use used usual* utterly
  vague* valu* various very via vibe vibes want wanted wanting wants was wasn't wast* way ways we we're weird well
  went were weren't what whatever when whenever where whether which while who whoever whole whom whose why will
  wish wished wishes with within without won't wonderful work worked working works worr* worse worst worth would
  wouldn't wrong yes yet you you're your
  а агресс* адекватн* атмосфер* баланс бардак беда беды без бесед* бесили бесило бесконечн* беспоко* более больн*
  больше бы был была были было быть в важн* вам вас ведь вежлив* вел вела вели весь весьма вечно вещей вещи
  взаимо* взгляд* видимо внима* во возможно возраж* вообще вопрос* вот впечатл* впрочем вредн* врем* все всегда
  всего всей всем всеми всему всех встреч* всю вся всё вы выгод* вымот* высокомер* вёл где глуп* говор* груб* да
  даже дают дела делаем делал* дело денег деньг* дерг* дискомфорт* для дни до довер* доволен довольн* договарива*
  договоримся договорит* долг* дорог* достал* достаточно драм* другие других другое другой думал* его ее ей ему
  ерунд* если есть еще ещё её ж жаль же желан* жестк* жесть жёстк* за задерж* заинтерес* заказчик* занос* затем
  затрат* затян* зачем здесь знал* значит и идеал* идея из извод* измот* или им иметь иногда интерес* итог* их к
  каждая каждое каждый кажется как какая какие какие-то каких какое какой какой-то каприз* качеств* клиент* когда
  кое-что команд* комму* компани* конечно конкретн* контакт* конфликт* копеечк* короче которая которое которой
  которые который которым которых кошмар* крайне крик* кроме кто куда культур* легк* ленив* лень ли либо лишь
  лучше любой люд* мало малоприятн* манер* медлен* между мелоч* менее меня мешал* мне много многовато многого
  многое мной мог могли может можно мои мой момент* мотив* моя мрак мутн* муть мучен* мучил* мы на навер* нагл*
  над надежн* надо надоел* надёжн* назад наиболее нам нами наплев* напряг* напряж* нас настро* начал* наш наша
  наше нашего нашей нашему наши нашим нашими наших нашу не неадекват* невежлив* невер* невнят* невозможн*
  невоспит* невыгод* невынос* невыполн* негатив* него недобросовест* недовер* недовол* недопоним* недостат*
  недруж* нее незрел* неинтерес* ней некомпетен* некоторые некоторых некрас* нелог* нему ненадеж* ненадёж*
  ненормал* необосн* неоправ* неопредел* неорганиз* непонима* непонят* непоследов* неправ* непредсказ* неприемл*
  неприят* непрост* непрофес* нервн* нервов нервы нереал* нереш* несговор* несерьез* несерьёз* нескольк* неспокой*
  нестаб* нет неуваж* неувер* неудач* неудоб* неустойч* нехват* нечто неэфф* неё ни низк* никак никакой никогда
  никого никому никто ним ними них ничего но норма* нрав* ну нужен нужна нужно нужны нюанс* об обид* обиж* обо
  обош* общ* объём* обычно огромн* один одна однако одни одного одной ожида* около он она они оно опыт* орал*
  организ* особенно от ответ ответа ответы отвеч* отвратит* отзывч* отлич* отним* отнош* отняли отчасти очень
  перебор* перед пережив* плох* по повед* под подозр* подход* пожалуй позиц* пока покоя полностью пользы помощи
  помощь поначалу поним* понрав* понят* порой порядк* после постоянно потер* потом потому потрат* потреб* почему
  почти поэтому правда правы предвзят* при придир* примерно прият* пробле* продукт* проект* просто против
  профессион* процесс* прям* работ* раз раза разве раздраж* размыт* разн* расстр* растр* реально результат*
  репутац* реш* рук руки с сам сама сами само самого самодур* самое самом самоувер* самые свое своего своей
  своеобраз* свои своим своих свой свою своя своё себе себя сейчас сервис* серьез* серьёз* сил силы сильно ситуац*
  сказать скандал* скорее скорост* скуп* скучн* слишком слож* случа* смысл* со собой совершенно совест* совсем
  сомн* сотруд* сошл* сплошное сплошной сплошные спокой* спор* способн* справедл* срок* стал стала стали сталкив*
  стало стоил* стоим* столько сторон* странн* стресс* сумбур* суммы суть счаст* так такая также такие таких такое
  такой там твой те тебя текуч* тем теми теперь терп* тех типичн* то тоже токсич* только том тон тоне тот точн*
  тратил* траты требова* требует требуют трудн* трудоём* ту тут ты тягост* тяжел* тяжёл* тянул* у убыт* уваж*
  удобн* удовл* уж ужас* уже услов* услуг* успе* устав* устал* хам* хаос* хаот* характер* хорош* хот* худш* хуж*
  целиком целом цен* часто чаще чего чей человек* чем чему чепух* через черт* честно что что-то чтобы чувств* чуть
  эта эти этим этих это этого этой этом этому этот эту я явно ярк*
`);

/** What an answer leaves open, in the order in which it is asked about: an amount, a time, a thing, a cost, a deed. */
export const OPEN: [Vagueness, (word: string) => boolean][] = [
  [
    'cost',
    listed(
      'cost* expensive fortune money pric* profit* unprofit* budget* дорог* обош* цен* стоим* стоил* деньг* денег убыт* невыгод* копеечк*',
    ),
  ],
  [
    'did',
    listed(`aggress* angry annoy* arrogan* attitude* behav* childish communic* demanding difficult* disrespect* drama*
      entitled grumpy hard headache* hostil* impolite impossib* irrational* nasty needy nightmare* pain* picky pushy rough
      rude* selfish stubborn* struggl* tough toxic* tricky uncooperat* unfriend* unpleasant* unprofession* unreasonable
      агресс* высокомер* груб* каприз* комму* кошмар* нагл* напряж* неадекват* невозможн* невынос* недовол* неприят*
      непрофесс* неуваж* общал* повед* вели вел вёл скандал* слож* токсич* трудн* тяжел* тяжёл* ужас* хам* характер*`),
  ],
  ['when', listed('slow* late* delay* wait* медлен* долг* задерж* затян* тянул*')],
  [
    'which',
    listed(
      'feature* function* missing needed needs other part* something some stuff thing* want* wish* issue* problem* что-то некотор* разн* нужн* хот* пробле* нюанс*',
    ),
  ],
  [
    'much',
    listed(
      'always constant* endless* everything lot* many much too бесконечн* вечно врем* много постоянно слишком часто',
    ),
  ],
];

const number =
  /\d|(?<![\p{L}])(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen\w*|twenty|thirty|fifty|hundred\w*|thousand\w*|half|twice|три|тр[её]х|трое|троим|трет\p{L}+|четыр\p{L}*|четверт\p{L}+|пят[ьи]|шест[ьи]|сем[ьи]|восемь|девять|десят[ьи]|одиннадцать|двенадцать|двадцать|тридцать|сорок|сто|полгода|полтора|дважды|трижды|дв[аеу]\p{L}{0,2})(?![\p{L}])/iu;
const calendar =
  /(?<![\p{L}])(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|(?:in|since|last|until) may|june|july|august|september|october|november|december|(?:every|each|per) (?:\p{L}+ )?(?:day|night|week|month|quarter|year|call|invoice)s?|кажд\p{L}+ (?:день|ноч\p{L}+|недел\p{L}+|месяц|квартал|год)|понедельник\p{L}*|вторник\p{L}*|сред[уы]|четверг\p{L}*|пятниц\p{L}*|суббот\p{L}*|воскресень\p{L}*|январ\p{L}+|феврал\p{L}+|март[ае]?|апрел\p{L}+|мае|июн\p{L}+|июл\p{L}+|август\p{L}*|сентябр\p{L}+|октябр\p{L}+|ноябр\p{L}+|декабр\p{L}+)(?![\p{L}])/iu;
const quoted = /[“«"][^”»"]{6,}[”»"]/u;

/** Each says something that can be checked: a number, a date, somebody's own words. */
export const PRECISE = [number, calendar, quoted];
