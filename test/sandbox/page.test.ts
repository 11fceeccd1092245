import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { growth } from '../effort.ts';

type Node = { type: string; text?: string; url?: string; children?: Node[]; [key: string]: unknown };

/** The page is plain JavaScript for browsers; its pure modules load here as they are. */
const pageModule = (name: string): Promise<unknown> =>
  import(new URL(`../../src/sandbox/page/${name}`, import.meta.url).href);

const { parseMrkdwn, parseInline } = (await pageModule('mrkdwn.js')) as {
  parseMrkdwn(text: string): Node[];
  parseInline(text: string): Node[];
};
const { parseMarkdown } = (await pageModule('markdown.js')) as { parseMarkdown(text: string): Node[] };
const { formatDateTokens, dayName } = (await pageModule('dates.js')) as {
  formatDateTokens(
    unix: number,
    format: string,
    place: { locale: string; tz: string },
    nowMs: number,
  ): string;
  dayName(ms: number, nowMs: number, place: { locale: string; tz: string }): string;
};
const { initialValue, inputsOf, stateValue } = (await pageModule('values.js')) as {
  initialValue(element: object): unknown;
  inputsOf(blocks: object[]): Iterable<{ blockId: string; actionId: string }>;
  stateValue(element: object, bare: unknown): unknown;
};

const { WORDS } = (await pageModule('words.js')) as { WORDS: Record<'en' | 'ru', Record<string, unknown>> };

const text = (value: string): Node => ({ type: 'text', text: value });

/** Every node of a tree, lists included. */
function allNodes(nodes: Node[]): Node[] {
  return nodes.flatMap((node) => {
    const items = (node.items as { children: Node[] }[] | undefined)?.flatMap((item) => item.children) ?? [];
    return [node, ...allNodes([...(node.children ?? []), ...items])];
  });
}

test('bold, italic and strike nest', () => {
  expect(parseInline('*a _b ~c~_*')).toEqual([
    {
      type: 'bold',
      children: [
        text('a '),
        { type: 'italic', children: [text('b '), { type: 'strike', children: [text('c')] }] },
      ],
    },
  ]);
});

test.each([
  '2*3*4',
  'snake_case_name',
  '* not bold *',
  '*open',
  'a ~ b ~ c',
  '**',
  '*one\ntwo*',
])('marks inside words, beside blanks or over lines stay as typed: %s', (source) => {
  expect(parseInline(source)).toEqual([text(source)]);
});

test('a mark without an end does not spoil the next line', () => {
  expect(parseInline('*open\n*closed*').at(-1)).toEqual({ type: 'bold', children: [text('closed')] });
});

test('code keeps its words as they are', () => {
  expect(parseInline('`*a* :wave: &lt;b&gt;`')).toEqual([{ type: 'code', text: '*a* :wave: <b>' }]);
});

test('a fence, a quote, a list and a paragraph are blocks', () => {
  const blocks = parseMrkdwn('Hello\n&gt; said she\n• one\n  • two\n3. three\n```\n*raw*\n```\nEnd');
  expect(blocks.map((block) => block.type)).toEqual(['paragraph', 'quote', 'list', 'pre', 'paragraph']);
  expect(blocks[2]).toMatchObject({
    items: [
      { marker: '•', indent: 0 },
      { marker: '•', indent: 1 },
      { marker: '3.', indent: 0 },
    ],
  });
  expect(blocks[3]).toEqual({ type: 'pre', text: '*raw*' });
});

test('a triple quote takes the rest', () => {
  expect(parseMrkdwn('a\n&gt;&gt;&gt;b\nc')[1]).toEqual({ type: 'quote', children: [text('b\nc')] });
});

test('mentions, channels, broadcasts and dates are nodes of their own', () => {
  const source = '<@U0ANNA> <#C0SALES|sales> <!channel> <!subteam^S1|@team> <!date^1700000000^{date}|then>';
  expect(parseInline(source).filter((node) => node.type !== 'text')).toEqual([
    { type: 'user', id: 'U0ANNA', label: null },
    { type: 'channel', id: 'C0SALES', label: 'sales' },
    { type: 'broadcast', name: 'channel' },
    { type: 'broadcast', name: 'team' },
    { type: 'date', unix: 1_700_000_000, format: '{date}', url: null, fallback: 'then' },
  ]);
});

test('links have their label, and bare addresses become links', () => {
  expect(parseInline('<https://a.example/?x=1&amp;y=2|A &amp; B>, https://b.example/c.')).toEqual([
    { type: 'link', url: 'https://a.example/?x=1&y=2', text: 'A & B' },
    text(', '),
    { type: 'link', url: 'https://b.example/c', text: 'https://b.example/c' },
    text('.'),
  ]);
});

test('every shortcode that the bot writes is drawn', async () => {
  const { emojiFor } = await import('../../src/sandbox/page/emoji.js' as string);
  const files = ['en', 'ru'].flatMap((language) =>
    readdirSync(`src/text/${language}`).map((name) => `src/text/${language}/${name}`),
  );
  const written = files.flatMap((file) => readFileSync(file, 'utf8').match(/:[a-z][a-z_]{2,}:/g) ?? []);
  expect(written.length).toBeGreaterThan(0);
  expect(written.filter((code) => emojiFor(code.slice(1, -1)) === null)).toEqual([]);
});

