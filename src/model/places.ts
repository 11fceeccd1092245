const street =
  '(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Square|Court|Place|Terrace|Highway|Way|Crescent|Mews|Gardens|Cottage|Dr|Loop|Parkway|Pkwy|Circle|Ct|Sq)';
const streetRu =
  '(?:ул(?:\\.|иц[аеуы])|пр(?:осп)?\\.|пр-к?т|проспект[аеу]?|пер\\.|переул(?:ок|ке)|наб\\.|набережн(?:ая|ой)|бул\\.|б-р|бульвар[ае]?|шоссе|площад[ьи]|пл\\.|мкр-?н?\\.?|микрорайон[ае]?)';
const houseRu =
  '(?:,?\\s*(?:д\\.|дом[а-я]?))?,?\\s*\\d+[а-яА-Я]?(?:/\\d+)?(?:,?\\s*(?:квартира|кв|офис|оф|корпус|корп|стр|к)\\.?\\s*\\d+)*';
/** Behind a house nothing is counted: "на Первой 5 минут". */
const NO_COUNT = '(?=\\s*(?:[.,;:)!?]|$|(?:кв|оф|корп|стр|под)))';
/** "Оценка: Хорошая, 5.", "в среду, Последняя 3": adjectives that count and judge, and name no street. */
const NO_STREET =
  '(?!(?:Хорош|Плох|Средн|Низк|Высок|Основн|Последн|Перв|Втор|Треть|Общ|Итогов|Нов|Стар|Больш|Друг|Нужн|Важн|Готов|Текущ|Следующ|Отличн|Удовлетворительн)(?:ая|ой|яя|ей|я)(?!\\p{L}))';
/** "Тула, Продажи 5", "Казань, План 2024": what firms count beside a town. */
const NO_NAME =
  '(?!(?:Скид|Бюджет|План|Офис|Менеджер|Продаж|Выруч|Заяв|Оцен|Клиент|Сделк|Филиал|Отдел|Команд|Этап|Встреч|Договор|Сотрудник|Магазин|Склад)\\p{L}{0,4}(?!\\p{L}))';
/** "реки", "имени": small words inside the name of a street. */
const partRu = '(?:реки|канала|имени|им\\.|академика|маршала|генерала|адмирала)\\s+';

/** The 124 areas of British postcodes (Royal Mail): what stands in the list may be written without its space. */
const area =
  '(?:AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|GL|GU|HA|HD|HG|HP|HR|HS|HU|HX|IG|IP|IV|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE|[BEGLMNSW])';
/** Its last two letters are never C, I, K, M, O or V; "2nd" and "4gb" are something else. */
const postcode = `${area}\\d[A-Z\\d]?`;
const inward = '\\d(?!(?:st|nd|rd|th|gb|tb)\\b)[abd-hjlnp-uw-z]{2}\\b';

const states =
  'Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming';
/** Without Idaho and Oklahoma, which are words: "OK 20000". Other capitals may be too: "IT 50000". */
const statesShort =
  'A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[LNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HR]|P[AR]|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]';
/** Beside five figures these are a town; any other capital may be a noun: "10000 Kunden". */
const towns =
  'Berlin|Hamburg|München|Munich|Köln|Cologne|Frankfurt|Stuttgart|Düsseldorf|Leipzig|Dresden|Bremen|Hannover|Nürnberg|Essen|Dortmund|Bonn|Mannheim|Karlsruhe|Augsburg|Münster|Paris|Lyon|Marseille|Toulouse|Nice|Nantes|Lille|Bordeaux|Strasbourg|Madrid|Barcelona|Valencia|Sevilla|Bilbao|Roma|Rome|Milano|Milan|Torino|Napoli|Bologna|Firenze';
const townsNl = 'Amsterdam|Rotterdam|Utrecht|Den Haag|Eindhoven|Groningen|Tilburg|Breda|Leiden|Delft|Haarlem';
/** The beginnings of the largest towns: their endings change. */
const townsRu =
  'Москв|Санкт-Петербург|Петербург|Новосибирск|Екатеринбург|Казан|Нижн\\p{L}+ Новгород|Челябинск|Красноярск|Самар|Уф|Ростов|Краснодар|Омск|Воронеж|Перм|Волгоград|Саратов|Тюмен|Тольятти|Барнаул|Ижевск|Хабаровск|Иркутск|Владивосток|Ярославл|Томск|Кемеров|Рязан|Тул|Калининград|Сочи|Минск|Алматы|Астан|Киев|Калуг|Твер|Тамбов|Пенз|Липецк|Курск|Брянск|Смоленск|Владимир|Вологд|Архангельск|Мурманск|Чебоксар|Ульяновск|Оренбург|Магнитогорск|Ставропол|Белгород|Сургут|Якутск|Гомел|Брест|Харьков|Одесс';
