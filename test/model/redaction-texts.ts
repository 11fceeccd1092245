/**
 * Forty answers as people type them, all invented, with what of them must not leave and what must stay readable. They
 * were written without regard to the rules of redaction, and measured against them.
 */
export type RedactionText = {
  text: string;
  /** Must stand neither in what leaves for a model nor in what a reader sees. */
  gone: string[];
  /** The same, where only a guess can tell: hidden from a model, shown to a reviewer with a mark. */
  guessed?: string[];
  /** Ordinary words: hiding them would spoil the sense for a reader. */
  stays?: string[];
};

export const known = {
  customers: ['Bright Harbor Ltd', "O'Brien & Sons", 'Nordwind GmbH', 'ООО «Северный ветер»', 'Мебель Плюс'],
  people: [
    'Will Turner',
    'Mark Iversen',
    'Rose Adeyemi',
    'Grace Kim',
    'Роза Мартынова',
    'Любовь Орлова',
    'Вера Белая',
    'Иван Соколов',
    'Дмитрий Лебедев',
  ],
};

export const english: RedactionText[] = [
  {
    text: 'Call their buyer on (555) 201-3344 or 555.201.3344 ext. 12, not after five.',
    gone: ['201-3344', '201.3344'],
    stays: ['not after five'],
  },
  { text: 'He texted from 07700 900123 and then from +44 7700 900456.', gone: ['900123', '900456'] },
  { text: 'In Paris it is 01 42 68 53 00; the mobile is +33 6 12 34 56 78.', gone: ['42 68', '12 34'] },
  {
    text: 'India +91 98765 43210, Singapore +65 6123 4567, Sydney (02) 9374 4000.',
    gone: ['98765', '6123', '9374'],
  },
  {
    text: 'Invoice to 221B Baker Street, London NW1 6XE, they insisted.',
    gone: ['221B Baker Street', 'NW1 6XE'],
    stays: ['they insisted'],
  },
  {
    text: 'Ship it to 1600 Pennsylvania Avenue NW, Apt 4, Washington, DC 20500.',
    gone: ['1600 Pennsylvania'],
  },
  {
    text: 'Card 5500-0000-0000-0004, exp 12/27, was declined.',
    gone: ['5500-0000', '0004'],
    stays: ['was declined'],
  },
  { text: 'Amex 378282246310005 on file.', gone: ['378282246310005'] },
  { text: 'Wire to GB29 NWBK 6016 1331 9268 19 or GB29NWBK60161331926819.', gone: ['6016 1331', '60161331'] },
  { text: 'They typed the IBAN as fr14 2004 1010 0505 0001 3m02 606.', gone: ['2004 1010', '3m02'] },
  { text: 'Ping @jane_doe92 on Telegram or t.me/jane_doe92.', gone: ['jane_doe92'] },
  {
    text: 'The link https://app.example.com/reset?token=eyJhbGciOi.J9abc was public, also app.example.com/i/8f3kd9.',
    gone: ['eyJhbGciOi', '8f3kd9'],
    stays: ['was public'],
  },
  { text: 'Write to first.last (at) example (dot) com, she said.', gone: ['first.last (at) example'] },
  {
    text: "WILL TURNER shouted at us. Will they ever pay? Turner's lawyer called.",
    gone: ['TURNER', 'Turner'],
    stays: ['Will they ever pay'],
  },
  {
    text: 'Mark the box and mark my words, Mark Iversen said.',
    gone: ['Mark Iversen'],
    stays: ['Mark the box and mark my words'],
  },
  {
    text: 'Rose the price again? No, it rose twice, Grace Kim says with grace.',
    gone: ['Grace Kim'],
    stays: ['it rose twice', 'with grace'],
  },
  {
    text: 'The server at 192.168.12.40 went down after release 12.4.1.',
    gone: ['192.168.12.40'],
    stays: ['release 12.4.1'],
  },
  {
    text: 'On 2026-03-14 it cost 1 250 000 and 3,450.75, took 30-40 hours in 2025-2026, at 12.5 %.',
    gone: [],
    stays: ['2026-03-14', '1 250 000', '3,450.75', '30-40 hours', '2025-2026', '12.5 %'],
  },
  { text: 'SSN 123-45-6789 and passport AB1234567 stood in the chat.', gone: ['123-45-6789', 'AB1234567'] },
  {
    text: "O'Brien & Sons and Bright Harbor never paid; o’brien & sons’ bookkeeper blames NORDWIND.",
    gone: ["O'Brien", 'o’brien', 'Bright Harbor', 'NORDWIND'],
    stays: ['never paid', 'bookkeeper blames'],
  },
];

