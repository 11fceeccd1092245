import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision } from '../../src/interview/decision.ts';
import { advance, decide, type Input } from '../../src/interview/interview.ts';
import { PROBES_AT_MOST, probesOf } from '../../src/interview/probe.ts';
import { currentScreen, isOpen, screensOf, visibleQuestions } from '../../src/interview/progress.ts';
import type { Given } from '../../src/interview/reading.ts';
import { standingOf, stays } from '../../src/interview/screen-messages.ts';
import type { Interview } from '../../src/interview/state.ts';
import type { Question } from '../../src/scripts/script.ts';
import { anyScript, begun, messagesOf, NOW, question, script } from './scripts.ts';

const LATER = '2026-11-16T09:05:00.000Z';
const take = (interview: Interview, input: Input) => advance(interview, input, NOW).interview;
const decisionOf = (interview: Interview, input: Input) => advance(interview, input, NOW).decision;

/** An answer that fits, chosen by a number. */
function fitting(of: Question, seed: number): Given {
  if (of.type === 'customer') return { state: 'customer', key: `c${seed % 3}`, name: `Customer ${seed % 3}` };
  if (of.options.length > 0) {
    const { value } = of.options[seed % of.options.length]!;
    return { state: 'answered', value: of.type === 'multi' ? [value] : value };
  }
  if (of.type === 'date')
    return { state: 'answered', value: `2026-01-${String((seed % 28) + 1).padStart(2, '0')}` };
  const words = seed % 3 === 0 ? 'They were difficult' : `words ${seed}`;
  return { state: 'answered', value: of.type === 'text' ? words : seed };
}

function answerAll(interview: Interview, seed: number): Record<string, Given> {
  const open = currentScreen(interview)?.questions ?? [];
  return Object.fromEntries(open.map((one, n) => [one.key, fitting(one, seed + n)]));
}

type Step = { what: number; seed: number };
const anySteps = fc.array(fc.record({ what: fc.nat({ max: 13 }), seed: fc.nat({ max: 99 }) }), {
  maxLength: 25,
});

/** Whatever a person may do at any moment, sensible or not. */
function inputFor(interview: Interview, { what, seed }: Step): Input {
  const screens = screensOf(interview);
  const screen =
    (what % 2 ? currentScreen(interview)?.id : screens[seed % Math.max(1, screens.length)]?.id) ?? 'none';
  const any = interview.script.questions[seed % interview.script.questions.length]!;
  const messageTs = `${seed % 5}.0`;
  const inputs: Input[] = [
    { kind: 'answer', screen, answers: answerAll(interview, seed) },
    { kind: 'answer', screen: any.key, answers: { [any.key]: fitting(any, seed) } },
    { kind: 'dont_know', screen },
    { kind: 'skip', screen },
    { kind: 'back', screen },
    { kind: 'forward', screen },
    { kind: 'pause' },
    { kind: 'resume' },
    { kind: 'form', answers: { [any.key]: fitting(any, seed) } },
    { kind: 'text', text: ['12', 'words', 'Label a', '?'][seed % 4]!, messageTs },
    { kind: 'edited_message', text: String(seed), messageTs },
    { kind: 'deleted_message', messageTs },
    { kind: 'undo', key: any.key },
    seed % 10 === 0 ? { kind: 'stop' } : { kind: 'resume' },
  ];
  return inputs[what]!;
}

const wander = (interview: Interview, steps: Step[]) =>
  steps.reduce((now, step) => take(now, inputFor(now, step)), interview);

test('from wherever a person has wandered, answering or not knowing always reaches the end', () => {
  fc.assert(
    fc.property(anyScript, anySteps, fc.nat(), (of, steps, seed) => {
      let interview = take(wander(begun(of), steps), { kind: 'resume' });
      for (let n = 0; isOpen(interview); n += 1) {
        expect(n).toBeLessThanOrEqual(of.questions.length * (2 + PROBES_AT_MOST));
        const screen = currentScreen(interview)!.id;
        interview = take(
          interview,
          (seed + n) % 2
            ? { kind: 'dont_know', screen }
            : { kind: 'answer', screen, answers: answerAll(interview, seed) },
        );
        // "Don't know" leaves what was answered before on a screen of several: going forward passes it.
        if (isOpen(interview) && currentScreen(interview)?.id === screen)
          interview = take(interview, { kind: 'forward', screen });
      }
      expect(['complete', 'partial', 'abandoned']).toContain(interview.status);
    }),
  );
});

