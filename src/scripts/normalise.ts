import type { WrittenQuestion, WrittenScript } from './format.ts';
import type { Localized, Option, Question, Script, Wording } from './script.ts';

/** What a person wrote becomes a script with every default of the format filled in. */
export function normalise(script: WrittenScript, questions: WrittenQuestion[]): Script {
  const asked = questions.map(normaliseQuestion);
  const needsCustomer = script.case !== 'none' && !asked.some(({ type }) => type === 'customer');
  return {
    id: script.id,
    version: script.version,
    title: localized(script.title),
    ...(script.about === undefined ? {} : { about: localized(script.about) }),
    audience: script.audience ?? [],
    case: script.case,
    questions: needsCustomer ? [customerQuestion(asked), ...asked] : asked,
    rotate: rotationsOf(script, questions).rotate,
  };
}

/** Screen -> n, from the three places where it can be written; `conflicts` names screens with two different numbers. */
export function rotationsOf(
  script: Pick<WrittenScript, 'screens'>,
  questions: WrittenQuestion[],
): { rotate: Record<string, number>; conflicts: Set<string> } {
  const rotate: Record<string, number> = {};
  const conflicts = new Set<string>();
  const note = (screen: string, n: number | undefined) => {
    if (n === undefined) return;
    if ((rotate[screen] ?? n) !== n) conflicts.add(screen);
    rotate[screen] = n;
  };
  for (const [screen, { rotate: n }] of Object.entries(script.screens ?? {})) note(screen, n);
  for (const question of questions) {
    const screen = screenOf(question);
    if (screen === null) continue;
    note(screen, question.rotate);
    if (typeof question.screen === 'object') note(screen, question.screen.rotate);
  }
  return { rotate, conflicts };
}

export function screenOf({ screen }: WrittenQuestion): string | null {
  return typeof screen === 'object' ? screen.name : (screen ?? null);
}

/** One question alone, as the linter needs it too. */
export function normaliseQuestion(written: WrittenQuestion): Question {
  return {
    key: written.key,
    ask: wording(written.ask),
    type: written.type,
    options: optionsOf(written),
    askIf: Object.fromEntries(
      Object.entries(written.ask_if ?? {}).map(([key, values]) => [key, [values].flat().map(String)]),
    ),
    screen: screenOf(written),
    required: written.required ?? false,
    validate: { min: written.validate?.min ?? null, max: written.validate?.max ?? null },
    probe: probe(written),
    dimension: written.dimension ?? written.key,
    level: written.level ?? 'none',
    observable: written.observable ?? 'after_sale',
    protected: written.protected ?? false,
  };
}

/** Every text question has one follow-up when its answer is vague, unless it says otherwise; no other has any. */
function probe({ type, probe }: WrittenQuestion): Question['probe'] {
  if (type !== 'text' && !probe) return null;
  return { max: probe?.max ?? 1, when: probe?.when ?? 'vague', goal: probe?.goal ?? '' };
}

function optionsOf(written: WrittenQuestion): Option[] {
  if (written.options) {
    return written.options.map((option) =>
      typeof option === 'object'
        ? { value: String(option.value), label: labelOf(option.label ?? option.value) }
        : { value: String(option), label: { en: String(option) } },
    );
  }
  if (written.type === 'yesno') {
    return [
      { value: 'yes', label: { en: 'Yes', ru: 'Да' } },
      { value: 'no', label: { en: 'No', ru: 'Нет' } },
    ];
  }
  if (written.type !== 'scale') return [];
  const [first, last] = [written.validate?.min ?? 1, written.validate?.max ?? 5];
  return Array.from({ length: Math.max(0, Math.floor(last - first) + 1) }, (_, step) => ({
    value: String(first + step),
    label: { en: String(first + step) },
  }));
}

function labelOf(label: string | number | boolean | { en: unknown; ru?: unknown }): Localized {
  if (typeof label !== 'object') return { en: String(label) };
  return label.ru === undefined ? { en: String(label.en) } : { en: String(label.en), ru: String(label.ru) };
}

function localized(text: string | { en: string; ru?: string | undefined }): Localized {
  return typeof text === 'string' ? { en: text } : text;
}

function wording(ask: WrittenQuestion['ask']): Wording {
  const inOneLanguage = (text: string | NonNullable<Wording['en']>) =>
    typeof text === 'string' ? { any: text } : text;
  if (typeof ask === 'string') return { en: { any: ask } };
  // A role that was left out is absent, not undefined: the script is stored as JSON and compared as JSON.
  const present = JSON.parse(JSON.stringify(ask)) as { en: string; ru?: string };
  return present.ru === undefined
    ? { en: inOneLanguage(present.en) }
    : { en: inOneLanguage(present.en), ru: inOneLanguage(present.ru) };
}

/** A script about a case that never asks whose case it is would produce answers that count for nobody. */
function customerQuestion(others: Question[]): Question {
  const taken = others.some(({ key }) => key === 'customer');
  return normaliseQuestion({
    key: taken ? 'which_customer' : 'customer',
    ask: { en: 'Which customer is it about?', ru: 'О каком клиенте пойдёт речь?' },
    type: 'customer',
    required: true,
  });
}
