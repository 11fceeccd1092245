import { placedIn } from './elements.ts';
import { isJson, type Json, objects, text } from './json.ts';
import { blockRule, type SurfaceKind } from './limits-blocks.ts';
import { PLACES } from './limits-elements.ts';
import { option, optionGroup, plain } from './limits-text.ts';
import { bool, list, oneOf, problemsOf, type Rule, shape, string } from './shape.ts';

/** Slack's error word and what is wrong where, for `response_metadata.messages`. */
export type Problem = { code: string; messages: string[] };

/** Blocks on each surface. */
const BLOCKS_MAX: Record<SurfaceKind, number> = { message: 50, modal: 100, home: 100 };
/** All text of one message's blocks together; Slack does not document it, reports begin at about 12,000. */
const TEXT_MAX = 12_000;
const VIEW_BYTES_MAX = 250 * 1_024;
/** Blocks of which a message has one at most. */
const ONCE = ['table', 'data_table'];

/** What Slack would find wrong with a message, `null` when nothing. */
export function messageProblems(blocks: unknown): Problem | null {
  if (blocks === undefined || blocks === null || blocks === '') return null;
  if (!Array.isArray(blocks))
    return { code: 'invalid_blocks_format', messages: ['[ERROR] must be an array'] };
  const messages = blocksProblems(blocks, 'message', '/blocks');
  if (messages.length > 0) return { code: 'invalid_blocks', messages };
  if (textLength(blocks) > TEXT_MAX) {
    return { code: 'msg_blocks_too_long', messages: [`[ERROR] more than ${TEXT_MAX} characters in blocks`] };
  }
  return null;
}

const common = {
  blocks: (() => {}) as Rule,
  private_metadata: string(3_000, 0),
  callback_id: string(255, 0),
  external_id: string(255, 0),
};
const modal = shape(
  { type: oneOf('modal'), title: plain(24), blocks: common.blocks },
  { ...common, submit: plain(24), close: plain(24), clear_on_close: bool, notify_on_close: bool },
);
const home = shape({ type: oneOf('home'), blocks: common.blocks }, common);

/** What Slack would find wrong with a view, `null` when nothing. */
export function viewProblems(view: unknown, type: 'modal' | 'home'): Problem | null {
  if (Buffer.byteLength(JSON.stringify(view) ?? '') > VIEW_BYTES_MAX) {
    return { code: 'view_too_large', messages: [] };
  }
  const given = isJson(view) ? view : {};
  const messages = problemsOf(type === 'modal' ? modal : home, view, '/view');
  if (Array.isArray(given.blocks)) messages.push(...blocksProblems(given.blocks, type, '/view/blocks'));
  else if (given.blocks !== undefined) messages.push('[ERROR] must be an array [json-pointer:/view/blocks]');
  if (type === 'modal' && given.submit === undefined && hasInput(given.blocks)) {
    messages.push('[ERROR] missing required field: submit [json-pointer:/view]');
  }
  return messages.length > 0 ? { code: 'invalid_arguments', messages: withHeading(messages, '/view') } : null;
}

/** What is wrong with the options that the app answers a lookup with. */
export function optionProblems(answer: Json): Problem | null {
  const rule = answer.option_groups === undefined ? list(option, 0, 100) : list(optionGroup, 0, 100);
  const messages = problemsOf(rule, answer.option_groups ?? answer.options, '/options');
  return messages.length > 0 ? { code: 'invalid_options', messages } : null;
}

function blocksProblems(blocks: readonly unknown[], surface: SurfaceKind, pointer: string): string[] {
  const messages = problemsOf(list(blockRule(surface), 0, BLOCKS_MAX[surface]), blocks, pointer);
  const known = objects(blocks);
  messages.push(
    ...repeated(known.map((block) => block.block_id)).map(
      (name) => `[ERROR] block_id "${name}" already exists [json-pointer:${pointer}]`,
    ),
    ...known.flatMap((block, index) => repeatedActions(block, `${pointer}/${index}`)),
    ...placeProblems(known, surface, pointer),
  );
  return messages;
}

function repeatedActions(block: Json, pointer: string): string[] {
  if (block.type === 'container' || block.type === 'carousel') return [];
  const ids = placedIn([block]).map(({ element }) => element.action_id);
  return repeated(ids).map(
    (name) => `[ERROR] \`action_id\` "${name}" already exists for another element [json-pointer:${pointer}]`,
  );
}

/** Rules that look at more than one block, or at the surface. */
function placeProblems(blocks: readonly Json[], surface: SurfaceKind, pointer: string): string[] {
  const messages: string[] = [];
  for (const type of ONCE) {
    if (blocks.filter((block) => block.type === type).length > 1) {
      messages.push(`[ERROR] only one block of type ${type} is allowed [json-pointer:${pointer}]`);
    }
  }
  const focused = blocks.filter((block) => JSON.stringify(block).includes('"focus_on_load":true'));
  if (focused.length > 1) {
    messages.push(`[ERROR] only one element can have focus_on_load [json-pointer:${pointer}]`);
  }
  if (surface === 'modal') return messages;
  for (const [index, block] of blocks.entries()) {
    const type = isJson(block.element) ? text(block.element.type) : '';
    if (PLACES.modalOnly.includes(type)) {
      messages.push(`[ERROR] unsupported type: ${type} [json-pointer:${pointer}/${index}/element/type]`);
    }
  }
  return messages;
}

function repeated(ids: readonly unknown[]): string[] {
  const named = ids.filter((one) => typeof one === 'string');
  return [...new Set(named.filter((name, index) => named.indexOf(name) !== index))];
}

function hasInput(blocks: unknown): boolean {
  return objects(blocks).some((block) => block.type === 'input');
}

function withHeading(messages: readonly string[], pointer: string): string[] {
  return [`[ERROR] failed to match all allowed schemas [json-pointer:${pointer}]`, ...messages];
}

/** The length of every text in a message's blocks together. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + textLength(one), 0);
  if (!isJson(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, held]) => sum + (key === 'text' && typeof held === 'string' ? held.length : textLength(held)),
    0,
  );
}