test('back and then forward changes nothing', () => {
  fc.assert(
    fc.property(anyScript, anySteps, (of, steps) => {
      const before = take(wander(begun(of), steps), { kind: 'resume' });
      const screen = currentScreen(before)?.id ?? 'none';
      const back = take(before, { kind: 'back', screen });
      fc.pre(isOpen(before) && back !== before);
      const there = currentScreen(back)!.id;
      expect(take(back, { kind: 'forward', screen: there })).toEqual(before);
    }),
  );
});

test('no answer to a hidden question is counted, shown or able to open another', () => {
  fc.assert(
    fc.property(anyScript, anySteps, (of, steps) => {
      const interview = wander(begun(of), steps);
      const shown = new Set(visibleQuestions(interview).map(({ key }) => key));
      for (const { key, askIf } of visibleQuestions(interview)) {
        for (const [gate, values] of Object.entries(askIf)) {
          expect(shown.has(gate), `${key} hangs on hidden ${gate}`).toBe(true);
          const said = [interview.answers[gate]?.value ?? []].flat().map(String);
          expect(said.some((value) => values.includes(value))).toBe(true);
        }
      }
    }),
  );
});

test('a changed answer hides what hung on it, to the end of the chain, and changed back shows it again', () => {
  const of = script([
    question('one', 'yesno'),
    question('two', 'yesno', { askIf: { one: ['yes'] } }),
    question('three', 'text', { askIf: { two: ['yes'] } }),
  ]);
  const yes: Given = { state: 'answered', value: 'yes' };
  const all = take(begun(of), { kind: 'form', answers: { one: yes } });
  const two = take(all, { kind: 'form', answers: { two: yes } });
  const keys = (interview: Interview) => visibleQuestions(interview).map(({ key }) => key);
  expect(keys(two)).toEqual(['one', 'two', 'three']);
  const no = take(two, { kind: 'form', answers: { one: { state: 'answered', value: 'no' } } });
  expect(keys(no)).toEqual(['one']);
  expect(keys(take(no, { kind: 'form', answers: { one: yes } }))).toEqual(['one', 'two', 'three']);
});

test('a form that says what was said before makes no new revision', () => {
  const of = script([question('a', 'number'), question('b', 'scale'), question('c', 'choice')]);
  const first: Record<string, Given> = {
    a: { state: 'answered', value: 5 },
    b: { state: 'answered', value: '2' },
  };
  const said = take(take(begun(of), { kind: 'form', answers: { a: first.a! } }), {
    kind: 'form',
    answers: { b: first.b! },
  });
  const stopped = take(said, { kind: 'stop' });
  expect(
    take(stopped, { kind: 'form', answers: { ...first, a: { state: 'answered', value: '5' } } }).answers,
  ).toEqual(said.answers);
});

test('any order of pause, resume, back, skip and edit that ends in the same edits ends in the same answers', () => {
  fc.assert(
    fc.property(anyScript, fc.array(fc.nat({ max: 4 }), { maxLength: 12 }), fc.nat(), (of, detours, seed) => {
      const walk = (interview: Interview, ways: number[]) => {
        const left = [...ways];
        let now = interview;
        for (let n = 0; n < 200 && isOpen(now); n += 1) {
          const screen = currentScreen(now)!.id;
          const detour = left.shift();
          if (detour === 0) now = take(now, { kind: 'pause' });
          else if (detour === 1) now = take(now, { kind: 'resume' });
          else if (detour === 2) now = take(now, { kind: 'back', screen });
          else if (detour === 3 && now.reopened.length > 0) now = take(now, { kind: 'skip', screen });
          else if (detour === 4) {
            const said = of.questions.find(({ key }) => now.answers[key]);
            if (said) now = take(now, { kind: 'form', answers: { [said.key]: settled(said, seed) } });
          } else now = take(now, { kind: 'answer', screen, answers: settledAll(now, seed) });
        }
        return Object.entries(now.answers)
          .map(([key, { state, value }]) => [key, state, value])
          .sort();
      };
      expect(walk(begun(of), detours)).toEqual(walk(begun(of), []));
    }),
  );
});

