import fc from 'fast-check';
import type { RecordOnFile } from '../../src/interview/customer-store.ts';
import { initialOf } from '../../src/interview/prefill.ts';
import { standingOf } from '../../src/interview/screen-messages.ts';
import type { Interview } from '../../src/interview/state.ts';
import { chooseRotation } from '../../src/scripts/path.ts';
import type { Question, QuestionType, Script } from '../../src/scripts/script.ts';
import type { SlackMessage } from '../../src/slack/message.ts';

export const NOW = '2026-11-16T09:00:00.000Z';

/** A question with every default; `more` says what is special about it. */
export function question(key: string, type: QuestionType, more: Partial<Question> = {}): Question {
  const values = type === 'yesno' ? ['yes', 'no'] : type === 'scale' ? ['1', '2', '3'] : ['a', 'b', 'c'];
  const offers = ['choice', 'multi', 'yesno', 'scale'].includes(type);
  return {
    key,
    ask: { en: { any: `About ${key}?` } },
    type,
    options: offers ? values.map((value) => ({ value, label: { en: `Label ${value}` } })) : [],
    askIf: {},
    screen: null,
    required: false,
    validate: { min: null, max: null },
    probe: null,
    dimension: key,
    level: 'none',
    observable: 'after_sale',
    protected: false,
    ...more,
  };
}

export function script(questions: Question[], more: Partial<Script> = {}): Script {
  return {
    id: 'generated',
    version: 1,
    title: { en: 'Generated' },
    audience: [],
    case: 'problem',
    questions,
    rotate: {},
    ...more,
  };
}

export function begun(of: Script, more: Partial<Interview> = {}): Interview {
  return {
    id: 'iv1',
    script: of,
    person: 'U0ANNA',
    role: 'sales',
    language: 'en',
    customer: null,
    status: 'in_progress',
    visibility: 'aggregates',
    answers: {},
    reopened: [],
    probes: {},
    rotation: chooseRotation(of, {}),
    permalink: null,
    startedAt: NOW,
    finishedAt: null,
    ...more,
  };
}

const types: QuestionType[] = [
  'text',
  'choice',
  'multi',
  'number',
  'duration',
  'yesno',
  'scale',
  'customer',
  'date',
];

/** Scripts as the loader lets them through: conditions look back, screens are runs of neighbours, texts are followed up. */
export const anyScript: fc.Arbitrary<Script> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...types),
      joins: fc.boolean(),
      gate: fc.option(fc.nat({ max: 20 }), { nil: null, freq: 2 }),
      required: fc.boolean(),
      probes: fc.integer({ min: 0, max: 3 }),
      always: fc.boolean(),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .chain((seeds) => fc.record({ seeds: fc.constant(seeds), rotate: fc.integer({ min: 0, max: 3 }) }))
  .map(({ seeds, rotate }) => {
    const questions: Question[] = [];
    let screens = 0;
    let customers = 0;
    for (const [index, seed] of seeds.entries()) {
      const type = seed.type === 'customer' && customers++ > 0 ? 'text' : seed.type;
      const earlier = questions.filter(({ options }) => options.length > 0);
      const gate = seed.gate === null || earlier.length === 0 ? null : earlier[seed.gate % earlier.length]!;
      if (!seed.joins) screens += 1;
      questions.push(
        question(`q${index}`, type, {
          screen: seed.joins ? `s${screens}` : null,
          required: seed.required,
          probe:
            type === 'text' && seed.probes > 0
              ? { max: seed.probes, when: seed.always ? 'always' : 'vague', goal: '' }
              : null,
          askIf: gate ? { [gate.key]: [gate.options[0]!.value] } : {},
        }),
      );
    }
    const rotating = questions.find(({ screen }) => screen !== null)?.screen;
    return script(questions, { rotate: rotate > 0 && rotating ? { [rotating]: rotate } : {} });
  });

/** What the forms of a script show before anybody types, by question, as long as it is asked in a form of several. */
export function prefilled(of: Script, record: RecordOnFile): Record<string, unknown> {
  const shared = of.questions.filter(({ screen }) => screen !== null);
  return Object.fromEntries(
    shared.flatMap((one) => {
      const initial = initialOf(one, undefined, record);
      return initial.kind === 'value' ? [[one.key, initial.value]] : [];
    }),
  );
}

/** What an interview shows, by the name of the place. */
export function messagesOf(interview: Interview, offer: string | null): Map<string, SlackMessage> {
  return new Map([...standingOf(interview, offer).places].map(([place, { message }]) => [place, message()]));
}
