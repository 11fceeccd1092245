import { expect, test } from 'vitest';
import { readScript } from '../../src/scripts/load.ts';
import { traitIn } from '../../src/scripts/sensitive.ts';

const head = 'id: t\nversion: 1\ntitle: T\ncase: none\nquestions:\n';
const found = (questions: string, header = head) => {
  const { faults, advice } = readScript(header + questions);
  return {
    faults: faults.map(({ line, message }) => `${line}: ${message}`),
    advice: advice.map(({ line, message }) => `${line}: ${message}`),
  };
};

test('a question about a protected trait has to be marked, whatever it is recognised by', () => {
  const unmarked = [
    '  - { key: contact_age, ask: Roughly?, type: number }\n',
    '  - { key: x, dimension: religion, ask: What is it?, type: text }\n',
    '  - { key: x, ask: Are they married?, type: yesno }\n',
    '  - { key: x, ask: { en: Which?, ru: "Какой национальности ваш контакт?" }, type: text }\n',
    '  - { key: x, ask: Who is it?, type: choice, options: [male, female] }\n',
    '  - { key: x, ask: { en: { sales: "How old are they?", any: "Tell us" } }, type: number }\n',
  ];
  for (const question of unmarked) {
    const { faults } = found(question);
    expect(faults[0], question).toMatch(/^6: This asks about .*add protected: true/);
    expect(found(question.replace(' }\n', ', protected: true }\n')).faults, question).toEqual([]);
  }
});

test('what only sounds like a protected trait is left alone, and what is taken for one wrongly can be said so', () => {
  const texts = [
    'How old is their company?',
    'What is the age of the contract?',
    'company age',
    'Полный ли комплект они купили?',
    'Сколько лет вашей компании?',
    'Сколько лет они с нами работают?',
    'Did we have a race condition there?',
    'Did they act in good faith?',
    'What is the account health score?',
    'Which lead generation channel?',
    'Ценовая политика подошла?',
    'In what stage was the message on the page?',
  ];
  for (const text of texts) expect(traitIn(text), text).toBeNull();
  expect(
    found(
      '  - { key: x, ask: Which industry?, type: choice, options: [retail, healthcare, church supplies] }\n',
    ).faults,
  ).toEqual([]);
  const sounds = '  - { key: x, ask: How many female leads came?, type: number, protected: false }\n';
  expect(found(sounds).faults).toEqual([]);
  const named = '  - { key: gender, ask: Which?, type: text, protected: false }\n';
  expect(found(named).faults).toHaveLength(1);
});

test('conditions that contradict each other through a chain are found, and what hangs on them', () => {
  const { faults } = found(
    [
      '  - { key: a, ask: A, type: choice, options: [x, y] }',
      '  - { key: b, ask: B, type: yesno, ask_if: { a: [x] } }',
      "  - { key: c, ask: C, type: yesno, ask_if: { b: ['yes'], a: [y] } }",
      "  - { key: d, ask: D, type: text, ask_if: { c: ['yes'] } }",
      '',
    ].join('\n'),
  );
  expect(faults).toEqual([
    '8: "c" can never be shown: it needs "a" to be x (in "b") and y (in "c") at once. Correct ask_if or remove the question.',
    '9: "d" can never be shown: it hangs on "c", which is never shown. Correct ask_if or remove the question.',
  ]);
});

test('several answers at once can hold for a question with several', () => {
  const { faults } = found(
    [
      '  - { key: a, ask: A, type: multi, options: [x, y] }',
      '  - { key: b, ask: B, type: yesno, ask_if: { a: [x] } }',
      "  - { key: c, ask: C, type: yesno, ask_if: { b: ['yes'], a: [y] } }",
      '',
    ].join('\n'),
  );
  expect(faults).toEqual([]);
});

test('a chain that does not fit on its rotating screen is never shown', () => {
  const { faults } = found(
    [
      '  - { key: a, ask: A, type: yesno, screen: { name: s, rotate: 1 } }',
      "  - { key: b, ask: B, type: text, ask_if: { a: ['yes'] }, screen: s }",
      '',
    ].join('\n'),
  );
  expect(faults[0]).toMatch(
    /^7: "b" can never be shown: it hangs on other questions of its screen, and rotate asks only 1/,
  );
});

test('rotate beyond the questions of a screen is a fault', () => {
  const { faults } = found('  - { key: a, ask: A, type: text, screen: { name: s, rotate: 3 } }\n');
  expect(faults[0]).toMatch(/^6: The screen "s" is to ask 3 of its questions and has only 1/);
});

test('a slip is answered with what was probably meant', () => {
  expect(found('  - { key: a, ask: A, tipe: text, type: text }\n').faults[0]).toContain('did you mean type?');
  const { faults } = found(
    "  - { key: budget_fit, ask: A, type: yesno }\n  - { key: b, ask: B, type: text, ask_if: { budget_fti: ['yes'] } }\n",
  );
  expect(faults[0]).toContain('did you mean "budget_fit"?');
});

test('a missing translation is named where the rest is translated; plain texts stand for every language', () => {
  const both =
    '  - { key: a, ask: { en: A, ru: А }, type: choice, options: [{ value: x, label: { en: X } }, y] }\n';
  expect(found(both)).toEqual({
    faults: [],
    advice: ['6: The Russian text is missing here, and other texts of this script have one: add ru.'],
  });
  expect(found('  - { key: a, ask: { en: A }, type: text }\n').advice).toEqual([]);
});

test('a file with the fewest fields is a script, and its texts are followed up', () => {
  const { script, faults, advice } = readScript(
    `${head}  - { key: why, ask: Why?, type: text, level: none }\n  - { key: size, ask: Size?, type: choice, options: [small, large], level: macro }\n`,
  );
  expect([faults, advice]).toEqual([[], []]);
  expect(script?.questions.map(({ probe }) => probe)).toEqual([{ max: 1, when: 'vague', goal: '' }, null]);
});