test('known shortcodes become emoji, unknown ones and clock times do not', () => {
  expect(parseInline(':tada: :no_such: 10:30:45')).toEqual([
    { type: 'emoji', name: 'tada', char: '🎉' },
    text(' :no_such: 10:30:45'),
  ]);
});

test('entities are undone once', () => {
  expect(parseInline('&amp;lt;!channel&amp;gt; &quot;')).toEqual([text('&lt;!channel&gt; &quot;')]);
  expect(parseInline('&lt;!channel&gt;')).toEqual([text('<!channel>')]);
});

const ATTACKS = [
  '<script>alert(1)</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<javascript:alert(1)|click>',
  '<JavaScript:alert(1)>',
  '<data:text/html,x|click>',
  '<vbscript:x|click>',
  '<!date^1^{date}^javascript:alert(1)|x>',
  '<img src=x onerror=alert(1)>',
  '*<javascript:alert(1)|click>*',
  '&gt; <java\tscript:alert(1)|click>',
];

test.each(ATTACKS)('what somebody wrote never becomes a link that runs or an element: %s', (source) => {
  for (const node of [...allNodes(parseMrkdwn(source)), ...allNodes(parseMarkdown(`[click](${source})`))]) {
    expect(node.url ?? 'https://none').toMatch(/^(https?:\/\/|mailto:|tel:)/i);
    expect(node).not.toHaveProperty('html');
  }
});

test('no module of the page writes markup from strings', () => {
  const folder = new URL('../../src/sandbox/page/', import.meta.url);
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.js'))) {
    const source = readFileSync(new URL(name, folder), 'utf8');
    expect(source, name).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\.write|eval\(/,
    );
  }
});

test.each([
  '*a ',
  '_a*~ ',
  '<a',
  '`',
  ':a',
  '*_~',
  '&gt; *a\n',
  '<@U',
  'http://',
])('40,000 characters of the marks %j are parsed at once', (piece) => {
  const text = (length: number) => piece.repeat(length / piece.length);
  expect(growth(parseMrkdwn, text(5_000), text(40_000))).toBeLessThan(24);
});

test('Markdown headings, lists, links and fences are understood', () => {
  const blocks = parseMarkdown('# Title\n\n**bold** [a](https://a.example)\n- one\n- two\n\n```js\nx\n```');
  expect(blocks.map((block) => block.type)).toEqual(['heading', 'paragraph', 'list', 'pre']);
  expect(blocks[1]?.children?.[0]).toEqual({ type: 'bold', children: [text('bold')] });
});

test('dates are written for the reader’s place', () => {
  const place = { locale: 'en-GB', tz: 'Europe/Berlin' };
  const unix = Date.UTC(2026, 2, 1, 23, 30) / 1000;
  const now = unix * 1000 + 60_000;
  expect(formatDateTokens(unix, '{date} at {time}', place, now)).toMatch(/^2 March 2026 at 0?0:30$/);
  expect(formatDateTokens(unix, '{date_short_pretty}, {ago}, {nonsense}', place, now)).toBe(
    'today, 1 minute ago, {nonsense}',
  );
  expect(dayName(unix * 1000, now + 86_400_000, place)).toBe('Yesterday');
  expect(dayName(unix * 1000, now + 86_400_000, { ...place, locale: 'ru-RU' })).toBe('Вчера');
});

test('the page says in Russian all that it says in English, each with its figures', () => {
  const shape = (words: Record<string, unknown>) =>
    Object.entries(words).map(([key, value]) => {
      if (typeof value === 'function') return [key, String(value(7)).includes('7')];
      return [key, typeof value === 'string' ? null : Object.keys(value as object)];
    });
  expect(shape(WORDS.ru)).toEqual(shape(WORDS.en));
});

test('an input starts with what the app put there, in Slack’s shape', () => {
  const option = { text: { type: 'plain_text', text: 'A' }, value: 'a' };
  expect(initialValue({ type: 'plain_text_input', initial_value: 'x' })).toEqual({
    type: 'plain_text_input',
    value: 'x',
  });
  expect(initialValue({ type: 'static_select', initial_option: option })).toEqual({
    type: 'static_select',
    selected_option: option,
  });
  expect(initialValue({ type: 'multi_users_select' })).toEqual({
    type: 'multi_users_select',
    selected_users: [],
  });
  expect(stateValue({ type: 'number_input' }, '')).toEqual({ type: 'number_input', value: null });
});

test('inputs are found in input, section and actions blocks, buttons are none', () => {
  const field = (action_id: string) => ({ type: 'plain_text_input', action_id });
  const blocks = [
    { type: 'input', block_id: 'one', element: field('a') },
    { type: 'section', block_id: 'two', accessory: { type: 'users_select', action_id: 'b' } },
    {
      type: 'actions',
      block_id: 'three',
      elements: [
        { type: 'button', action_id: 'no' },
        { type: 'datepicker', action_id: 'c' },
      ],
    },
    { type: 'divider' },
  ];
  expect([...inputsOf(blocks)].map(({ blockId, actionId }) => `${blockId}/${actionId}`)).toEqual([
    'one/a',
    'two/b',
    'three/c',
  ]);
});
