import type { ModalView } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FormNote, formView, readForm } from '../../src/interview/form.ts';
import { advance, type Input } from '../../src/interview/interview.ts';
import { deleteView, oneOpenMessage, reportView } from '../../src/interview/modals.ts';
import { currentScreen, isOpen, screensOf } from '../../src/interview/progress.ts';
import type { Given } from '../../src/interview/reading.ts';
import type { Interview } from '../../src/interview/state.ts';
import { chooseRotation } from '../../src/scripts/path.ts';
import type { Question, Script } from '../../src/scripts/script.ts';
import { viewFaults as faultsOfView, messageFaults } from '../limits.ts';
import { scripts } from '../shipped.ts';
import { anyScript, begun, messagesOf, NOW, question, script } from './scripts.ts';

const viewFaults = (view: ModalView) => faultsOfView({ ...view });
const take = (interview: Interview, input: Input) => advance(interview, input, NOW).interview;
const rude = '<!channel> & <@U1> *bold* 😀 '.repeat(1300);

/** Everything at the limits that the loader allows. */
const huge = (type: Question['type'], n: number, screen: string | null): Question =>
  question(`${'k'.repeat(50)}${n}`, type, {
    screen,
    ask: { en: { any: `&${'w'.repeat(1498)}?` } },
    options:
      type === 'choice' || type === 'multi'
        ? Array.from({ length: 100 }, (_, o) => ({
            value: `${o}`.padEnd(75, 'v'),
            label: { en: `${o}`.padEnd(75, '&') },
          }))
        : [],
  });
const monsters: Script[] = [
  script(
    Array.from({ length: 30 }, (_, n) =>
      huge(n % 3 ? (n % 3 === 1 ? 'text' : 'number') : 'choice', n, n < 15 ? 's' : 't'),
    ),
  ),
  script(
    Array.from({ length: 12 }, (_, n) =>
      huge((['text', 'choice', 'multi', 'number'] as const)[n % 4]!, n, null),
    ),
  ),
  script(Array.from({ length: 60 }, (_, n) => huge('text', n, `s${Math.floor(n / 20)}`))),
];

function given(of: Question): Given {
  if (of.type === 'customer') return { state: 'customer', key: 'k'.repeat(60), name: rude.slice(0, 200) };
  if (of.options.length > 0)
    return {
      state: 'answered',
      value: of.type === 'multi' ? of.options.map(({ value }) => value) : of.options[0]!.value,
    };
  if (of.type === 'date') return { state: 'answered', value: '2026-05-31' };
  return { state: 'answered', value: of.type === 'text' ? rude : 12 };
}

/** Every state on the way through, its pauses and its end. */
function* everyState(start: Interview): Generator<Interview> {
  let now = start;
  while (isOpen(now)) {
    yield now;
    yield take(now, { kind: 'pause' });
    const before = now;
    const screen = currentScreen(now)!;
    now = take(now, {
      kind: 'answer',
      screen: screen.id,
      answers: Object.fromEntries(screen.questions.map((one) => [one.key, given(one)])),
    });
    if (now === before) throw new Error('an answer was refused');
  }
  yield now;
}

function faultsOf(interview: Interview): string[] {
  const faults = [...messagesOf(interview, 'comparable-customer').values()].flatMap(messageFaults);
  for (const { questions } of screensOf(interview)) {
    faults.push(
      ...viewFaults(formView(interview, questions, null)),
      ...questions.flatMap((one) => viewFaults(formView(interview, [one], null))),
    );
  }
  return [...new Set(faults)];
}

test('every message and form of the shipped scripts stays within Slack’s limits, in both languages', () => {
  for (const of of scripts) {
    for (const language of ['en', 'ru'] as const) {
      for (const state of everyState(
        begun(of, { language, permalink: 'https://x.slack.com/archives/C1/p1' }),
      ))
        expect(faultsOf(state)).toEqual([]);
    }
  }
});

test('messages and forms stay within Slack’s limits for scripts and answers at every limit', () => {
  for (const of of monsters) for (const state of everyState(begun(of))) expect(faultsOf(state)).toEqual([]);
});

