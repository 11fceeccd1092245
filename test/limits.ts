/**
 * Slack's limits for what an app posts, written from Slack's documentation as of November 2026 and kept apart from
 * the code that builds messages and from the built-in workspace that checks them. Lengths are UTF-16 units.
 */

type Json = Record<string, unknown>;

const BLOCKS = { message: 50, modal: 100, home: 100 };
const TEXT_OF_A_MESSAGE = 10_000;
const TOP_LEVEL_TEXT = 3_000;
const VIEW_BYTES = 250_000;
const ID = 255;

/** Path inside a block or an element (`type.key`) -> the longest text allowed there. */
const LENGTHS: Record<string, number> = {
  'section.text': 3_000,
  'section.fields[]': 2_000,
  'header.text': 150,
  'markdown.text': 12_000,
  'input.label': 2_000,
  'input.hint': 2_000,
  'image.alt_text': 2_000,
  'image.title': 2_000,
  'image.image_url': 3_000,
  'button.text': 75,
  'button.value': 2_000,
  'button.url': 3_000,
  'button.accessibility_label': 75,
  'option.text': 75,
  'option.description': 75,
  'option.value': 75,
  'option_group.label': 75,
  'confirm.title': 100,
  'confirm.text': 300,
  'confirm.confirm': 30,
  'confirm.deny': 30,
  placeholder: 150,
};

/** `type.key` -> how many there may be. */
const COUNTS: Record<string, [number, number]> = {
  'section.fields': [1, 10],
  'context.elements': [1, 10],
  'actions.elements': [1, 25],
  'static_select.options': [1, 100],
  'multi_static_select.options': [1, 100],
  'static_select.option_groups': [1, 100],
  'multi_static_select.option_groups': [1, 100],
  'radio_buttons.options': [1, 10],
  'checkboxes.options': [1, 10],
  'overflow.options': [1, 5],
};

const MODAL_WORDS = 24;
const INPUT_MAX = 3_000;

/** Every breach in a posted message, as sentences; empty when Slack would take it. */
export function messageFaults(message: { text?: unknown; blocks?: unknown }): string[] {
  const faults: string[] = [];
  const blocks = list(message.blocks);
  const text = typeof message.text === 'string' ? message.text : '';
  if (text.trim() === '') faults.push('the top-level text is empty: a notification would say nothing');
  if (text.length > TOP_LEVEL_TEXT) faults.push(`the top-level text has ${text.length} units`);
  faults.push(...surfaceFaults(blocks, 'message'));
  const total = sumOfTexts(blocks);
  if (total > TEXT_OF_A_MESSAGE) faults.push(`the blocks hold ${total} units of text`);
  if (blocks.some(({ type }) => type === 'input')) faults.push('a message holds an input block');
  return faults;
}

/** Every breach in a modal or Home view. */
export function viewFaults(shown: object): string[] {
  const view = shown as Json;
  const type = view.type === 'home' ? 'home' : 'modal';
  const blocks = list(view.blocks);
  const faults = surfaceFaults(blocks, type);
  for (const key of ['title', 'submit', 'close']) {
    const words = textOf(view[key]);
    if (words !== null && words.length > MODAL_WORDS) faults.push(`${key} has ${words.length} units`);
  }
  if (type === 'modal' && textOf(view.title) === null) faults.push('a modal has no title');
  if (type === 'modal' && blocks.some((block) => block.type === 'input') && textOf(view.submit) === null) {
    faults.push('a modal with inputs has no submit');
  }
  if (String(view.private_metadata ?? '').length > 3_000) faults.push('private_metadata is over 3,000 units');
  if (String(view.callback_id ?? '').length > ID) faults.push('callback_id is over 255 units');
  const bytes = Buffer.byteLength(JSON.stringify(view));
  if (bytes > VIEW_BYTES) faults.push(`the view has ${bytes} bytes`);
  return faults;
}

function surfaceFaults(blocks: Json[], surface: keyof typeof BLOCKS): string[] {
  const faults: string[] = [];
  if (blocks.length > BLOCKS[surface]) faults.push(`${blocks.length} blocks in a ${surface}`);
  const ids = blocks.map(({ block_id }) => block_id).filter((id) => typeof id === 'string');
  if (new Set(ids).size < ids.length) faults.push('two blocks share a block_id');
  for (const [position, block] of blocks.entries()) faults.push(...walk(block, `block ${position}`));
  return faults;
}

function walk(node: Json, where: string): string[] {
  const faults: string[] = [];
  const type = String(node.type ?? '');
  const actionIds: unknown[] = [];
  for (const [key, value] of Object.entries(node)) {
    const limit = LENGTHS[`${type}.${key}`] ?? LENGTHS[key];
    const words = textOf(value);
    if (limit !== undefined && words !== null) {
      if (words.length > limit)
        faults.push(`${where}: ${type}.${key} has ${words.length} units, ${limit} allowed`);
      if (words.length === 0 && key !== 'value') faults.push(`${where}: ${type}.${key} is empty`);
    }
    const range = COUNTS[`${type}.${key}`];
    if (range && Array.isArray(value) && (value.length < range[0] || value.length > range[1])) {
      faults.push(`${where}: ${value.length} ${key} in ${type}`);
    }
    if ((key === 'block_id' || key === 'action_id') && String(value).length > ID) {
      faults.push(`${where}: ${key} is over 255 units`);
    }
    if (key === 'max_length' && Number(value) > INPUT_MAX) faults.push(`${where}: max_length over 3,000`);
    if (key === 'fields') faults.push(...fieldFaults(list(value), where));
    if (key === 'confirm' && typeof value === 'object' && !textOf(value)) {
      faults.push(...walk({ ...(value as Json), type: 'confirm' }, where));
    } else if (key === 'options' || key === 'initial_options') {
      for (const option of list(value)) faults.push(...walk({ ...option, type: 'option' }, where));
    } else if (key === 'option_groups') {
      for (const group of list(value)) faults.push(...walk({ ...group, type: 'option_group' }, where));
    } else if (key === 'elements' || key === 'element' || key === 'accessory') {
      for (const inner of Array.isArray(value) ? list(value) : [value as Json]) {
        actionIds.push(inner.action_id);
        faults.push(...walk(inner, where));
      }
    }
  }
  const named = actionIds.filter((id) => typeof id === 'string');
  if (new Set(named).size < named.length) faults.push(`${where}: two elements share an action_id`);
  return faults;
}

function fieldFaults(fields: Json[], where: string): string[] {
  return fields
    .map((field) => textOf(field)?.length ?? 0)
    .filter((length) => length > 2_000)
    .map((length) => `${where}: a field has ${length} units`);
}

function sumOfTexts(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + sumOfTexts(part), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const own = textOf(value);
  if (own !== null) return own.length;
  return Object.values(value).reduce<number>((sum, part) => sum + sumOfTexts(part), 0);
}

/** The words of a text object or of a plain string; `null` for anything else. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const text = (value as Json | null | undefined)?.text;
  return typeof value === 'object' && typeof text === 'string' ? text : null;
}

function list(value: unknown): Json[] {
  const parsed = typeof value === 'string' ? JSON.parse(value) : value;
  return Array.isArray(parsed) ? (parsed as Json[]) : [];
}
