import { type InputState, isMany, placedIn, stateKey } from './elements.ts';
import { type Json, text } from './json.ts';

const REQUIRED = 'Please complete this required field.';

type Check = (element: Json, value: string) => string | null;

const CHECKS: Record<string, Check> = {
  plain_text_input: checkLength,
  number_input: checkNumber,
  email_text_input: (_, value) =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : 'Please enter a valid email address.',
  url_text_input: (_, value) => (/^https?:\/\/\S+$/.test(value) ? null : 'Please enter a valid URL.'),
};

/** What Slack's client finds wrong with a form before it sends it: block_id -> sentence. */
export function inputErrors(blocks: readonly Json[], state: InputState): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, element } of placedIn(blocks)) {
    if (block.type !== 'input') continue;
    const blockId = text(block.block_id);
    const value = state[blockId]?.[text(element.action_id)] ?? {};
    const problem = inputError(block, element, value);
    if (problem) errors[blockId] = problem;
  }
  return errors;
}

/** What is wrong with the value of one input, `null` when nothing is. */
function inputError(block: Json, element: Json, value: Json): string | null {
  const key = stateKey(element);
  if (key === null) return null;
  const held = value[key];
  if (isEmpty(key, held)) return block.optional === true ? null : REQUIRED;
  return heldError(element, held);
}

/** What is wrong with something typed or chosen, apart from being empty. */
export function heldError(element: Json, held: unknown): string | null {
  if (typeof held !== 'string') return countError(element, held);
  return CHECKS[text(element.type)]?.(element, held) ?? null;
}

function isEmpty(key: string, held: unknown): boolean {
  if (isMany(key)) return !Array.isArray(held) || held.length === 0;
  return held === null || held === undefined || held === '';
}

function countError(element: Json, held: unknown): string | null {
  const max = element.type === 'file_input' ? element.max_files : element.max_selected_items;
  if (typeof max !== 'number' || !Array.isArray(held) || held.length <= max) return null;
  return `Please choose no more than ${max}.`;
}

function checkLength(element: Json, value: string): string | null {
  const max = typeof element.max_length === 'number' ? element.max_length : 3_000;
  const min = typeof element.min_length === 'number' ? element.min_length : 0;
  if (value.length > max) return `Please shorten this to ${max} characters or fewer.`;
  return value.length < min ? `Please write at least ${min} characters.` : null;
}

function checkNumber(element: Json, value: string): string | null {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return 'Please enter a valid number.';
  if (element.is_decimal_allowed !== true && value.includes('.')) return 'Please enter a whole number.';
  if (typeof element.min_value === 'string' && Number(value) < Number(element.min_value)) {
    return `Please enter a number of at least ${element.min_value}.`;
  }
  if (typeof element.max_value === 'string' && Number(value) > Number(element.max_value)) {
    return `Please enter a number of at most ${element.max_value}.`;
  }
  return null;
}