export const russian: RedactionText[] = [
  { text: 'Звоните +7 (495) 123-45-67 или 8 800 555-35-35.', gone: ['123-45', '555-35'] },
  { text: 'Его мобильный 8-916-123-45-67, рабочий 89161234567.', gone: ['916-123', '89161234567'] },
  { text: 'Короткий городской 123-45-67 тоже все знают.', gone: ['123-45-67'], stays: ['тоже все знают'] },
  { text: 'Киев +380 44 123 4567, Минск 8 (029) 123-45-67.', gone: ['123 4567', '123-45'] },
  { text: 'Казахстан: +7 701 123 45 67; Польша +48 601 234 567.', gone: ['701 123', '601 234'] },
  { text: 'Офис: ул. Ленина, д. 5, кв. 12, второй этаж.', gone: ['Ленина, д. 5'], stays: ['второй этаж'] },
  { text: 'Доставка на Невский проспект, 28, офис 401.', gone: ['Невский проспект, 28'] },
  { text: 'Карта 4276 3800 1234 5678 не прошла.', gone: ['4276 3800', '5678'], stays: ['не прошла'] },
  { text: 'Карта 2200150812345674 «Мир».', gone: ['2200150812345674'] },
  {
    text: 'Паспорт 4509 123456, ИНН 7707083893, СНИЛС 112-233-445 95.',
    gone: ['4509 123456', '7707083893', '112-233-445'],
  },
  { text: 'Счёт 40702810900000012345, БИК 044525225.', gone: ['40702810900000012345', '044525225'] },
  {
    text: 'Северному ветру отказали, с Северным ветром и Мебелью Плюс не договорились.',
    gone: ['Северному', 'ветру', 'Северным', 'ветром', 'Мебелью'],
    stays: ['не договорились'],
  },
  {
    text: 'Роза ветров тут ни при чём. Розе Мартыновой звонили трижды.',
    gone: ['Мартыновой'],
    stays: ['Роза ветров', 'звонили трижды'],
  },
  {
    text: 'Любовь к скидкам у них в крови. Любови Орловой мы писали.',
    gone: ['Орловой'],
    stays: ['Любовь к скидкам'],
  },
  { text: 'Вера в нас была. Верой Белой звали бухгалтера.', gone: ['Белой'], stays: ['Вера в нас была'] },
  {
    text: 'Ивана Соколова и Соколову из закупок мы знаем, Соколовым писали, с Иваном говорили.',
    gone: ['Ивана', 'Соколов', 'Иваном'],
  },
  {
    text: 'Пишите на ivan.sokolov@пример.рф или в телеграм @sokolov_buh.',
    gone: ['ivan.sokolov', 'sokolov_buh'],
  },
  {
    text: 'Ссылка https://crm.пример.рф/?key=AbC123xyz открыта всем.',
    gone: ['AbC123xyz'],
    stays: ['открыта всем'],
  },
  {
    text: 'Дмитрия Лебедева мы просили, Лебедеву Дмитрию писали, а решал Дима.',
    gone: ['Дмитри', 'Лебедев'],
    guessed: ['Дима'],
  },
  {
    text: 'Договор от 14.03.2026 на 1 250 000 рублей, 30-40 часов, скидка 12,5 %, 2025-2026 гг.',
    gone: [],
    stays: ['14.03.2026', '1 250 000 рублей', '30-40 часов', '12,5 %', '2025-2026'],
  },
];
