import { expect, test } from 'vitest';
import { readTyped } from '../../src/interview/reading.ts';
import type { Question } from '../../src/scripts/script.ts';
import type { Language } from '../../src/text/language.ts';

const asking = (type: Question['type']): Question =>
  ({
    key: 'q',
    ask: { en: { any: 'Q?' } },
    type,
    options:
      type === 'yesno'
        ? [
            { value: 'yes', label: { en: 'Yes', ru: 'Да' } },
            { value: 'no', label: { en: 'No', ru: 'Нет' } },
          ]
        : [],
    validate: { min: null, max: null },
  }) as unknown as Question;
const read = (type: Question['type'], typed: string, language: Language) => {
  const reading = readTyped(asking(type), typed, language);
  return reading.ok
    ? 'value' in reading.given
      ? reading.given.value
      : reading.given.state
    : reading.refusal.code;
};

const typed: [Question['type'], string, unknown][] = [
  ['money', '1 200,50', 1200.5],
  ['money', '1 200,50 ₽', 1200.5],
  ['money', '40 тыс. руб.', 40_000],
  ['money', '1,5 млн', 1_500_000],
  ['money', '$1,200.50', 1200.5],
  ['number', 'около 12', 12],
  ['number', 'полтора', 1.5],
  ['duration', '3 дня', 24],
  ['duration', '5 дней', 40],
  ['duration', 'полтора часа', 1.5],
  ['duration', 'полчаса', 0.5],
  ['duration', 'полдня', 4],
  ['duration', 'неделя', 40],
  ['duration', 'день', 8],
  ['duration', '1 час 30 минут', 1.5],
  ['duration', 'half a day', 4],
  ['duration', 'a week', 40],
  ['duration', '3 days', 24],
  ['date', '31.05.2026', '2026-05-31'],
  ['date', '2026-05-31', '2026-05-31'],
  ['yesno', 'да', 'yes'],
  ['yesno', 'Нет.', 'no'],
  ['yesno', 'yes', 'yes'],
  ['text', 'не знаю', 'dont_know'],
  ['number', 'понятия не имею', 'dont_know'],
  ['number', 'don’t know', 'dont_know'],
];

test.for(typed)('a %s answer “%s” is understood whatever the interface speaks', ([type, words, value]) => {
  for (const language of ['en', 'ru'] as const) expect(read(type, words, language)).toBe(value);
});

test('a number that means two things in two countries is asked for once more', () => {
  expect(read('money', '1.200', 'ru')).toBe('ambiguous');
  expect(read('money', '1,200', 'ru')).toBe('ambiguous');
});
