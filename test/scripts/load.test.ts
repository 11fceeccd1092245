import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadScripts, readScript, ScriptsRefused } from '../../src/scripts/load.ts';
import { longestPath } from '../../src/scripts/path.ts';

const head = 'id: x\nversion: 1\ntitle: T\ncase: none\n';
const script = (questions: string) => `${head}questions:\n${questions}`;
const faults = (text: string) => readScript(text).faults.map(({ line, message }) => `${line}: ${message}`);

function folderOf(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'mismatch-scripts-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  try {
    loadScripts(folder);
    return [];
  } catch (error) {
    if (!(error instanceof ScriptsRefused)) throw error;
    return error.message.replaceAll(`${folder}/`, '').split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the shipped scripts are sound: eight screens, four screens, the same traits in both', () => {
  const scripts = loadScripts('prompts/scripts');
  const [comparable, problem] = [
    scripts.find(({ case: kind }) => kind === 'comparison')!,
    scripts.find(({ case: kind }) => kind === 'problem')!,
  ];
  expect(longestPath(problem)).toBe(8);
  expect(longestPath(comparable)).toBe(4);
  const shared = comparable.questions.filter(({ level }) => level === 'macro' || level === 'subtle');
  for (const question of shared) expect(problem.questions).toContainEqual(question);
  expect(shared.length).toBe(8);
});

test('every question and option of the shipped scripts is worded in English and Russian', () => {
  for (const { questions, title } of loadScripts('prompts/scripts')) {
    expect(title.ru).toBeTruthy();
    for (const { ask, options, key } of questions) {
      expect(Object.keys(ask), key).toEqual(['en', 'ru']);
      expect(Object.keys(ask.ru!).sort(), key).toEqual(Object.keys(ask.en!).sort());
      for (const { label, value } of options) expect(label.ru, `${key} ${value}`).toBeTruthy();
    }
  }
});

test('the reserved dimensions have the reserved values and levels', () => {
  const { questions } = loadScripts('prompts/scripts').find(({ id }) => id === 'problem-customer')!;
  const of = (key: string) => questions.find(({ dimension }) => dimension === key)!;
  expect(of('fault').options.map(({ value }) => value)).toEqual(['ours', 'theirs', 'both']);
  expect(of('misfit').options.map(({ value }) => value)).toEqual([
    'no_budget',
    'no_authority',
    'wrong_need',
    'out_of_reach',
    'never_meant_to_buy',
    'none',
  ]);
  for (const key of ['fault', 'misfit', 'visible_before_sale', 'take_again'])
    expect(of(key).level).toBe('outcome');
  for (const key of ['cost_time', 'cost_money', 'cost_staff', 'cost_reputation', 'hours_to_close'])
    expect(of(key).level).toBe('cost');
  expect(of('main_trouble')).toMatchObject({ level: 'macro', observable: 'after_sale' });
});

test('a file with only the required keys is a script with every default', () => {
  const read = readScript(
    script(
      '  - key: size\n    ask: How big?\n    type: choice\n    options: [1, 2, big]\n    level: macro\n',
    ),
  );
  expect(read.faults).toEqual([]);
  expect(read.script).toEqual({
    id: 'x',
    version: 1,
    title: { en: 'T' },
    audience: [],
    case: 'none',
    rotate: {},
    questions: [
      {
        key: 'size',
        ask: { en: { any: 'How big?' } },
        type: 'choice',
        options: ['1', '2', 'big'].map((value) => ({ value, label: { en: value } })),
        askIf: {},
        screen: null,
        required: false,
        validate: { min: null, max: null },
        probe: null,
        dimension: 'size',
        level: 'macro',
        observable: 'after_sale',
        protected: false,
      },
    ],
  });
});

test('a script about a case that names no customer asks for one first', () => {
  const { script: read } = readScript(
    script('  - { key: a, ask: A, type: text }\n').replace('case: none', 'case: problem'),
  );
  expect(read?.questions.map(({ key, type }) => [key, type])).toEqual([
    ['customer', 'customer'],
    ['a', 'text'],
  ]);
});

