import type { ViewOutput } from '@slack/bolt';
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { AnswerValue, Question } from '../scripts/script.ts';
import { inLanguage, wordingOf } from '../scripts/wording.ts';
import { textsIn } from '../text/catalogue.ts';
import type { Language } from '../text/language.ts';
import { escapeMrkdwn, shorten } from '../text/mrkdwn.ts';
import { context, section, type Texts } from './blocks.ts';
import type { KnownCustomer } from './customer.ts';
import type { RecordOnFile } from './customer-store.ts';
import { type Initial, initialOf, optionFor } from './prefill.ts';
import type { Given } from './reading.ts';
import type { Interview } from './state.ts';

/** An option that no script can have: values of scripts do not begin with a colon. */
const DONT_KNOW = ':dont_know';
/** In a customer select: the rest is a name that is not known yet. */
const NEW_NAME = '+';
const OPTION_AT_MOST = 75;
const INPUT_AT_MOST = 3000;
const OPTIONS_AT_MOST = 100;

/** What a form remembers until it is sent. */
export type FormNote = {
  interview: string;
  keys: string[];
  /** Answers that do not fit into an input: leaving it empty keeps them. */
  keep: string[];
};

/** What a form gave: an answer, or for a customer a known key or a name. */
export type FormAnswer =
  | Given
  | { state: 'known_customer'; key: string }
  | { state: 'named_customer'; name: string };

const plain = (text: string) => ({ type: 'plain_text' as const, text: shorten(text, OPTION_AT_MOST) });
const input = (key: string, label: string, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: blockOf(key),
  label: { type: 'plain_text', text: label },
  element,
  optional: true,
});

/** Where the fault of an answer is shown. */
export function blockOf(key: string): string {
  return `q.${key}`;
}

/** A modal that asks these questions at once; what was said before, or stands in the customer's record, is filled in. */
export function formView(
  interview: Interview,
  questions: Question[],
  record: RecordOnFile | null,
): ModalView {
  const texts = textsIn(interview.language).interview;
  const keep: string[] = [];
  const blocks: KnownBlock[] = questions.length > 1 ? [context(texts.formHint)] : [];
  for (const question of questions) {
    const initial = initialOf(question, interview.answers[question.key], record);
    const long =
      question.type === 'text' && initial.kind === 'value' && String(initial.value).length > INPUT_AT_MOST;
    // A customer whose key is too long for an option cannot be shown as chosen.
    if (long || (question.type === 'customer' && initial.kind === 'value' && !isOffered(initial.value))) {
      keep.push(question.key);
    }
    if (long) {
      const asked = escapeMrkdwn(wordingOf(question, interview.language, interview.role));
      blocks.push(section(texts.tooLongForForm(asked)));
    }
    blocks.push(...inputsFor(interview, question, long ? { kind: 'nothing' } : initial, texts));
  }
  const note: FormNote = { interview: interview.id, keys: questions.map(({ key }) => key), keep };
  return {
    type: 'modal',
    callback_id: 'interview_form',
    private_metadata: JSON.stringify(note),
    title: plain(texts.formTitle),
    submit: plain(texts.formSubmit),
    close: plain(texts.formCancel),
    blocks,
  };
}

function inputsFor(interview: Interview, question: Question, initial: Initial, texts: Texts): InputBlock[] {
  const { language, role } = interview;
  const label = wordingOf(question, language, role);
  if (question.type === 'customer') {
    return customerInputs(question.key, label, initial.kind === 'value' ? interview.customer : null, texts);
  }
  if (question.options.length > 0)
    return [input(question.key, label, select(question, initial, language, texts))];
  const filled = initial.kind === 'value' ? initial.value : undefined;
  if (question.type === 'date') {
    const element = { type: 'datepicker' as const, action_id: 'value' };
    return [
      input(
        question.key,
        label,
        filled === undefined ? element : { ...element, initial_date: String(filled) },
      ),
    ];
  }
  const text =
    initial.kind === 'dont_know' ? texts.dontKnow : filled === undefined ? undefined : typed(filled);
  return [input(question.key, label, textInput(question, text, texts))];
}

/** A number so that it is read as the same number again: three decimals could be taken for thousands. */
function typed(value: AnswerValue): string {
  const text = String(value);
  return typeof value === 'number' && /\.\d{3}$/.test(text) ? `${text}0` : text;
}

function textInput({ type }: Question, initial: string | undefined, texts: Texts): InputBlock['element'] {
  const example = type === 'duration' ? texts.hoursExample : texts.numberExample;
  return {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: type === 'text',
    max_length: INPUT_AT_MOST,
    ...(type === 'text' ? {} : { placeholder: plain(example) }),
    ...(initial === undefined ? {} : { initial_value: initial }),
  };
}