/** The same answer to the same question, whenever it is given. */
function settled(of: Question, seed: number): Given {
  return fitting(of, seed + [...of.key].reduce((sum, sign) => sum + sign.charCodeAt(0), 0));
}
function settledAll(interview: Interview, seed: number): Record<string, Given> {
  return Object.fromEntries(
    (currentScreen(interview)?.questions ?? []).map((one) => [one.key, settled(one, seed)]),
  );
}

test('an input after the end changes nothing but an edit', () => {
  fc.assert(
    fc.property(
      anyScript,
      anySteps,
      fc.array(fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 9, 13), { maxLength: 10 }),
      (of, steps, after) => {
        const ended = take(wander(begun(of), steps), { kind: 'stop' });
        for (const what of after) {
          const input = inputFor(ended, { what, seed: what });
          expect(take(ended, input)).toEqual(ended);
        }
      },
    ),
  );
});

test('a step is a function of interview, input and instant alone, and never touches what it was given', () => {
  fc.assert(
    fc.property(anyScript, anySteps, anySteps, (of, steps, more) => {
      const interview = wander(begun(of), steps);
      const copy = structuredClone(interview);
      for (const step of more)
        expect(advance(interview, inputFor(interview, step), NOW)).toEqual(
          advance(copy, inputFor(copy, step), NOW),
        );
      expect(interview).toEqual(copy);
    }),
  );
});

test('follow-ups never exceed the cap, follow only a text that stands, and at most one of a question is open', () => {
  fc.assert(
    fc.property(anyScript, anySteps, (of, steps) => {
      const interview = wander(begun(of), steps);
      for (const main of of.questions) {
        const keys = Object.keys(interview.answers).filter((key) => key.startsWith(`${main.key}?`));
        expect(keys.length).toBeLessThanOrEqual(main.probe?.max ?? 0);
        const probes = probesOf(interview, main);
        expect(probes.length).toBeLessThanOrEqual(main.probe?.max ?? 0);
        expect(probes.filter(({ key }) => !interview.answers[key]).length).toBeLessThanOrEqual(1);
        if (interview.answers[main.key]?.state !== 'answered') expect(probes).toEqual([]);
        if (main.type !== 'text') expect(probes).toEqual([]);
      }
    }),
  );
});

test('a revision number never jumps and never goes back', () => {
  fc.assert(
    fc.property(anyScript, anySteps, (of, steps) => {
      let interview = begun(of);
      for (const step of steps) {
        const next = take(interview, inputFor(interview, step));
        for (const [key, { revision }] of Object.entries(next.answers)) {
          const before = interview.answers[key]?.revision ?? 0;
          expect([before, before + 1]).toContain(revision);
        }
        interview = next;
      }
    }),
  );
});

const three = script([
  question('who', 'customer', { required: true }),
  question('pick', 'choice'),
  question('why', 'text'),
]);
const onPick = () =>
  take(begun(three), {
    kind: 'answer',
    screen: 'who',
    answers: { who: { state: 'customer', key: 'acme', name: 'Acme' } },
  });

test('n of m counts the screens on the way', () => {
  const of = script([
    question('gate', 'yesno'),
    question('more', 'text', { askIf: { gate: ['yes'] } }),
    question('a', 'number', { screen: 'both' }),
    question('b', 'number', { screen: 'both' }),
  ]);
  expect(decide(begun(of))).toMatchObject({ kind: 'ask', at: 1, of: 2 });
  const yes = take(begun(of), {
    kind: 'answer',
    screen: 'gate',
    answers: { gate: { state: 'answered', value: 'yes' } },
  });
  expect(decide(yes)).toMatchObject({ kind: 'ask', at: 2, of: 3 });
});