test('yes or no, a scale and its limits bring their own options', () => {
  const { script: read } = readScript(
    script(
      '  - { key: a, ask: A, type: yesno }\n  - { key: b, ask: B, type: scale }\n  - { key: c, ask: C, type: scale, validate: { min: 0, max: 2 } }\n',
    ),
  );
  expect(read?.questions.map(({ options }) => options.map(({ value }) => value))).toEqual([
    ['yes', 'no'],
    ['1', '2', '3', '4', '5'],
    ['0', '1', '2'],
  ]);
});

test('rotate may stand with the screens, in the screen, or beside it', () => {
  const question = (key: string, screen: string) => `  - { key: ${key}, ask: A, type: text, ${screen} }\n`;
  const rotate = (text: string) => readScript(text).script?.rotate;
  expect(
    rotate(
      `screens: { s: { rotate: 1 } }\n${script(question('a', 'screen: s') + question('b', 'screen: s'))}`,
    ),
  ).toEqual({ s: 1 });
  expect(
    rotate(script(question('a', 'screen: { name: s, rotate: 1 }') + question('b', 'screen: s'))),
  ).toEqual({ s: 1 });
  expect(rotate(script(question('a', 'screen: s, rotate: 1') + question('b', 'screen: s')))).toEqual({
    s: 1,
  });
  expect(
    faults(script(question('a', 'screen: s, rotate: 1') + question('b', 'screen: s, rotate: 2')))[0],
  ).toMatch(/two different numbers/);
});

test.each<[string, string, RegExp]>([
  ['broken YAML', `${head}questions:\n  - key: "a\n`, /^\d+: This is not YAML/],
  ['an empty file', '', /^1: A script must have id, version/],
  [
    'a key that is not known',
    script('  - { key: a, ask: A, type: text, colour: red }\n'),
    /^6: "colour" is not known here: correct/,
  ],
  [
    'a top-level key that is not known',
    `${script('  - { key: a, ask: A, type: text }\n')}foo: 1\n`,
    /^7: "foo" is not known here/,
  ],
  [
    'a missing version',
    script('  - { key: a, ask: A, type: text }\n').replace('version: 1\n', ''),
    /^1: version is missing: it must be a whole number/,
  ],
  [
    'an unknown type',
    script('  - key: a\n    ask: A\n    type: chioce\n'),
    /^8: type must be one of text, choice/,
  ],
  [
    'a key used twice',
    script('  - { key: a, ask: A, type: text }\n  - { key: a, ask: B, type: text }\n'),
    /^7: The key "a" is used twice/,
  ],
  [
    'a choice without options',
    script('  - { key: a, ask: A, type: choice }\n'),
    /^6: "a" is a choice without options: add/,
  ],
  [
    'a reference to a later question',
    script(
      '  - key: a\n    ask: A\n    type: text\n    ask_if: { b: [yes] }\n  - { key: b, ask: B, type: yesno }\n',
    ),
    /^9: ask_if names "b", which is asked later/,
  ],
  [
    'a reference to a missing question',
    script('  - key: a\n    ask: A\n    type: text\n    ask_if: { z: [yes] }\n'),
    /^9: ask_if names "z", and there is no such question/,
  ],
  [
    'a condition that can never hold',
    script(
      '  - { key: a, ask: A, type: yesno }\n  - key: b\n    ask: B\n    type: text\n    ask_if: { a: [maybe] }\n',
    ),
    /^10: "a" can never be "maybe": use one of yes, no/,
  ],
  [
    'a condition on free text',
    script(
      '  - { key: a, ask: A, type: text }\n  - key: b\n    ask: B\n    type: text\n    ask_if: { a: [x] }\n',
    ),
    /^10: "a" is a text question: ask_if needs one with options/,
  ],
  [
    'a label over 75 characters',
    script(`  - key: a\n    ask: A\n    type: choice\n    options:\n      - ok\n      - ${'x'.repeat(76)}\n`),
    /^11: "x{40}…" has 76 characters; Slack shows 75/,
  ],
  [
    'more than 100 options',
    script(
      `  - key: a\n    ask: A\n    type: choice\n    options: [${Array.from({ length: 101 }, (_, n) => n).join(', ')}]\n`,
    ),
    /^9: There are 101 options; Slack shows at most 100/,
  ],
  [
    'an option twice',
    script('  - key: a\n    ask: A\n    type: choice\n    options: [x, x]\n'),
    /^9: The option "x" stands here twice/,
  ],
  [
    'a screen that is left and used again',
    script(
      '  - { key: a, ask: A, type: text, screen: s }\n  - { key: b, ask: B, type: text }\n  - { key: c, ask: C, type: text, screen: s }\n',
    ),
    /^8: The screen "s" was left and is used again/,
  ],
  [
    'a screen that no question is on',
    `screens: { s: { rotate: 1 } }\n${script('  - { key: a, ask: A, type: text }\n')}`,
    /^1: No question is on the screen "s"/,
  ],
  [
    'limits that allow nothing',
    script('  - { key: a, ask: A, type: number, validate: { min: 5, max: 1 } }\n'),
    /^6: validate allows nothing/,
  ],
  [
    'a follow-up on a choice',
    script('  - { key: a, ask: A, type: yesno, probe: { max: 1 } }\n'),
    /^6: Only a text question can be followed up/,
  ],
  [
    'two questions for the customer',
    script('  - { key: a, ask: A, type: customer }\n  - { key: b, ask: B, type: customer }\n'),
    /^7: This is the second question of type customer/,
  ],
  [
    'a comma inside an unquoted text',
    script('  - { key: a, ask: { en: One, two or three }, type: text }\n'),
    /^6: "two or three" is not known here: if it is part of a text with a comma, put the text in quotes/,
  ],
])('%s is refused with its line and what to do, in Russian as well', (_, text, expected) => {
  expect(faults(text).join('\n')).toMatch(expected);
  const inRussian = readScript(text, 'ru').faults;
  expect(inRussian.map(({ line }) => line)).toEqual(readScript(text).faults.map(({ line }) => line));
  for (const { message } of inRussian) expect(message).toMatch(/^[^.]*\p{Script=Cyrillic}{3}/u);
});

