import { expect, test } from 'vitest';
import { messageProblems, viewProblems } from '../../src/sandbox/limits.ts';
import { plain } from './harness.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const option = (value: string) => ({ text: plain(value), value });
const button = (extra: object = {}) => ({ type: 'button', action_id: 'a', text: plain('Go'), ...extra });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const input = (element: object) => ({ type: 'input', label: plain('Label'), element });
const select = (extra: object) => ({ type: 'static_select', action_id: 's', ...extra });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** What is refused in a message, and the place that Slack would name. */
const REFUSED: [string, unknown[], string][] = [
  ['an unknown block', [{ type: 'paragraph' }], '/blocks/0/type'],
  ['an unknown key', [{ ...section('x'), colour: 'red' }], '/blocks/0'],
  ['a section without text', [{ type: 'section' }], '/blocks/0'],
  ['an empty text', [section('')], '/blocks/0/text/text'],
  ['a section of 3,001 characters', [section('x'.repeat(3_001))], '/blocks/0/text/text'],
  [
    '11 fields',
    [{ type: 'section', fields: many(11, () => ({ type: 'mrkdwn', text: 'x' })) }],
    '/blocks/0/fields',
  ],
  ['a formatted header', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }], '/blocks/0/text/type'],
  ['a header of 151 characters', [{ type: 'header', text: plain('x'.repeat(151)) }], '/blocks/0/text/text'],
  ['51 blocks', many(51, () => section('x')), '/blocks'],
  ['26 buttons', [actions(...many(26, (index) => button({ action_id: `a${index}` })))], '/blocks/0/elements'],
  ['no buttons', [actions()], '/blocks/0/elements'],
  [
    'a button text of 76 characters',
    [actions(button({ text: plain('x'.repeat(76)) }))],
    '/blocks/0/elements/0/text/text',
  ],
  [
    'a button value of 2,001 characters',
    [actions(button({ value: 'x'.repeat(2_001) }))],
    '/blocks/0/elements/0/value',
  ],
  ['a numeric button value', [actions(button({ value: 7 }))], '/blocks/0/elements/0/value'],
  ['a third button style', [actions(button({ style: 'default' }))], '/blocks/0/elements/0/style'],
  [
    'a confirmation text of 301 characters',
    [actions(button({ confirm: { text: plain('x'.repeat(301)) } }))],
    '/blocks/0/elements/0/confirm/text/text',
  ],
  ['the same action_id twice in a block', [actions(button(), button())], '/blocks/0'],
  [
    'the same block_id twice',
    [
      { ...section('x'), block_id: 'b' },
      { ...section('y'), block_id: 'b' },
    ],
    '/blocks',
  ],
  ['a select without options', [actions(select({}))], '/blocks/0/elements/0'],
  [
    '101 options',
    [actions(select({ options: many(101, (index) => option(`o${index}`)) }))],
    '/blocks/0/elements/0/options',
  ],
  [
    'an option value of 76 characters',
    [actions(select({ options: [{ text: plain('x'), value: 'x'.repeat(76) }] }))],
    '/blocks/0/elements/0/options/0/value',
  ],
  [
    'an initial option that is not offered',
    [actions(select({ options: [option('a')], initial_option: option('b') }))],
    '/blocks/0/elements/0',
  ],
  [
    'an initial option with another text',
    [actions(select({ options: [option('a')], initial_option: { text: plain('A'), value: 'a' } }))],
    '/blocks/0/elements/0',
  ],
  [
    '11 checkboxes',
    [
      actions({
        type: 'checkboxes',
        action_id: 'c',
        options: many(11, (index) => option(`o${index}`)),
      }),
    ],
    '/blocks/0/elements/0/options',
  ],
  [
    '6 overflow options',
    [actions({ type: 'overflow', action_id: 'o', options: many(6, (index) => option(`o${index}`)) })],
    '/blocks/0/elements/0/options',
  ],
  [
    '11 context elements',
    [{ type: 'context', elements: many(11, () => ({ type: 'mrkdwn', text: 'x' })) }],
    '/blocks/0/elements',
  ],
  [
    'an input inside actions',
    [actions({ type: 'plain_text_input', action_id: 'p' })],
    '/blocks/0/elements/0/type',
  ],
  ['an image without alt_text', [{ type: 'image', image_url: 'https://example.com/a.png' }], '/blocks/0'],
  [
    'a number field outside a modal',
    [input({ type: 'number_input', action_id: 'n', is_decimal_allowed: false })],
    '/blocks/0/element/type',
  ],
  [
    'min_length over max_length',
    [input({ type: 'plain_text_input', action_id: 'p', min_length: 9, max_length: 3 })],
    '/blocks/0/element',
  ],
  [
    'a table of 101 rows',
    [{ type: 'table', rows: many(101, () => [{ type: 'raw_text', text: 'x' }]) }],
    '/blocks/0/rows',
  ],
];