test('messages and forms stay within Slack’s limits for any script', () => {
  fc.assert(
    fc.property(anyScript, (of) => {
      for (const state of everyState(begun(of))) expect(faultsOf(state)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('the other forms and messages stay within Slack’s limits', () => {
  const interview = begun(scripts[1]!);
  const note = { script: 'problem-customer', channel: 'C1', messageTs: '1.0', author: 'U2' };
  expect(viewFaults(reportView(note, rude, true, 'en'))).toEqual([]);
  expect(viewFaults(deleteView('iv1', 'en'))).toEqual([]);
  expect(messageFaults(oneOpenMessage(interview, interview.script, 'en'))).toEqual([]);
});

test('no mention, link or channel in an answer reaches Slack as one', () => {
  for (const state of everyState(begun(script([question('c', 'customer'), question('why', 'text')])))) {
    const sent = JSON.stringify(
      [...messagesOf(state, null).values()].map(({ text, blocks }) => [text, mrkdwn(blocks)]),
    );
    expect(sent).not.toMatch(/<!channel>|<@U1>/);
  }
});

/** Every text that Slack would read as mrkdwn. */
function mrkdwn(json: unknown): string[] {
  if (typeof json !== 'object' || json === null) return [];
  if ('type' in json && json.type === 'mrkdwn' && 'text' in json) return [String(json.text)];
  return Object.values(json).flatMap(mrkdwn);
}

test('a form sent as it was opened says what was said before', () => {
  fc.assert(
    fc.property(anyScript, (of) => {
      const states = [...everyState(begun(of))];
      const ended = states.at(-1)!;
      const questions = screensOf(ended)
        .flatMap((screen) => screen.questions)
        .filter(({ type }) => type !== 'customer');
      const view = formView(ended, questions, null);
      const answers = readForm(
        untouched(view.blocks),
        JSON.parse(view.private_metadata!) as FormNote,
      ) as Record<string, Given>;
      expect(take(ended, { kind: 'form', answers }).answers).toEqual(ended.answers);
    }),
    { numRuns: 60 },
  );
});

/** The state of a form nobody touched, as Slack sends it. */
function untouched(blocks: unknown): Parameters<typeof readForm>[0] {
  const inputs = (blocks as { type: string; block_id: string; element: Record<string, unknown> }[]).filter(
    ({ type }) => type === 'input',
  );
  return Object.fromEntries(
    inputs.map(({ block_id: block, element }) => [
      block,
      {
        [String(element.action_id)]: {
          type: String(element.type),
          value: element.initial_value ?? null,
          selected_option: element.initial_option ?? null,
          selected_options: element.initial_options ?? [],
          selected_date: element.initial_date ?? null,
        },
      },
    ]),
  ) as never;
}

test('what the customer’s record knows is filled in, the answer given before goes first', () => {
  const of = scripts.find(({ id }) => id === 'problem-customer')!;
  const questions = of.questions.filter(({ screen }) => screen === 'account');
  const record = {
    texts: { industry: 'Retail' },
    numbers: { company_size: 8 },
    traits: { budget_fit: 'below' },
  };
  const filled = (interview: Interview) => {
    const view = formView(interview, questions, record);
    return readForm(untouched(view.blocks), JSON.parse(view.private_metadata!) as FormNote);
  };
  const fresh = begun(of, { rotation: chooseRotation(of, {}) });
  expect(filled(fresh)).toMatchObject({
    industry: { state: 'answered', value: 'retail' },
    company_size: { state: 'answered', value: '1-10' },
    budget_fit: { state: 'answered', value: 'below' },
    lead_source: { state: 'skipped' },
  });
  const named = take(fresh, {
    kind: 'answer',
    screen: 'customer',
    answers: { customer: { state: 'customer', key: 'a', name: 'A' } },
  });
  const answered = take(named, {
    kind: 'form',
    answers: { industry: { state: 'answered', value: 'finance' }, budget_fit: { state: 'dont_know' } },
  });
  expect(filled(answered)).toMatchObject({
    industry: { value: 'finance' },
    budget_fit: { state: 'dont_know' },
  });
});

test('the first message says who sees the answers, how long it takes, how to stop and how to fix', () => {
  const of = scripts.find(({ id }) => id === 'problem-customer')!;
  for (const visibility of ['aggregates', 'reviewers', 'all'] as const) {
    const words = JSON.stringify(messagesOf(begun(of, { visibility }), null).get('intro'));
    expect(words).toMatch(/answers/);
    expect(words).toMatch(/about 2 minutes/);
    expect(words).toMatch(/stop/);
    expect(words).toMatch(/Edit/);
  }
});

test('"don’t know" and the ways out are there at every step, "n of m" too', () => {
  const of = scripts.find(({ id }) => id === 'problem-customer')!;
  let n = 0;
  for (const state of everyState(begun(of))) {
    if (state.status !== 'in_progress') continue;
    n += 1;
    const words = JSON.stringify(messagesOf(state, null).get(`q.${currentScreen(state)!.id}`));
    expect(words).toContain(`${n} of 8`);
    for (const way of ['Don’t know', 'Pause', 'Stop here', 'Delete what I said'])
      expect(words).toContain(way);
  }
  expect(n).toBe(8);
});

test('a customer whose key is too long for an option stays when the form is saved untouched', () => {
  const customer = { key: 'crm-'.padEnd(90, '0'), name: 'Acme' };
  const of = begun(script([question('who', 'customer')]));
  const named = take(of, { kind: 'form', answers: { who: { state: 'customer', ...customer } } });
  const view = formView(named, named.script.questions, null);
  const note = JSON.parse(view.private_metadata ?? '') as FormNote;
  expect(readForm({ 'q.who': {}, 'q.who.new': {} }, note)).toEqual({});
});

test.each([
  ['3 days', '24 hours'],
  ['1', '1 hour'],
  ['1h 30m', '1.5 hours'],
])('“%s” is repeated as %s', (typed, shown) => {
  const asked = begun(script([question('time', 'duration'), question('why', 'text')]));
  const told = take(asked, { kind: 'text', text: typed, messageTs: '1.1' });
  expect(JSON.stringify([...messagesOf(told, null)])).toContain(shown);
});