/** British, Irish and American towns that are no common surname. */
const townsEn =
  'London|Manchester|Birmingham|Leeds|Glasgow|Liverpool|Bristol|Sheffield|Edinburgh|Cardiff|Belfast|Nottingham|Leicester|Oxford|Cambridge|Brighton|Southampton|Portsmouth|Guildford|Reading|Dublin|Cork|Galway|New York|Brooklyn|Chicago|Boston|Seattle|Denver|Austin|Dallas|Houston|Philadelphia|Atlanta|Miami|Portland|San Francisco|San Diego|Los Angeles|Toronto|Vancouver|Montreal|Sydney|Melbourne|Brisbane|Perth|Auckland';
const townRu = `(?:г\\.\\s?)?(?:${townsRu})\\p{L}{0,3}`;
const capitalised = "\\p{Lu}[\\p{L}'’-]{1,30}";
/** "14 May, London", "5 Basic, Boston": days and what firms sell and count. */
const NO_HOUSE =
  '(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Basic|Pro|Professional|Premium|Enterprise|Standard|Starter|Gold|Silver|Bronze|Platinum|Team|Business|Plus|Free|Trial|Main|Head|New|Full|Senior|Junior|Regional|Local|Office|Store|Shop|Sales|Support|Day|Hour|Week|Month|Year|User|Seat|Staff)(?!\\p{L}))';
/** A capital and no plural: "20 Clients, London" is no address. */
const name = `${NO_HOUSE}\\p{Lu}(?!\\p{L}*s(?!\\p{L}))[\\p{L}'’-]{2,30}`;
const town = `(?<![\\p{L}'’-])${capitalised}(?:\\s${capitalised})?`;