test('the second click of a double click does nothing, a different click on an old message is told so', () => {
  const click = (value: string): Input => ({
    kind: 'answer',
    screen: 'pick',
    answers: { pick: { state: 'answered', value } },
  });
  const answered = take(onPick(), click('a'));
  expect(advance(answered, click('a'), LATER)).toEqual({
    interview: answered,
    decision: { kind: 'nothing' },
  });
  expect(advance(answered, click('b'), LATER)).toEqual({ interview: answered, decision: { kind: 'stale' } });
  const skipped = take(onPick(), { kind: 'skip', screen: 'pick' });
  expect(decisionOf(skipped, { kind: 'skip', screen: 'pick' })).toEqual({ kind: 'nothing' });
});

test('a required question cannot be skipped, and "don’t know" is legal for it', () => {
  const refused = decisionOf(begun(three), { kind: 'skip', screen: 'who' });
  expect(refused).toEqual({ kind: 'refused', refusals: [{ key: 'who', refusal: { code: 'required' } }] });
  expect(take(begun(three), { kind: 'dont_know', screen: 'who' }).answers.who).toMatchObject({
    state: 'dont_know',
  });
});

test('skipping a question that is asked again keeps its answer', () => {
  const answered = take(onPick(), {
    kind: 'answer',
    screen: 'pick',
    answers: { pick: { state: 'answered', value: 'a' } },
  });
  const back = take(answered, { kind: 'back', screen: 'why' });
  expect(take(back, { kind: 'skip', screen: 'pick' })).toEqual(answered);
});

test('words that name an option are taken, other words are refused and nothing is changed', () => {
  const asked = onPick();
  expect(take(asked, { kind: 'text', text: 'label B', messageTs: '1' }).answers.pick).toMatchObject({
    value: 'b',
    messageTs: '1',
  });
  const { interview, decision } = advance(asked, { kind: 'text', text: 'perhaps', messageTs: '1' }, NOW);
  expect(interview).toBe(asked);
  expect(decision).toEqual({
    kind: 'refused',
    refusals: [{ key: 'pick', refusal: { code: 'not_an_option' } }],
  });
});

test('a number where words are asked is words; words where a number is asked are refused', () => {
  const of = script([question('why', 'text'), question('spent', 'number')]);
  const said = take(begun(of), { kind: 'text', text: '42', messageTs: '1' });
  expect(said.answers.why).toMatchObject({ state: 'answered', value: '42' });
  expect(decisionOf(said, { kind: 'text', text: 'a lot', messageTs: '2' })).toMatchObject({
    kind: 'refused',
  });
});

test('an edited message edits its answer, a deleted one withdraws it and undo brings it back', () => {
  const of = script([question('why', 'text')]);
  const said = take(begun(of), { kind: 'text', text: 'Scope!', messageTs: '7' });
  expect(said.status).toBe('complete');
  const edited = take(said, { kind: 'edited_message', text: 'Scope and tone', messageTs: '7' });
  expect(edited.answers.why).toMatchObject({ revision: 2, value: 'Scope and tone', messageTs: '7' });
  const deleted = advance(edited, { kind: 'deleted_message', messageTs: '7' }, NOW);
  expect(deleted.decision).toEqual({ kind: 'answer_withdrawn', key: 'why' });
  expect(deleted.interview.answers.why).toMatchObject({ revision: 3, state: 'withdrawn', value: null });
  const undone = take(deleted.interview, { kind: 'undo', key: 'why' });
  expect(undone.answers.why).toMatchObject({ revision: 4, state: 'answered', value: 'Scope and tone' });
});