test('a longest way of 13 screens is advised against and can be used, 13 that exclude each other are fine', () => {
  const asked = (n: number, more = '') => `  - { key: q${n}, ask: A, type: text${more} }\n`;
  const thirteen = Array.from({ length: 13 }, (_, n) => asked(n));
  const long = readScript(script(thirteen.join('')));
  expect(long.advice).toMatchObject([
    { line: 5, message: expect.stringMatching(/^The longest way through has 13 screens/) },
  ]);
  expect(long.faults).toEqual([]);
  expect(long.script?.questions).toHaveLength(13);
  const gate = '  - { key: gate, ask: A, type: yesno }\n';
  const split = thirteen.map((_, n) => asked(n, `, ask_if: { gate: [${n % 2 ? 'yes' : 'no'}] }`));
  expect(readScript(script(gate + split.join('')))).toMatchObject({ faults: [], advice: [] });
});

test('a screen too large for one of Slack’s forms is refused', () => {
  const options = Array.from({ length: 100 }, (_, n) => `${n}${'x'.repeat(70)}`).join(', ');
  const asked = Array.from(
    { length: 12 },
    (_, n) => `  - { key: q${n}, ask: A, type: choice, screen: s, options: [${options}] }\n`,
  );
  expect(faults(script(asked.join(''))).join()).toMatch(/^6: The screen "s" is too much for one form/);
});

test('all faults of all files are told at once', () => {
  const lines = folderOf({
    'a.yaml': script('  - { key: a, ask: A, type: nope }\n  - { key: b, ask: B, type: choice }\n'),
    'b.yaml': 'id: y\n',
    'c.yml': script('  - { key: a, ask: A, type: text }\n'),
    'd.yaml': script('  - { key: a, ask: A, type: text }\n'),
    'notes.txt': 'not a script',
  });
  expect(lines.map((line) => line.split(': ', 1)[0])).toEqual([
    'a.yaml:6',
    'a.yaml:7',
    'b.yaml:1',
    'b.yaml:1',
    'b.yaml:1',
    'b.yaml:1',
    'd.yaml:1',
  ]);
  expect(lines.at(-1)).toMatch(/Another file has the id "x" too/);
});

test('no scripts at all is refused, and so is a folder that is not there', () => {
  expect(folderOf({})[0]).toMatch(/There is no script in this folder/);
  expect(() => loadScripts('does/not/exist')).toThrow(/cannot be read/);
});