test.each(REFUSED)('%s is refused, and the place is named', (_, blocks, pointer) => {
  const problem = messageProblems(blocks);
  expect(problem?.code).toBe('invalid_blocks');
  expect(problem?.messages.some((message) => message.endsWith(`[json-pointer:${pointer}]`))).toBe(true);
});

test('everything at its limit is taken', () => {
  const blocks = [
    section('x'.repeat(3_000)),
    { type: 'header', text: plain('x'.repeat(150)) },
    { type: 'divider', block_id: 'd'.repeat(255) },
    { type: 'context', elements: many(10, () => ({ type: 'mrkdwn', text: 'x' })) },
    actions(...many(25, (index) => button({ action_id: `a${index}`, text: plain('x'.repeat(75)) }))),
    actions(select({ options: many(100, (index) => option(`o${index}`)), initial_option: option('o99') }), {
      type: 'overflow',
      action_id: 'o',
      options: many(5, (index) => option(`o${index}`)),
    }),
    input({ type: 'plain_text_input', action_id: 'p', max_length: 3_000 }),
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
    },
  ];
  expect(messageProblems(blocks)).toBeNull();
  expect(messageProblems(many(50, () => section('x')))).toBeNull();
});

test('a message with too much text in its blocks is too long', () => {
  expect(messageProblems(many(5, () => section('x'.repeat(3_000))))?.code).toBe('msg_blocks_too_long');
});

const modal = (extra: object = {}) => ({
  type: 'modal',
  title: plain('Title'),
  blocks: [section('x')],
  ...extra,
});
const field = input({ type: 'plain_text_input', action_id: 'p' });

const REFUSED_VIEWS: [string, object, string][] = [
  ['a title of 25 characters', modal({ title: plain('x'.repeat(25)) }), '/view/title/text'],
  ['a modal without title', { type: 'modal', blocks: [] }, '/view'],
  ['an input without submit', modal({ blocks: [field] }), '/view'],
  ['101 blocks', modal({ blocks: many(101, () => section('x')) }), '/view/blocks'],
  [
    'private_metadata of 3,001 characters',
    modal({ private_metadata: 'x'.repeat(3_001) }),
    '/view/private_metadata',
  ],
  ['an unknown key', modal({ submit_disabled: true }), '/view'],
  ['a markdown block', modal({ blocks: [{ type: 'markdown', text: 'x' }] }), '/view/blocks/0/type'],
  ['a home view', { type: 'home', blocks: [] }, '/view/type'],
];

test.each(REFUSED_VIEWS)('a modal with %s is refused, and the place is named', (_, view, pointer) => {
  const problem = viewProblems(view, 'modal');
  expect(problem?.code).toBe('invalid_arguments');
  expect(problem?.messages.some((message) => message.endsWith(`[json-pointer:${pointer}]`))).toBe(true);
});

test('a modal with an input and a submit button is taken, a Home tab with a submit button is not', () => {
  expect(viewProblems(modal({ blocks: [field], submit: plain('Save') }), 'modal')).toBeNull();
  expect(viewProblems({ type: 'home', blocks: [section('x')] }, 'home')).toBeNull();
  expect(viewProblems({ type: 'home', blocks: [], submit: plain('Save') }, 'home')?.code).toBe(
    'invalid_arguments',
  );
});

test('a view of more than 250 KB is too large', () => {
  const blocks = many(90, () => section('x'.repeat(3_000)));
  expect(viewProblems(modal({ blocks }), 'modal')?.code).toBe('view_too_large');
});