test('a form takes all of its answers or none, and says which were not right', () => {
  const of = script([question('a', 'number', { screen: 's' }), question('b', 'duration', { screen: 's' })]);
  const input: Input = {
    kind: 'form',
    answers: { a: { state: 'answered', value: 'many' }, b: { state: 'answered', value: '1.200' } },
  };
  const { interview, decision } = advance(begun(of), input, NOW);
  expect(interview.answers).toEqual({});
  expect(decision).toEqual({
    kind: 'refused',
    refusals: [
      { key: 'a', refusal: { code: 'not_a_number' } },
      { key: 'b', refusal: { code: 'ambiguous' } },
    ],
  });
});

test('a form sent with nothing in it skips its questions', () => {
  const of = script([question('a', 'number', { screen: 's' }), question('b', 'choice', { screen: 's' })]);
  const sent = take(begun(of), {
    kind: 'form',
    answers: { a: { state: 'skipped' }, b: { state: 'skipped' } },
  });
  expect(Object.values(sent.answers).map(({ state }) => state)).toEqual(['skipped', 'skipped']);
  expect(sent.status).toBe('abandoned');
});

test('an answer keeps the wording of the role and the visibility that was promised', () => {
  const of = script([question('why', 'text', { ask: { en: { support: 'For support?', any: 'For all?' } } })]);
  const said = take(begun(of, { role: 'support', visibility: 'reviewers' }), {
    kind: 'text',
    text: 'x',
    messageTs: '1',
  });
  expect(said.answers.why).toMatchObject({
    wording: 'For support?',
    visibility: 'reviewers',
    language: 'en',
    at: NOW,
  });
});

test('pausing keeps the place, and words written meanwhile are no answer', () => {
  const paused = take(onPick(), { kind: 'pause' });
  expect(decisionOf(paused, { kind: 'text', text: 'a', messageTs: '1' })).toEqual({
    kind: 'paused',
  } satisfies Decision);
  expect(decisionOf(paused, { kind: 'resume' })).toMatchObject({ kind: 'ask', at: 2 });
});

test('deleting leaves no answer in the interview and nothing works on it any more', () => {
  const { interview, decision } = advance(onPick(), { kind: 'delete_all' }, NOW);
  expect(decision).toEqual({ kind: 'withdrawn' });
  expect(interview).toMatchObject({ status: 'withdrawn', answers: {}, customer: null });
  expect(decisionOf(interview, { kind: 'resume' })).toEqual({ kind: 'stale' });
});

test('what stays on screen as it is after a step is what would be written anew', () => {
  fc.assert(
    fc.property(anyScript, anySteps, (of, steps) => {
      let before = begun(of);
      for (const step of steps) {
        const after = take(before, inputFor(before, step));
        const [stood, stands] = [standingOf(before, null), standingOf(after, null)];
        const [was, is] = [messagesOf(before, null), messagesOf(after, null)];
        for (const [place, message] of is) {
          if (stays(stood, stands, place)) expect(was.get(place)).toEqual(message);
          else expect(was.get(place)).not.toEqual(message);
        }
        before = after;
      }
    }),
  );
});

test('a question that is hidden by a change leaves the screen that it shared', () => {
  const of = script([
    question('kind', 'choice'),
    question('size', 'number', { screen: 'facts' }),
    question('deals', 'number', { screen: 'facts', askIf: { kind: ['a'] } }),
    question('why', 'text'),
  ]);
  const said = (interview: Interview, answers: Record<string, Given>) =>
    take(interview, { kind: 'form', answers });
  const one = said(begun(of), { kind: { state: 'answered', value: 'a' } });
  const before = said(one, {
    size: { state: 'answered', value: 4 },
    deals: { state: 'answered', value: 77 },
  });
  const after = said(before, { kind: { state: 'answered', value: 'b' } });
  expect(JSON.stringify(messagesOf(before, null).get('q.size'))).toContain('77');
  expect(stays(standingOf(before, null), standingOf(after, null), 'q.size')).toBe(false);
  expect(JSON.stringify(messagesOf(after, null).get('q.size'))).not.toContain('77');
});