function select(
  question: Question,
  initial: Initial,
  language: Language,
  texts: Texts,
): InputBlock['element'] {
  const options: PlainTextOption[] = question.options.map(({ value, label }) => ({
    text: plain(inLanguage(label, language)),
    value,
  }));
  const given = initial.kind === 'value' ? [initial.value].flat() : [];
  const values = given.map((value) => optionFor(question.options, value));
  const placeholder = plain(texts.choose);
  if (question.type === 'multi') {
    const chosen = options.filter(({ value }) => values.includes(value));
    const element = { type: 'multi_static_select' as const, action_id: 'value', placeholder, options };
    return chosen.length > 0 ? { ...element, initial_options: chosen } : element;
  }
  if (options.length < OPTIONS_AT_MOST) options.push({ text: plain(texts.dontKnow), value: DONT_KNOW });
  const wanted = initial.kind === 'dont_know' ? DONT_KNOW : values[0];
  const chosen = options.find(({ value }) => value === wanted);
  const element = { type: 'static_select' as const, action_id: 'value', placeholder, options };
  return chosen ? { ...element, initial_option: chosen } : element;
}

/** A search over known customers and a line for a new name. */
export function customerInputs(
  key: string,
  label: string,
  customer: KnownCustomer | null,
  texts: Texts,
): InputBlock[] {
  const search = {
    type: 'external_select' as const,
    action_id: `interview_customer::form:${key}`,
    placeholder: plain(texts.findCustomer),
    min_query_length: 1,
  };
  const [initial] = customer ? customerOptions([customer], '', texts) : [];
  const chosen = initial ? { initial_option: { text: plain(initial.text), value: initial.value } } : {};
  return [
    input(key, label, { ...search, ...chosen }),
    input(`${key}.new`, texts.newName, { type: 'plain_text_input', action_id: 'value', max_length: 200 }),
  ];
}

function isOffered(key: AnswerValue): boolean {
  return String(key).length <= OPTION_AT_MOST && !String(key).startsWith(NEW_NAME);
}

/** Known customers, and last the name as typed, so that nobody has to look for another way. */
export function customerOptions(
  customers: KnownCustomer[],
  query: string,
  texts: Texts,
): { text: string; value: string }[] {
  // A key longer than an option's value cannot be offered; its customer is still found by typing the name.
  const known = customers.filter(({ key }) => isOffered(key));
  const options = known.map(({ key, name }) => ({ text: shorten(name, OPTION_AT_MOST), value: key }));
  const name = query.trim().replace(/\s+/g, ' ');
  const listed = known.some((customer) => customer.name.toLowerCase() === name.toLowerCase());
  if (name === '' || listed || name.length + NEW_NAME.length > OPTION_AT_MOST) return options;
  const added = { text: shorten(texts.addCustomer(name), OPTION_AT_MOST), value: NEW_NAME + name };
  return [...options.slice(0, OPTIONS_AT_MOST - 1), added];
}

/** The value of a customer option. */
export function customerAnswer(value: string): FormAnswer {
  return value.startsWith(NEW_NAME)
    ? { state: 'named_customer', name: value.slice(NEW_NAME.length) }
    : { state: 'known_customer', key: value };
}

type Values = ViewOutput['state']['values'];

/** What was sent. An empty input is a skipped question, unless its answer was too long to be shown. */
export function readForm(values: Values, note: Pick<FormNote, 'keys' | 'keep'>): Record<string, FormAnswer> {
  const answers: Record<string, FormAnswer> = {};
  for (const key of note.keys) {
    const given = newName(values, key) ?? readInput(values, key);
    if (given.state === 'skipped' && note.keep.includes(key)) continue;
    answers[key] = given;
  }
  return answers;
}

function newName(values: Values, key: string): FormAnswer | null {
  const name = Object.values(values[blockOf(`${key}.new`)] ?? {})[0]?.value?.trim();
  return name ? { state: 'named_customer', name } : null;
}

function readInput(values: Values, key: string): FormAnswer {
  const [given] = Object.values(values[blockOf(key)] ?? {});
  if (!given) return { state: 'skipped' };
  if (given.type === 'external_select') {
    return given.selected_option ? customerAnswer(given.selected_option.value) : { state: 'skipped' };
  }
  if (given.type === 'multi_static_select') {
    const chosen = (given.selected_options ?? []).map(({ value }) => value);
    return chosen.length > 0 ? { state: 'answered', value: chosen } : { state: 'skipped' };
  }
  const value = given.selected_option?.value ?? given.selected_date ?? given.value ?? '';
  if (value === DONT_KNOW) return { state: 'dont_know' };
  return value.trim() === '' ? { state: 'skipped' } : { state: 'answered', value };
}