/** Where somebody lives or works: a house in a street, a postcode with the town beside it. */
export const places = [
  new RegExp(
    `\\b\\d{1,5}[A-Za-z]?,?\\s+(?:[NSEW]\\.?\\s+)?(?:(?:\\p{Lu}[\\p{L}'’.-]*|\\d{1,3}(?:st|nd|rd|th))\\s+){1,4}${street}\\b`,
    'gu',
  ),
  // Without a word for a street, with the town: "27 Elmbrook, Guildford".
  new RegExp(
    `(?<![\\d.,-])(?!(?:19|20)\\d\\d )\\d{1,4}[a-z]?\\s+${name}(?:\\s${name}){0,2},\\s+(?:(?:${townsEn})(?![\\p{L}])|${name}(?:\\s${name})?(?=,?\\s+[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}(?!\\p{L})))`,
    'gu',
  ),
  // In small letters only where the address ends with the street: "3 high street shops" are none.
  /\b\d{1,5}[a-z]?\s(?!(?:the|a|of|per|and|in|on|to)\s)[a-z]{3,}(?:\s(?!(?:the|a|of|per|and|in|on|to)\s)[a-z]{3,})?\s(?:street|avenue|boulevard|road)(?=\s*(?:[,.;]|$))/gu,
  /(?<![\p{L}])\p{Lu}\p{L}*(?:straße|strasse|str\.|gasse|platz|allee|weg|gracht|straat|laan|plein|kade)\s+\d{1,4}[a-z]?\b/gu,
  /(?<![\p{L}])\p{Lu}[\p{L}-]{1,60}\s(?:Straße|Strasse|Str\.|Gasse|Platz|Allee|Weg|Ring|Ufer|Damm)\s+\d{1,4}[a-z]?\b/gu,
  // Before a noun the figures count: "Am Telefon 30 Minuten".
  new RegExp(
    `(?<![\\p{L}])(?:Am|An de[rnm]|Auf de[rm]|In de[rn]|Unter den|Zum|Zur)\\s(?!Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Ende|Anfang|Mai|Juni|Juli)\\p{Lu}\\p{L}+\\s\\d{1,4}[a-z]?\\b(?:\\s(?:${towns})(?!\\p{L})|(?!\\s?(?:%|Uhr|mal\\b)|\\s\\p{Lu}))`,
    'gu',
  ),
  /\b\d{1,4}(?:\s(?:bis|ter))?,?\s+(?:rue|quai|chemin|avenue|boulevard)\s+(?:(?:de|du|des|la|le)\s+|d['’])*\p{Lu}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*)*/gu,
  // "Via their partner 5 leads", "Via Google Ads 2024": "via" is a word as well.
  /\b(?:Calle|Via|Viale|Piazza|Rua)\s+(?:(?:(?:de|del|di|da|do|das|dos|dei|della|delle|degli|la|las|los|el|san|\p{Lu}\p{L}*)\s+|dell?['’])){1,5}(?!(?:19|20)\d\d\b)\d{1,4}\b/gu,
  new RegExp(`(?<!\\p{L})${streetRu}\\s+(?:${partRu})?[\\p{Lu}\\d][\\p{L}\\d -]{1,40}?${houseRu}`, 'gu'),
  new RegExp(`(?<![\\p{L}-])\\p{Lu}[\\p{L}-]+\\s+${streetRu}${houseRu}`, 'gu'),
  new RegExp(`(?<!\\p{L})д(?:ом)?\\.?\\s*\\d+\\s+(?:по|на)\\s+${streetRu}\\s+\\p{Lu}[\\p{L}-]+`, 'gu'),
  // Without a word for a street: "Пермь, Ленина 77", "на Мясницкой, 24".
  new RegExp(
    `(?<!\\p{L})${townRu},\\s+${NO_NAME}(?!(?:${townsRu})\\p{L}{0,3}(?!\\p{L}))\\p{Lu}[\\p{L}-]+(?:\\s\\p{Lu}[\\p{L}-]+)?${houseRu}${NO_COUNT}`,
    'gu',
  ),
  new RegExp(
    `(?<=(?:^|[^\\p{L}])(?:на|по|с)\\s|[,:]\\s)${NO_STREET}\\p{Lu}[\\p{L}-]{3,}(?:ая|ой|яя|ей),?\\s+(?:(?:д\\.|дом)\\s*)?\\d{1,3}[а-яА-Я]?(?:/\\d+)?(?:,?\\s*(?:кв|оф|офис|корп|корпус|стр|к)\\.?\\s*\\d+)*${NO_COUNT}`,
    'gu',
  ),
  // Boxes.
  /\bP\.?\s?O\.?\s?Box\s+\d+\b/giu,
  /(?<!\p{L})(?:а\/я|абонентск\p{L}+ ящик\p{L}*|Postfach)\s*№?\s*\d[\d ]*\d?/giu,
  // Postcodes: British, American, German and their neighbours', Dutch, Russian.
  new RegExp(
    `(?:${town},?\\s+)?\\b[A-Z]{1,2}\\d[A-Z\\d]? \\d(?!GB|TB|ST|ND|RD|TH)[ABD-HJLNP-UW-Z]{2}\\b(?:,?\\s+${town})?`,
    'gu',
  ),
  new RegExp(`\\b${postcode}${inward}`, 'giu'),
  // Irish ones: "R35 X2F8", of whose last four one at least is a letter.
  /\b[AC-FHKNPRTV-Y](?:\d\d|6W)\s?(?!\d{4})[AC-FHKNPRTV-Y\d]{4}\b/gu,
  new RegExp(
    `\\b(?:post\\s?code|zip(?:\\s?code)?)\\W{1,3}(?:is\\s)?(?:${postcode}\\s?${inward}|\\d{5}(?:-\\d{4})?\\b)`,
    'giu',
  ),
  new RegExp(`(?:${town},?\\s+)?(?<![\\p{L}\\p{N}-])(?:${statesShort}) \\d{5}(?:-\\d{4})?(?!\\d)`, 'gu'),
  new RegExp(`(?:${town},\\s+)?\\b(?:${states}),?\\s\\d{5}(?:-\\d{4})?(?!\\d)`, 'gu'),
  new RegExp(`(?<![\\p{L}\\p{N}])(?:D|A|CH|F|DE|AT)-\\d{4,5}(?:\\s${town})?(?!\\d)`, 'gu'),
  new RegExp(`(?<![\\d.,])\\d{3}(?!00)\\d{2}\\s(?:${towns})(?!\\p{L})`, 'gu'),
  new RegExp(`(?<![\\d.,])\\d{5}\\s${town}(?=,\\s+\\p{Lu}[\\p{L}. ]+\\s\\d)`, 'gu'),
  new RegExp(
    `(?<=\\s\\d{1,4}[a-z]?,\\s)(?:\\d{5}\\s${town}|(?!19|20)\\d{4}\\s${town}|\\d{4}\\s?[A-Z]{2}(?:\\s${town})?)`,
    'gu',
  ),
  new RegExp(`(?<!\\d)\\d{4}\\s?[A-Z]{2}\\s(?:${townsNl})\\b`, 'gu'),
  /(?<!\p{L})индекс\W{0,3}\d{6}(?!\d)/giu,
  new RegExp(`(?<!\\d)\\d{6},?\\s+${townRu}(?!\\p{L})`, 'gu'),
  new RegExp(`(?<!\\p{L})${townRu},?\\s+\\d{6}(?=\\s*(?:[,.;]|$))`, 'gu'),
  // Six figures behind a house, and before a street.
  /(?<=\d[а-я]?,\s)\d{6}(?=\s|,|\.|$)(?!\s?(?:руб|₽|р\.|шт|евро))/gu,
];
