import { expect, test } from 'vitest';
import { advance, decide, type Input } from '../../src/interview/interview.ts';
import { awaitingWords, isBeingWorded } from '../../src/interview/probe.ts';
import { currentScreen, positionOf, visibleQuestions } from '../../src/interview/progress.ts';
import type { Interview } from '../../src/interview/state.ts';
import type { Question } from '../../src/scripts/script.ts';
import { begun, NOW, question, script } from './scripts.ts';

const take = (interview: Interview, input: Input) => advance(interview, input, NOW).interview;
const say = (interview: Interview, text: string, messageTs = text) =>
  take(interview, { kind: 'text', text, messageTs });
const followed = (probe: Partial<NonNullable<Question['probe']>> = {}) =>
  begun(
    script([
      question('why', 'text', { probe: { max: 1, when: 'vague', goal: '', ...probe } }),
      question('last', 'number'),
    ]),
  );
const open = (interview: Interview) => currentScreen(interview)?.id;

test('a vague answer is followed up once, in the words of what it leaves open', () => {
  const vague = say(followed(), 'They were difficult');
  expect(decide(vague)).toMatchObject({ kind: 'ask', at: 1, of: 2 });
  expect(currentScreen(vague)?.questions[0]?.ask.en?.any).toBe('What did they do? One example is enough.');
  const more = say(vague, 'still difficult');
  expect(more.answers['why?1']).toMatchObject({
    state: 'answered',
    value: 'still difficult',
    wording: 'What did they do? One example is enough.',
    revision: 1,
  });
  expect(more.answers.why).toMatchObject({ value: 'They were difficult', revision: 1 });
  expect(open(more)).toBe('last');
});

test('an answer that says enough is not followed up, nor is "don’t know", a skipped or a withdrawn one', () => {
  expect(open(say(followed(), 'They changed the scope every week.'))).toBe('last');
  expect(open(say(followed(), 'no idea'))).toBe('last');
  expect(open(take(followed(), { kind: 'skip', screen: 'why' }))).toBe('last');
  const taken = take(say(followed(), 'difficult', '7'), { kind: 'deleted_message', messageTs: '7' });
  expect(open(taken)).toBe('last');
});

test('a follow-up can be skipped or not known, and then none follows', () => {
  const vague = say(followed({ max: 3 }), 'difficult');
  expect(open(take(vague, { kind: 'skip', screen: 'why?1' }))).toBe('last');
  expect(open(take(vague, { kind: 'dont_know', screen: 'why?1' }))).toBe('last');
});

test('the cap beats everything: three at most, as many as the script says, none where it says 0 or never', () => {
  let interview = say(followed({ max: 3, when: 'always' }), 'They sent 12 emails a day');
  for (const n of [1, 2, 3]) {
    expect(open(interview)).toBe(`why?${n}`);
    interview = say(interview, 'difficult');
  }
  expect(open(interview)).toBe('last');
  expect(open(say(followed({ max: 9, when: 'always' }), 'x'))).toBe('why?1');
  expect(open(say(followed({ max: 0 }), 'difficult'))).toBe('last');
  expect(open(say(followed({ when: 'never' }), 'difficult'))).toBe('last');
});

test('a better answer makes an open follow-up vanish and keeps an answered one', () => {
  const better: Input = { kind: 'edited_message', text: 'They sent 12 emails a day', messageTs: '7' };
  const vague = say(followed(), 'difficult', '7');
  expect(open(take(vague, better))).toBe('last');
  const answered = say(vague, 'Shouted at our trainer', '8');
  const edited = take(answered, better);
  expect(visibleQuestions(edited).map(({ key }) => key)).toEqual(['why', 'why?1', 'last']);
  const probe = take(edited, { kind: 'edited_message', text: 'Shouted at Ann', messageTs: '8' });
  expect(probe.answers['why?1']).toMatchObject({ revision: 2, value: 'Shouted at Ann' });
});

test('a follow-up hangs on its answer: taken back it hides, brought back it shows again', () => {
  const said = say(say(followed(), 'difficult', '7'), 'Shouted at our trainer', '8');
  const taken = take(said, { kind: 'deleted_message', messageTs: '7' });
  expect(visibleQuestions(taken).map(({ key }) => key)).toEqual(['why', 'last']);
  const back = take(taken, { kind: 'undo', key: 'why' });
  expect(visibleQuestions(back).map(({ key }) => key)).toEqual(['why', 'why?1', 'last']);
});

test('after the end nothing new is asked, whatever is edited', () => {
  const ended = take(say(followed(), 'They sent 12 emails a day', '7'), { kind: 'stop' });
  const edited = take(ended, { kind: 'edited_message', text: 'difficult', messageTs: '7' });
  expect(edited.answers.why).toMatchObject({ value: 'difficult' });
  expect(visibleQuestions(edited).map(({ key }) => key)).toEqual(['why', 'last']);
});

test('a follow-up that a model words waits for it, and an edited answer makes the wording void', () => {
  const waiting = awaitingWords(say(followed(), 'difficult', '7'));
  expect(isBeingWorded(waiting, 'why?1')).toBe(true);
  const worded = { ...waiting, probes: { 'why?1': { of: '1', text: 'What happened on the worst day?' } } };
  expect(isBeingWorded(worded, 'why?1')).toBe(false);
  expect(say(worded, 'x').answers['why?1']).toMatchObject({ wording: 'What happened on the worst day?' });
  const edited = take(worded, { kind: 'edited_message', text: 'expensive', messageTs: '7' });
  expect(currentScreen(edited)?.questions[0]?.ask.en?.any).toMatch(/^What did it cost/);
  expect(isBeingWorded(awaitingWords(edited), 'why?1')).toBe(true);
});

test('in Russian it is asked in Russian, and the place stays that of the question', () => {
  const vague = say({ ...followed(), language: 'ru' }, 'Сложные люди');
  expect(open(vague)).toBe('why?1');
  expect(positionOf(vague, 'why?1')).toEqual(positionOf(vague, 'why'));
});
